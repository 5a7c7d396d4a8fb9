"""Libraries of stock. Each video and each photo of theirs has a code in it, as in pictures.py. What
is found depends on the words, and who asks without the key or for too much is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from projects.media.ffmpeg import capture
from tests.support.videos import H264

from .pictures import coded
from .server import KEY, Answering, Asked, Talk

PORTRAIT, LANDSCAPE = (270, 480), (480, 270)


@dataclass(frozen=True)
class Stocked:
    """What a library has. `number` is also its code."""

    number: int
    is_video: bool = True
    is_portrait: bool = True
    seconds: int = 4
    author: str = "Mia Müller"

    @property
    def size(self) -> tuple[int, int]:
        return PORTRAIT if self.is_portrait else LANDSCAPE


Finding = Callable[[str], Sequence[Stocked]]
"""What a library has for these words."""


def query(asked: Asked) -> dict[str, str]:
    return {name: said[0] for name, said in parse_qs(urlsplit(asked.path).query).items()}


def words_in(asked: Asked) -> str:
    """Those of a search; "" if it is none."""
    said = query(asked)
    return said.get("query") or said.get("q", "")


def pexels(find: Finding) -> Mapping[str, Answering]:
    return {
        "/v1/videos/search": lambda talk: _pexels(talk, find, is_video=True),
        "/v1/search": lambda talk: _pexels(talk, find, is_video=False),
        "/stock/": filed,
    }


def pixabay(find: Finding) -> Mapping[str, Answering]:
    return {
        "/api/videos/": lambda talk: _pixabay(talk, find, is_video=True),
        "/api/": lambda talk: _pixabay(talk, find, is_video=False),
        "/stock/": filed,
    }


def _pexels(talk: Talk, find: Finding, *, is_video: bool) -> None:
    said = query(talk.asked)
    if talk.headers["authorization"] != KEY:
        return talk.say_json(401, {"status": 401, "code": "Unauthorized"})
    turned = said["orientation"] == "portrait"
    there = [
        each
        for each in find(said["query"])
        if each.is_video == is_video and each.is_portrait == turned
    ]
    show = _pexels_video if is_video else _pexels_photo
    return talk.say_json(
        200,
        {
            "page": 1,
            "total_results": len(there),
            "videos" if is_video else "photos": [show(each, _host(talk)) for each in there],
        },
        x_ratelimit_limit="20000",
        x_ratelimit_remaining="19684",
        x_ratelimit_reset="1798761600",
    )


def _pexels_video(each: Stocked, host: str) -> dict[str, Any]:
    width, height = each.size
    return {
        "id": each.number,
        "width": width,
        "height": height,
        "url": f"https://www.pexels.com/video/{each.number}/",
        "image": _file(each, host, "jpg"),
        "duration": each.seconds,
        "user": {"id": 7, "name": each.author, "url": "https://www.pexels.com/@mia"},
        "video_files": [
            {
                "id": size,
                "quality": quality,
                "file_type": "video/mp4",
                "width": width * size // 4,
                "height": height * size // 4,
                "fps": 30.0,
                "link": _file(each, host, "mp4"),
            }
            for size, quality in ((4, "hd"), (1, "sd"))
        ],
        "video_pictures": [],
    }


def _pexels_photo(each: Stocked, host: str) -> dict[str, Any]:
    sizes = dict.fromkeys(("original", "large2x", "medium", "small"), _file(each, host, "png"))
    return {
        "id": each.number,
        "width": each.size[0],
        "height": each.size[1],
        "url": f"https://www.pexels.com/photo/{each.number}/",
        "photographer": each.author,
        "photographer_url": "https://www.pexels.com/@mia",
        "photographer_id": 7,
        "src": sizes,
        "alt": "",
    }


def _pixabay(talk: Talk, find: Finding, *, is_video: bool) -> None:
    said = query(talk.asked)
    if said.get("key") != KEY:
        return talk.say(400, b"[ERROR 400] Invalid or missing API key.", "text/plain")
    if said["safesearch"] != "true" or not 3 <= int(said["per_page"]) <= 200:
        return talk.say(400, b"[ERROR 400] out of range", "text/plain")
    there = [each for each in find(said["q"]) if each.is_video == is_video]
    if not is_video:
        there = [e for e in there if e.is_portrait == (said["orientation"] == "vertical")]
    show = _pixabay_video if is_video else _pixabay_photo
    hits = [show(each, _host(talk)) for each in there]
    return talk.say_json(200, {"total": len(hits), "totalHits": len(hits), "hits": hits})


def _pixabay_video(each: Stocked, host: str) -> dict[str, Any]:
    (width, height), shown = each.size, {"url": _file(each, host, "mp4"), "size": 9000}
    shown["thumbnail"] = _file(each, host, "jpg")
    return {
        **_pixabay_item(each, "videos"),
        "duration": each.seconds,
        "videos": {
            "large": {"url": "", "width": 0, "height": 0, "size": 0, "thumbnail": ""},
            "medium": {**shown, "width": width, "height": height},
            "tiny": {**shown, "width": width // 2, "height": height // 2},
        },
    }


def _pixabay_photo(each: Stocked, host: str) -> dict[str, Any]:
    names = ("previewURL", "webformatURL", "largeImageURL")
    return {**_pixabay_item(each, "photos"), **dict.fromkeys(names, _file(each, host, "png"))}


def _pixabay_item(each: Stocked, kind: str) -> dict[str, Any]:
    page = f"https://pixabay.com/{kind}/id-{each.number}/"
    return {"id": each.number, "pageURL": page, "user": each.author, "user_id": 7, "tags": "a, b"}


def _host(talk: Talk) -> str:
    return f"http://{talk.headers['host']}"


def _file(each: Stocked, host: str, kind: str) -> str:
    width, height = each.size
    return f"{host}/stock/{each.number}-{width}x{height}-{each.seconds}.{kind}"


def filed(talk: Talk) -> None:
    named = re.search(r"/(\d+)-(\d+)x(\d+)-(\d+)\.(\w+)$", talk.asked.path)
    assert named
    number, width, height, seconds = map(int, named.groups()[:4])
    kind = named[5]
    if kind == "mp4":
        return talk.say(200, filmed(number, (width, height), seconds), "video/mp4")
    picture = coded(number, (width, height))
    return talk.say(200, _jpeg(picture) if kind == "jpg" else picture, f"image/{kind}")


def _jpeg(picture: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(out, "JPEG")
    return out.getvalue()


@cache
def filmed(number: int, size: tuple[int, int], seconds: int) -> bytes:
    """A video with this code, and with a tone."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "coded.png").write_bytes(coded(number, size))
        tone = ("-f", "lavfi", "-i", "sine=440:r=48000")
        order = ("-loop", "1", "-framerate", "30", "-i", "coded.png", *tone, "-t", str(seconds))
        capture(["-v", "error", *order, *H264, "-c:a", "aac", "out.mp4"], cwd=folder)
        return (folder / "out.mp4").read_bytes()
