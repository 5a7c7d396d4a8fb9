"""A workflow: nodes by their numbers, each with a class_type and inputs. An input is a value, or
[number of a node, number of its output]."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
STEPS = 20  # how many times longer a node takes that goes step by step
Nodes = Mapping[str, Any]


def filled(nodes: Any, values: Mapping[str, Any]) -> Any:
    """With the values in their places. What is a place and nothing else becomes the value itself,
    such as a number."""
    if isinstance(nodes, str):
        if whole := PLACE.fullmatch(nodes.strip()):
            return values[whole[1]]
        return PLACE.sub(lambda place: str(values[place[1]]), nodes)
    if isinstance(nodes, Mapping):
        return {number: filled(each, values) for number, each in nodes.items()}
    return [filled(each, values) for each in nodes] if isinstance(nodes, list) else nodes


def fraction(nodes: Nodes, heard: Mapping[str, float]) -> float | None:
    """How much of it is done. `heard`: of some nodes, how much of each. All that a node needs is
    done before it begins. None if nothing was heard."""
    begun = {number: share for number, share in heard.items() if number in nodes}
    if not begun:
        return None
    before = {each for number in begun for each in _needed(nodes, number)}
    done = {number: 1.0 if number in before else begun.get(number, 0.0) for number in nodes}
    weights = {number: _weight(node) for number, node in nodes.items()}
    share = sum(weights[number] * done[number] for number in nodes)
    return share / sum(weights.values())


def _weight(node: Mapping[str, Any]) -> int:
    kind = str(node.get("class_type")).lower()
    return STEPS if "sampler" in kind and "select" not in kind else 1


def _needed(nodes: Nodes, number: str) -> Iterator[str]:
    """All before it, each once."""
    seen, left = {number}, [number]
    while left:
        for value in nodes[left.pop()]["inputs"].values():
            source = str(value[0]) if isinstance(value, list) and value else ""
            if source in nodes and source not in seen:
                seen.add(source)
                left.append(source)
                yield source
