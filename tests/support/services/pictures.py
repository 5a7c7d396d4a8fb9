"""A service that makes pictures, as OpenAI's shape has it. Each picture has a code in it: three
bars, each in one of four colours."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from typing import Any

from PIL import Image

from .server import Answering, Asked, Talk

COLOURS = ((220, 30, 30), (30, 160, 40), (30, 60, 210), (235, 200, 20))
BARS = 3
CODES = len(COLOURS) ** BARS


def size_asked(body: dict[str, Any]) -> tuple[int, int]:
    width, height = (body.get("size") or body["image_size"]).split("x")
    return int(width), int(height)


def coded(code: int, size: tuple[int, int]) -> bytes:
    """A PNG of this size."""
    digits = [code // len(COLOURS) ** bar % len(COLOURS) for bar in range(BARS)]
    bars = Image.new("RGB", (BARS, 1))
    bars.putdata([COLOURS[digit] for digit in digits])
    out = io.BytesIO()
    bars.resize(size, Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def code_in(frame: Image.Image) -> int:
    """The code of the picture that is seen in a frame: above the letters, in the middle of each
    bar, where no move over the picture comes from another one."""
    width, height = frame.size
    seen = [
        frame.getpixel((width * (2 * bar + 1) // (2 * BARS), height // 4)) for bar in range(BARS)
    ]
    digits = [min(range(len(COLOURS)), key=lambda at: _far(COLOURS[at], one)) for one in seen]
    return sum(digit * len(COLOURS) ** bar for bar, digit in enumerate(digits))


def _far(one: Any, other: Any) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def pictures(code_for: Callable[[Asked], int], *, name: str = "data", link: str = "") -> Answering:
    """Answers with the picture of this code, in base64, or with the address `link` of one."""

    def answer(talk: Talk) -> None:
        found = coded(code_for(talk.asked), size_asked(talk.asked.json))
        each = {"url": link} if link else {"b64_json": base64.b64encode(found).decode()}
        talk.say_json(200, {"created": 1, name: [each]})

    return answer


def file(data: bytes) -> Answering:
    return lambda talk: talk.say(200, data, "image/png")


def described(asked: Asked) -> str:
    """The words of a scene, without those of the style."""
    prompt: str = json.loads(asked.body)["prompt"]
    return prompt.partition("\n\n")[0]
