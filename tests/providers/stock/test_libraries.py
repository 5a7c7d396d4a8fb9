"""Each library of stock is asked as it wants and understood, and its key stays secret."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from projects.models.search_words import searches
from projects.providers.library import StockWish
from projects.providers.stock import Pexels, Pixabay
from projects.providers.stock.library import ServiceLibrary
from projects.providers.wire.asking import good_answer
from projects.providers.wire.faults import ServiceError
from projects.providers.work import Answer, Call, Piece, Unpaid
from tests.support.services import Services, faults
from tests.support.services.server import KEY
from tests.support.services.stock import Stocked, pexels, pixabay, query, words_in
from videostudio import shapes

SOUGHT = StockWish("孩子 操场", "zh", 1080, 1920, seconds=3.0)
SHAPES: dict[str, tuple[type[ServiceLibrary], str, dict[str, str]]] = {
    "pexels": (Pexels, "/v1", {"locale": "zh-CN", "orientation": "portrait"}),
    "pixabay": (Pixabay, "/api", {"lang": "zh", "safesearch": "true"}),
}


class Asking(Unpaid):
    def paid(self, call: Call, on_piece: Piece | None = None) -> Answer:
        assert call.is_free
        return good_answer(call, self.beat)


NOTHING = b'{"photos": [], "hits": []}'
STOCKED: list[Stocked] = []


def _find(words: str) -> Sequence[Stocked]:
    return STOCKED


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Services]]:
    with (
        Services(dict(pexels(_find))).serving() as one,
        Services(dict(pixabay(_find))).serving() as other,
    ):
        yield {"pexels": one, "pixabay": other}


@pytest.fixture(params=SHAPES)
def shape(request: Any, servers: dict[str, Services]) -> str:
    server = servers[request.param]
    server.asked.clear()
    server.faults.clear()
    STOCKED[:] = [Stocked(number) for number in (11, 12, 13)]
    return str(request.param)


def library(shape: str, servers: dict[str, Services], key: str = KEY) -> ServiceLibrary:
    kind, path, _ = SHAPES[shape]
    return kind(shape, servers[shape].url + path, key)


def test_every_shape_that_can_be_set_is_tried_here() -> None:
    assert {name: each.backend for name, each in shapes.LIBRARIES.items()} == {
        name: f"projects.providers.stock.{kind.__name__}" for name, (kind, _, _) in SHAPES.items()
    }


def test_videos_are_looked_for_in_the_language_and_the_frame(
    shape: str, servers: dict[str, Services]
) -> None:
    STOCKED.append(Stocked(14, is_portrait=False))
    found = library(shape, servers).find(SOUGHT, Asking())
    (asked,) = servers[shape].asked
    assert words_in(asked) == "孩子 操场"
    assert query(asked).items() >= SHAPES[shape][2].items()
    assert [each.key for each in found] == ["video-11", "video-12", "video-13"]
    assert found[0].author == "Mia Müller"
    assert found[0].page.startswith(f"https://{'www.' * (shape == 'pexels')}{shape}.com/video")
    assert found[0].author_page.startswith("https://")
    assert found[0].seconds == 4.0


def test_with_few_videos_there_are_photos_too(shape: str, servers: dict[str, Services]) -> None:
    STOCKED[:] = [Stocked(11), Stocked(21, is_video=False), Stocked(22, False, False)]
    found = library(shape, servers).find(SOUGHT, Asking())
    assert [each.key for each in found] == ["video-11", "photo-21"]
    assert len(servers[shape].asked) == 2


def test_what_lasts_as_long_as_the_scene_goes_first(
    shape: str, servers: dict[str, Services]
) -> None:
    STOCKED[1] = replace(STOCKED[1], seconds=9)
    found = library(shape, servers).find(replace(SOUGHT, seconds=6.0), Asking())
    assert [each.key for each in found] == ["video-12", "video-11", "video-13"]


def test_the_files_come_from_the_library_itself(shape: str, servers: dict[str, Services]) -> None:
    there = library(shape, servers)
    (first, *_) = there.find(SOUGHT, Asking())
    assert there.preview(first, lambda: None).startswith(b"\xff\xd8")
    assert b"ftyp" in there.fetch(first, lambda: None)[:12]


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/x.mp4", "https://notpexels.com/x", "http://127.0.0.1:1/x", "file:///x"],
)
def test_no_file_elsewhere_is_taken(url: str, shape: str, servers: dict[str, Services]) -> None:
    there = library(shape, servers)
    said = good_answer(_call(there), lambda: None).body.replace(
        servers[shape].url.encode() + b"/stock/", url.encode() + b"?"
    )
    servers[shape].will(faults.text(200, said, "application/json"), faults.text(200, NOTHING))
    assert there.find(SOUGHT, Asking()) == ()


@pytest.mark.parametrize(
    ("fault", "reason", "pause"),
    [
        (faults.status(401), "service_key", None),
        (faults.status(500), "service_broken", None),
        (faults.status(504), "service_unreachable", None),
        (faults.text(429, b"slow", retry_after="90"), "service_busy", 90.0),
        (faults.text(200, b"<html>"), "service_answer", None),
        (faults.elsewhere("http://127.0.0.1:1/"), "service_elsewhere", None),
        (faults.reset, "service_unreachable", None),
        (faults.flood, "service_too_large", None),
    ],
)
def test_their_faults_are_told_in_our_words(
    fault: Any, reason: str, pause: float | None, shape: str, servers: dict[str, Services]
) -> None:
    servers[shape].will(fault)
    with pytest.raises(ServiceError) as failed:
        library(shape, servers).find(SOUGHT, Asking())
    assert (failed.value.reason, failed.value.retry_after) == (reason, pause)


def test_a_full_hour_and_a_full_month_are_told_apart(servers: dict[str, Services]) -> None:
    servers["pexels"].will(faults.status(429), faults.status(429, x_ratelimit_remaining="0"))
    for reason, pause in (("service_busy", 600.0), ("service_quota", None)):
        with pytest.raises(ServiceError) as failed:
            library("pexels", servers).find(SOUGHT, Asking())
        assert (failed.value.reason, failed.value.retry_after) == (reason, pause)
    servers["pixabay"].will(faults.text(429, b"x", x_ratelimit_reset="41"))
    with pytest.raises(ServiceError) as failed:
        library("pixabay", servers).find(SOUGHT, Asking())
    assert failed.value.retry_after == 41.0


def test_a_key_is_in_no_address_log_or_error(
    shape: str, servers: dict[str, Services], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wrong = library(shape, servers, "sk-canary-77")
    with pytest.raises(ServiceError) as failed:
        wrong.find(SOUGHT, Asking())
    assert failed.value.reason == "service_key"
    told = f"{failed.value!r} {failed.value} {_call(wrong)!r} {_call(wrong).request.url}"
    assert "sk-canary-77" not in told + caplog.text


def _call(there: ServiceLibrary) -> Call:
    request = there.request(SOUGHT, is_video=True)
    return Call("x", "", request, there.check, lambda _: {}, is_free=True)


@pytest.mark.parametrize(
    ("described", "title", "language", "expected"),
    [
        (
            "孩子们在操场上跑步,阳光明媚",
            "运动会",
            "zh",
            ["孩子 操场 跑步", "孩子 操场", "运动会"],
        ),
        (
            "Children plant flowers in a sunny garden, a teacher watches them",
            "In the garden",
            "en",
            ["children plant flowers sunny garden", "children plant", "garden"],
        ),
        # Nothing that says who or where somebody is, and no figures.
        (
            "王小明老师在门口,电话0571-88888888",
            "5月18日上午9点",
            "zh",
            ["老师 门口 电话", "老师 门口"],
        ),
        ("A slide at Sunny Kindergarten, call Anna", "", "en", ["slide call"]),
        (
            "An illustration: Children plant flowers, warm tones and soft natural light.",
            "",
            "en",
            ["children plant flowers", "children plant"],
        ),
        ("园门敞开，家长走进来，午后暖光，浅景深。", "", "zh", ["园门敞开 家长走进来"]),
        ("", "Spring", "en", ["spring"]),
        ("", "", "zh", []),
    ],
)
def test_a_search_has_few_words_and_says_of_nobody_who_or_where_he_is(
    described: str, title: str, language: str, expected: list[str]
) -> None:
    assert searches(described, title, language, ("Sunny Kindergarten",)) == expected
