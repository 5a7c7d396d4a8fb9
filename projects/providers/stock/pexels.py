"""Pexels: GET {url}/videos/search and {url}/search, below https://api.pexels.com/v1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from projects.language import LANGUAGES, Writing

from ..library import LONGEST_SEARCH, StockItem, StockWish
from ..wire.faults import Fault, ServiceError
from ..wire.openai.errors import check
from ..wire.reading import count, listed, mapping
from ..work import Answer, Request
from .library import ServiceLibrary, file_in, fitting, link, number, page, plain, seconds

MOST_PIXELS = 40_000_000  # of a photo that is fetched whole
AN_HOUR_IS_FULL = 600.0  # seconds: it allows 200 searches an hour, and does not say when it goes on


class Pexels(ServiceLibrary):
    title: ClassVar[str] = "Pexels"
    licence: ClassVar[str] = "Pexels License"
    licence_page: ClassVar[str] = "https://www.pexels.com/license/"
    lists: ClassVar[tuple[str, ...]] = ("videos", "photos")
    hosts: ClassVar[tuple[str, ...]] = ("pexels.com",)

    def request(self, sought: StockWish, *, is_video: bool) -> Request:
        is_chinese = LANGUAGES[sought.language].writing == Writing.HAN
        asked = {
            "query": sought.words[:LONGEST_SEARCH],
            "orientation": "portrait" if sought.is_upright else "landscape",
            "locale": "zh-CN" if is_chinese else "en-US",
            "per_page": "15",
        }
        path = "/videos/search" if is_video else "/search"
        return self.searched(path, asked, headers={"authorization": self._key})

    def check(self, answer: Answer) -> None:
        if answer.status == 429:
            # Its counter is that of the month.
            if answer.headers.get("x-ratelimit-remaining") == "0":
                raise ServiceError(Fault.QUOTA, "HTTP 429, and none is left of the month")
            try:
                check(answer)
            except ServiceError as busy:
                busy.retry_after = busy.retry_after or AN_HOUR_IS_FULL
                raise
        super().check(answer)

    def items(
        self, said: Mapping[str, Any], sought: StockWish, *, is_video: bool
    ) -> Iterator[StockItem | None]:
        for each in listed(said.get("videos" if is_video else "photos")):
            yield self._video(mapping(each), sought) if is_video else self._photo(mapping(each))

    def _video(self, said: Mapping[str, Any], sought: StockWish) -> StockItem | None:
        files = [file_in(each, "link") for each in listed(said.get("video_files"))]
        author, found = mapping(said.get("user")), fitting(files, sought)
        preview, key = link(said.get("image")), number(said.get("id"))
        if not (found and preview and key):
            return None
        return StockItem(
            f"video-{key}",
            True,
            page(said.get("url"), self.hosts),
            plain(author.get("name")),
            page(author.get("url"), self.hosts),
            preview,
            found.url,
            seconds(said.get("duration")),
        )

    def _photo(self, said: Mapping[str, Any]) -> StockItem | None:
        files = mapping(said.get("src"))
        key = number(said.get("id"))
        pixels = (count(said.get("width")) or 0) * (count(said.get("height")) or 0)
        file = link(files.get("original" if pixels <= MOST_PIXELS else "large2x"))
        preview = link(files.get("medium"))
        if not (key and preview and file):
            return None
        return StockItem(
            f"photo-{key}",
            False,
            page(said.get("url"), self.hosts),
            plain(said.get("photographer")),
            page(said.get("photographer_url"), self.hosts),
            preview,
            file,
        )
