"""What a library of stock is asked, and what it has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from ..library import StockItem, StockWish
from ..wire.faults import Fault, ServiceError
from ..wire.openai.errors import check
from ..wire.reading import count, mapping, object_in
from ..wire.results import fetch
from ..work import Answer, Beat, Call, Request, Work

ENOUGH = 3  # found videos; with fewer, photos are looked for too
LARGEST_ANSWER = 4 * 2**20  # bytes
LARGEST_VIDEO, LARGEST_PHOTO, LARGEST_PREVIEW = 200 * 2**20, 40 * 2**20, 4 * 2**20
WITHIN = 30.0  # seconds for a search
FRESH = 24 * 3600.0  # seconds for which the answer to a search is used again, as Pixabay demands
FREE = {"searches": Decimal(0)}


@dataclass(frozen=True)
class File:
    """One of the sizes in which there is an item."""

    url: str
    width: int
    height: int


class ServiceLibrary(ABC):
    """A library of videos and photos, asked by one key. Another one says what is below, and how
    its answers are read."""

    title: ClassVar[str]  # as its rules want it to be named
    licence: ClassVar[str]
    licence_page: ClassVar[str]
    lists: ClassVar[Sequence[str]]  # what its answers call the list of what was found
    hosts: ClassVar[Sequence[str]]  # where its files and pages are: these and what is below them

    def __init__(self, name: str, url: str, key: str = ""):
        self._name, self._url, self._key = name, url.rstrip("/"), key

    def find(self, sought: StockWish, work: Work) -> tuple[StockItem, ...]:
        """What fits, the best first; photos only if there are few videos. Raises ServiceError."""
        found = self._found(sought, work, is_video=True)
        if len(found) < ENOUGH:
            found += self._found(sought, work, is_video=False)
        return tuple(found)

    def fetch(self, item: StockItem, beat: Beat) -> bytes:
        """The video or the photo itself. Raises ServiceError."""
        return self._fetch(item.file, beat, LARGEST_VIDEO if item.is_video else LARGEST_PHOTO)

    def preview(self, item: StockItem, beat: Beat) -> bytes:
        """A small picture of it. Raises ServiceError."""
        return self._fetch(item.preview, beat, LARGEST_PREVIEW)

    @abstractmethod
    def request(self, sought: StockWish, *, is_video: bool) -> Request:
        """A search."""

    @abstractmethod
    def items(
        self, said: Mapping[str, Any], sought: StockWish, *, is_video: bool
    ) -> Iterator[StockItem | None]:
        """What an answer has. None for what cannot be used."""

    def check(self, answer: Answer) -> None:
        """Raises ServiceError if the answer is an error, or has no list of items."""
        check(answer)
        said = object_in(answer.body)
        if not any(isinstance(said.get(each), list) for each in self.lists):
            raise ServiceError(Fault.ANSWER, "no list of what was found")

    def searched(self, path: str, asked: Mapping[str, str], **kept: Any) -> Request:
        url = f"{self._url}{path}?{urlencode(asked)}"
        return Request("GET", url, **kept, longest=WITHIN, largest=LARGEST_ANSWER)

    def _found(self, sought: StockWish, work: Work, *, is_video: bool) -> list[StockItem]:
        request = self.request(sought, is_video=is_video)
        call = Call(
            *(self._name, "", request, self.check, lambda _: {"searches": 1.0}, FREE),
            is_free=True,
            fresh=FRESH,
        )
        said = object_in(work.paid(call).body)
        items = [each for each in self.items(said, sought, is_video=is_video) if each]
        usable = [each for each in items if self._is_here(each.file, each.preview)]
        # What is too short begins again while it is seen.
        return sorted(usable, key=lambda each: is_video and each.seconds < sought.seconds)

    def _is_here(self, *urls: str) -> bool:
        """Whether its files are where those of this library are."""
        own = urlsplit(self._url).netloc
        return all(
            urlsplit(url).netloc == own or is_below(urlsplit(url).hostname or "", self.hosts)
            for url in urls
        )

    def _fetch(self, url: str, beat: Beat, largest: int) -> bytes:
        return fetch(url, service=self._url, beat=beat, largest=largest).body


def is_below(host: str, known: Sequence[str]) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in known)


def fitting(files: Sequence[File | None], sought: StockWish) -> File | None:
    """The smallest that fills the frame, or else the largest."""
    there = sorted(filter(None, files), key=lambda each: each.width * each.height)
    filling = (
        each for each in there if each.width >= sought.width and each.height >= sought.height
    )
    return next(filling, there[-1] if there else None)


def file_in(said: Any, url: str) -> File | None:
    """`url`: the name of its address in the answer."""
    found = mapping(said)
    width, height = count(found.get("width")), count(found.get("height"))
    address = link(found.get(url))
    return File(address, width, height) if address and width and height else None


def link(said: Any) -> str:
    """An address of the web; "" for anything else."""
    is_good = isinstance(said, str) and len(said) <= 1000 and said.isascii() and said.isprintable()
    if not is_good or " " in said:
        return ""
    try:
        parts = urlsplit(said)
        return said if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def page(said: Any, hosts: Sequence[str]) -> str:
    """An address that people may follow."""
    found = link(said)
    parts = urlsplit(found)
    is_known = parts.scheme == "https" and is_below(parts.hostname or "", hosts)
    return found if is_known and "@" not in parts.netloc else ""


def plain(said: Any) -> str:
    """A name, on one line."""
    if not isinstance(said, str):
        return ""
    shown = "".join(each if each.isprintable() else " " for each in said[:200])
    return " ".join(shown.split())[:80]


def number(said: Any) -> str:
    found = count(said)
    return str(found) if found else ""


def seconds(said: Any) -> float:
    return float(count(said) or 0)
