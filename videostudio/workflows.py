"""A workflow of ComfyUI, as the environment names its file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .environment import text

Workflow = tuple[str, dict[str, Any]]
"""Its name, and its nodes by their numbers. The texts of these have {{places}} in them."""

PLACE = re.compile(r"\{\{\s*(\w*)\s*\}\}")
OF_A_PICTURE = ("text", "width", "height", "seed")
OF_A_VIDEO = (*OF_A_PICTURE, "seconds", "frames", "fps")
IMAGE_SIZES = "768x1344,1344x768,896x1152,1152x896,1024x1024"


def workflow(*known: str) -> Callable[[str], Workflow]:
    """What reads a workflow with some of these places; that for the text has to be in it."""

    def read(variable: str) -> Workflow:
        path = Path(text(variable))
        try:
            nodes = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            why = type(error).__name__
            raise ImproperlyConfigured(
                f"{variable} is {str(path)!r}: it takes a file with a workflow in the API format"
                f" of ComfyUI ({why})."
            ) from None
        if not isinstance(nodes, dict) or not nodes or not all(map(_is_node, nodes.values())):
            raise ImproperlyConfigured(
                f"{variable}: the file is no workflow in the API format. Choose “Export (API)” in"
                " ComfyUI."
            )
        _check_places(variable, set(_places(nodes)), known)
        return path.stem[:100], nodes

    return read


def _is_node(node: Any) -> bool:
    return isinstance(node, dict) and "class_type" in node and isinstance(node.get("inputs"), dict)


def _check_places(variable: str, found: set[str], known: tuple[str, ...]) -> None:
    if strange := found.difference(known):
        raise ImproperlyConfigured(
            f"{variable}: the workflow has {{{{{min(strange)}}}}}. Known are"
            f" {', '.join(f'{{{{{each}}}}}' for each in known)}."
        )
    if "text" not in found:
        raise ImproperlyConfigured(
            f"{variable}: write {{{{text}}}} into the node of the workflow that takes the prompt."
        )


def _places(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from PLACE.findall(value)
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _places(each)
