"""A language model, as a service of OpenAI's shape has it: it says every key point of the brief."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .server import Answering, Talk

PIECE = 23  # characters of a streamed piece: they end anywhere
Said = dict[str, Any]


def brief_in(body: Said) -> Said:
    """The brief that a writer was told."""
    found: Said = json.loads(body["messages"][1]["content"])
    return found


def script_for(brief: Said) -> Said:
    said = [brief["topic"], *brief.get("key_points", []), brief["topic"]]
    scenes = [
        {"title": f"Title {number}", "narration": f"{words}。", "picture": "A bright room"}
        for number, words in enumerate(said, start=1)
    ]
    return {"title": brief["topic"], "description": "#film", "scenes": scenes}


def chat(write: Callable[[Said], Any] = script_for, **more: Any) -> Answering:
    """Answers with what `write` makes of the brief: text as it is, and all else as JSON."""

    def answer(talk: Talk) -> None:
        body = talk.asked.json
        said = write(brief_in(body))
        text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        _stream(talk, text, more) if body.get("stream") else _whole(talk, text, more)

    return answer


def _whole(talk: Talk, text: str, more: Said) -> None:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop", **more}
    talk.say_json(200, {"choices": [choice], "usage": _usage(text)})


def _stream(talk: Talk, text: str, more: Said) -> None:
    talk.begin(200, "text/event-stream; charset=utf-8")
    for at in range(0, len(text), PIECE):
        _send(talk, {"choices": [{"index": 0, "delta": {"content": text[at : at + PIECE]}}]})
    _send(talk, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop", **more}]})
    _send(talk, {"choices": [], "usage": _usage(text)})
    talk.wfile.write(b"data: [DONE]\n\n")


def _send(talk: Talk, event: Said) -> None:
    talk.wfile.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())


def _usage(text: str) -> Said:
    return {"prompt_tokens": 700, "completion_tokens": len(text)}
