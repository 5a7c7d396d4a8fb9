"""What is compressed on its way to a browser, and that the length tells nobody a secret."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from projects.models import Project
from tests.support.projects import store
from videostudio.compression import CompressionMiddleware

pytestmark = pytest.mark.usefixtures("collected_files")
GZIP = {"accept-encoding": "gzip, deflate, br"}


@pytest.fixture
def pages(written: Project, tmp_path: Path) -> dict[str, str]:
    store(written, "cover", written.film_hash, tmp_path)
    store(written, "srt", written.film_hash, tmp_path)
    where = {name: reverse(name, args=[written.pk]) for name in ("project", "poll")}
    cover = reverse("artifact", args=[written.pk, written.artifacts.get(kind="cover").pk])
    captions = reverse("download", args=[written.pk, "srt"])
    api = f"/api/video-creation/projects/{written.pk}"
    more = {"admin": "/admin/", "api": api, "openapi": "/api/video-creation/openapi.json"}
    return where | more | {"home": "/", "cover": cover, "captions": captions}


@pytest.mark.parametrize("page", ["home", "project", "poll", "api", "openapi"])
def test_pages_and_json_come_compressed_to_who_reads_gzip(
    alices: Client, pages: dict[str, str], page: str
) -> None:
    plain, small = alices.get(pages[page]), alices.get(pages[page], headers=GZIP)
    assert (small["Content-Encoding"], plain.get("Content-Encoding")) == ("gzip", None)
    assert len(small.content) < len(plain.content) * 0.7
    assert int(small["Content-Length"]) == len(small.content)
    for answer in (plain, small):
        assert "accept-encoding" in answer["Vary"].lower(), "a cache must keep them apart"
    assert without_masks(gzip.decompress(small.content)) == without_masks(plain.content)


def without_masks(page: bytes) -> bytes:
    """Without what is another in each answer."""
    return re.sub(rb'(name="(?:csrfmiddlewaretoken|token)" value=|data-now=)"[^"]+', rb"\1", page)


@pytest.mark.parametrize("page", ["cover", "captions"])
def test_a_file_is_sent_as_it_is_because_players_ask_for_its_parts(
    alices: Client, pages: dict[str, str], page: str
) -> None:
    answer = alices.get(pages[page], headers=GZIP | {"range": "bytes=0-99"})
    assert answer.get("Content-Encoding") is None
    assert answer["Content-Length"] in ("100", "1024")


@pytest.mark.parametrize(
    ("headers", "is_compressed"),
    [
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"accept-encoding": "gzip;q=0, identity"}, False),
        ({"accept-encoding": "gzip;q=0.5"}, True),
        ({"accept-encoding": "br"}, False),
        ({"accept-encoding": ""}, False),
    ],
)
def test_who_lets_a_browser_ask_from_another_site_learns_nothing_by_the_length(
    alices: Client, pages: dict[str, str], headers: dict[str, str], is_compressed: bool
) -> None:
    answer = alices.get(pages["home"] + "?guess=secret", headers=GZIP | headers)
    assert answer.has_header("Content-Encoding") is is_compressed
    assert "accept-encoding" in answer["Vary"].lower()


def test_the_same_page_is_of_another_length_and_has_another_token_each_time(
    alices: Client, pages: dict[str, str]
) -> None:
    answers = [alices.get(pages["home"], headers=GZIP).content for _ in range(8)]
    tokens = {
        token
        for answer in answers
        for token in re.findall(rb'csrfmiddlewaretoken" value="([^"]+)', gzip.decompress(answer))
    }
    assert len(tokens) >= 8
    assert len({len(answer) for answer in answers}) > 1


@pytest.mark.parametrize(
    ("answer", "is_compressed"),
    [
        (HttpResponse("x" * 1023), False),
        (HttpResponse("x" * 1024), True),
        (HttpResponse("x" * 5000, content_type="application/json"), True),
        (HttpResponse("x" * 5000, content_type="text/javascript; charset=utf-8"), True),
        (HttpResponse("x" * 5000, content_type="image/jpeg"), False),
        (HttpResponse("x" * 5000, content_type="video/mp4"), False),
        (HttpResponse("x" * 5000, headers={"Content-Encoding": "br"}), False),
        (StreamingHttpResponse(["x" * 5000]), False),
    ],
)
def test_small_answers_media_and_streams_stay_as_they_are(answer: Any, is_compressed: bool) -> None:
    middleware = CompressionMiddleware(lambda _: answer)
    found = middleware(RequestFactory().get("/", headers=GZIP))
    assert (found.get("Content-Encoding") == "gzip") is is_compressed


def test_an_unchanged_poll_is_still_304_after_a_compressed_answer(
    alices: Client, pages: dict[str, str]
) -> None:
    etag = alices.get(pages["poll"], headers=GZIP)["ETag"]
    assert etag.startswith("W/")
    again = alices.get(pages["poll"], headers=GZIP | {"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["css/studio.css", "js/studio.js", "js/admin.js"])
def test_static_files_are_compressed_when_they_are_collected(client: Client, name: str) -> None:
    address = staticfiles_storage.url(name)
    plain, small = client.get(address), client.get(address, headers=GZIP)
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.getvalue()) == plain.getvalue()
    head = client.head(address, headers=GZIP)
    assert (head["Content-Length"], head.getvalue()) == (small["Content-Length"], b"")
    for answer in (plain, small, head):
        assert answer["Vary"] == "Accept-Encoding"
        assert "immutable" in answer["Cache-Control"]
        assert answer["ETag"].startswith('W/"'), "the bytes differ, so it is no strong one"
    again = client.get(address, headers=GZIP | {"if-none-match": small["ETag"]})
    assert again.status_code == 304


def test_a_part_of_a_static_file_is_a_part_of_the_form_that_was_asked_for(client: Client) -> None:
    address = staticfiles_storage.url("js/studio.js")
    whole = client.get(address, headers=GZIP).getvalue()
    part = client.get(address, headers=GZIP | {"range": "bytes=10-19"})
    assert (part.status_code, part["Content-Encoding"]) == (206, "gzip")
    assert part.getvalue() == whole[10:20]
