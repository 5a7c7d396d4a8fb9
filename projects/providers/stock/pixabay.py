"""Pixabay: GET {url}/videos/ and {url}/, below https://pixabay.com/api. Its key is a part of the
address, so that is added only when the request is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ..library import LONGEST_SEARCH, StockItem, StockWish
from ..wire.again import pause_in, seconds_of
from ..wire.faults import Fault, ServiceError
from ..wire.reading import listed, mapping
from ..work import Answer, Request
from .library import ServiceLibrary, file_in, fitting, link, number, page, plain, seconds

SIZES = ("large", "medium", "small", "tiny")


class Pixabay(ServiceLibrary):
    title: ClassVar[str] = "Pixabay"
    licence: ClassVar[str] = "Pixabay Content License"
    licence_page: ClassVar[str] = "https://pixabay.com/service/license-summary/"
    lists: ClassVar[tuple[str, ...]] = ("hits",)
    hosts: ClassVar[tuple[str, ...]] = ("pixabay.com",)

    def request(self, sought: StockWish, *, is_video: bool) -> Request:
        asked = {
            "q": sought.words[:LONGEST_SEARCH],
            "lang": sought.language,
            "safesearch": "true",
            "per_page": "50",
        }
        if is_video:
            return self.searched("/videos/", asked, secret={"key": self._key})
        turned = "vertical" if sought.is_upright else "horizontal"
        asked |= {"orientation": turned, "image_type": "photo"}
        return self.searched("/", asked, secret={"key": self._key})

    def check(self, answer: Answer) -> None:
        if answer.status == 400 and b"key" in answer.body[:300].lower():
            raise ServiceError(Fault.KEY, "HTTP 400")
        if answer.status == 429:
            pause = pause_in(answer.headers)
            pause = pause or seconds_of(answer.headers.get("x-ratelimit-reset"))
            raise ServiceError(Fault.BUSY, "HTTP 429", retry_after=pause)
        super().check(answer)

    def items(
        self, said: Mapping[str, Any], sought: StockWish, *, is_video: bool
    ) -> Iterator[StockItem | None]:
        for each in listed(said.get("hits")):
            yield self._video(mapping(each), sought) if is_video else self._photo(mapping(each))

    def _video(self, said: Mapping[str, Any], sought: StockWish) -> StockItem | None:
        """It cannot be asked for those of one direction: the others are left out here."""
        sizes = mapping(said.get("videos"))
        found = fitting([file_in(sizes.get(size), "url") for size in SIZES], sought)
        shown = (link(mapping(sizes.get(size)).get("thumbnail")) for size in reversed(SIZES))
        preview = next(filter(None, shown), "")
        if not (found and preview):
            return None
        if (found.height > found.width) != sought.is_upright:
            return None
        file, length = found.url, seconds(said.get("duration"))
        return self._item(said, "video", preview, file, length)

    def _photo(self, said: Mapping[str, Any]) -> StockItem | None:
        file = link(said.get("fullHDURL")) or link(said.get("largeImageURL"))
        preview = link(said.get("webformatURL")) or link(said.get("previewURL"))
        return self._item(said, "photo", preview, file) if file and preview else None

    def _item(
        self, said: Mapping[str, Any], kind: str, preview: str, file: str, length: float = 0.0
    ) -> StockItem | None:
        key, author = number(said.get("id")), number(said.get("user_id"))
        if not key:
            return None
        return StockItem(
            f"{kind}-{key}",
            kind == "video",
            page(said.get("pageURL"), self.hosts),
            plain(said.get("user")),
            f"https://pixabay.com/users/{author}/" if author else "",
            preview,
            file,
            length,
        )
