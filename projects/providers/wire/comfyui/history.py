"""What has come of a workflow, as /queue and /history tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...work import Answer
from ..codes import fault_of
from ..faults import Fault, ServiceError
from ..reading import listed, mapping, object_in

QUEUES = ("queue_running", "queue_pending")
SHOWN = ("videos", "gifs", "images")  # lists of files, as nodes that save some call them
PLACE_OF_FILE = {"filename": "", "subfolder": "", "type": "output"}
File = Mapping[str, str]


def check(answer: Answer) -> None:
    """Raises ServiceError: what is wrong with a workflow names its node."""
    if answer.status == 200:
        return
    said = object_in(answer.body)
    if answer.status == 400 and (where := _refused(said)):
        raise ServiceError(Fault.WORKFLOW, where)
    fault = Fault.REQUEST if answer.status == 404 else fault_of(answer.status, "")
    raise ServiceError(fault, f"HTTP {answer.status}")


def is_running(queue: Answer, prompt: str) -> bool | None:
    """None if it is not in the queue; False if it waits there."""
    said = object_in(queue.body)
    for name in QUEUES:
        if any(prompt in listed(each)[1:2] for each in listed(said.get(name))):
            return name == QUEUES[0]
    return None


def is_known(history: Answer, prompt: str) -> bool:
    return bool(_entry(history, prompt))


def file_in(history: Answer, prompt: str, endings: Sequence[str]) -> File:
    """The first file of such a kind that it has saved. Raises ServiceError."""
    entry = _entry(history, prompt)
    if not entry:
        raise ServiceError(Fault.BROKEN, "ComfyUI does not know it any more")
    _check_end(mapping(entry.get("status")))
    found = [each for each in _files(entry) if each["filename"].lower().endswith(tuple(endings))]
    if not found:
        raise ServiceError(Fault.WORKFLOW, f"the workflow has saved no {' or '.join(endings)}")
    return next((each for each in found if each["type"] == "output"), found[0])


def _entry(history: Answer, prompt: str) -> Mapping[str, Any]:
    return mapping(object_in(history.body).get(prompt))


def _check_end(status: Mapping[str, Any]) -> None:
    """Raises ServiceError if it ended before it was done. The words of a node are not told: they
    may repeat what was asked."""
    for message in map(listed, listed(status.get("messages"))):
        if message[:1] == ["execution_interrupted"]:
            raise ServiceError(Fault.STOPPED, "interrupted in ComfyUI")
        if message[:1] == ["execution_error"]:
            said = mapping(message[1] if len(message) > 1 else None)
            names = [said.get(name, "") for name in ("node_id", "node_type", "exception_type")]
            raise ServiceError(Fault.BROKEN, "node {} {}: {}".format(*map(_short, names)))
    if status.get("status_str") == "error":
        raise ServiceError(Fault.BROKEN, "execution error")


def _files(entry: Mapping[str, Any]) -> Iterator[File]:
    for output in mapping(entry.get("outputs")).values():
        for name in SHOWN:
            for file in map(mapping, listed(mapping(output).get(name))):
                told = {name: file.get(name, usual) for name, usual in PLACE_OF_FILE.items()}
                if file.get("filename") and all(map(_is_plain, told.values())):
                    yield told


def _refused(said: Mapping[str, Any]) -> str:
    """Which node, what its input is called, and what is wrong with it."""
    for number, node in mapping(said.get("node_errors")).items():
        first = mapping(next(iter(listed(mapping(node).get("errors"))), None))
        named = mapping(first.get("extra_info")).get("input_name", "")
        kind = mapping(node).get("class_type", "")
        return "node {} {}: {} {}".format(*map(_short, (number, kind, first.get("type"), named)))
    error = mapping(said.get("error"))
    node = mapping(error.get("extra_info"))
    told = (node.get("node_id", "?"), node.get("class_type", ""), error.get("type", ""))
    return "node {} {}: {}".format(*map(_short, told)) if error else ""


def _is_plain(said: Any) -> bool:
    return isinstance(said, str) and said.isprintable() and len(said) <= 300


def _short(said: Any) -> str:
    return str(said)[:60]
