"""Services that make pictures. Each picture has a code in it: three bars, each in one of four
colours."""

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


def photos_in(asked: Asked) -> list[bytes]:
    """The JPEGs that were sent along: in a form, or in base64 with or without a head."""
    if asked.path.endswith("/edits"):
        return [asked.body[asked.body.index(b"\xff\xd8") : asked.body.rindex(b"\xff\xd9") + 2]]
    words = asked.body.decode().split('"')
    coded = [word.removeprefix("data:image/jpeg;base64,") for word in words]
    return [base64.b64decode(each) for each in coded if each.startswith("/9j/")]


def edits(code_for: Callable[[Asked], int]) -> Answering:
    """The same for a form with a picture."""

    def answer(talk: Talk) -> None:
        size = talk.asked.body.decode("latin-1").partition('name="size"\r\n\r\n')[2]
        width, height = size.partition("\r\n")[0].split("x")
        found = coded(code_for(talk.asked), (int(width), int(height)))
        talk.say_json(200, {"data": [{"b64_json": base64.b64encode(found).decode()}]})

    return answer


def size_asked(body: dict[str, Any]) -> tuple[int, int]:
    if "width" in body:
        return body["width"], body["height"]
    said = body.get("size") or body.get("image_size") or body["parameters"]["size"]
    width, height = said.replace("*", "x").split("x")
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


def dashscope(code_for: Callable[[Asked], int]) -> Answering:
    """Answers with an address of this server, at which `drawn` has the picture."""

    def answer(talk: Talk) -> None:
        size = "x".join(map(str, size_asked(talk.asked.json)))
        url = (
            f"http://{talk.headers['host']}/drawn/{code_for(talk.asked)}-{size}.png?signature=hush"
        )
        message = {"role": "assistant", "content": [{"image": url}]}
        talk.say_json(200, {"output": {"choices": [{"message": message}]}, "request_id": "1"})

    return answer


def drawn(talk: Talk) -> None:
    code, size = talk.asked.path.rsplit("/", 1)[1].partition(".png")[0].split("-")
    width, height = size.split("x")
    talk.say(200, coded(int(code), (int(width), int(height))), "image/png")


def minimax(code_for: Callable[[Asked], int]) -> Answering:
    def answer(talk: Talk) -> None:
        found = coded(code_for(talk.asked), size_asked(talk.asked.json))
        data = {"image_base64": [base64.b64encode(found).decode()]}
        talk.say_json(200, {"data": data, "base_resp": {"status_code": 0, "status_msg": "success"}})

    return answer


def file(data: bytes) -> Answering:
    return lambda talk: talk.say(200, data, "image/png")


def prompt_in(asked: Asked) -> str:
    if asked.path.endswith("/edits"):
        found = asked.body.decode("latin-1").partition('name="prompt"\r\n\r\n')[2]
        return found.partition("\r\n--")[0].encode("latin-1").decode()
    said = json.loads(asked.body)
    if "input" in said:
        said["prompt"] = said["input"]["messages"][0]["content"][-1]["text"]
    prompt: str = said["prompt"]
    return prompt


def described(asked: Asked) -> str:
    """The words of a scene, without those of the style."""
    return prompt_in(asked).partition("\n\n")[0]
