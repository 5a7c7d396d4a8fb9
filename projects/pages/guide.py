"""The user guide: the Markdown of docs/guide/, drawn as a page of the studio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from projects.language import LANGUAGES, Writing

FOLDER = settings.BASE_DIR / "docs" / "guide"
PICTURES = "pictures/"
DENSITY = 2  # pixels of a picture for one of the page
_TITLE = 3  # tokens: the title with its begin and its end


@dataclass(frozen=True)
class Guide:
    """`chapters`: the id and the words of each heading."""

    title: str
    chapters: tuple[tuple[str, str], ...]
    body: SafeString


def guide_in(language: str) -> Guide:
    """`language`: its code, see projects/language.py."""
    path = FOLDER / f"{language}.md"
    return _drawn(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _drawn(path: Path, changed: int) -> Guide:
    unspaced = LANGUAGES[path.stem].writing is Writing.HAN
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(path.read_text(encoding="utf-8"))
    title, rest = tokens[1], tokens[_TITLE:]
    chapters = tuple(_chapters(rest))
    for token in rest:
        for child in token.children or ():
            if child.type == "image":
                _place(child)
            elif child.type == "softbreak" and unspaced:
                child.type = "text"  # it is empty
    body = markdown.renderer.render(rest, markdown.options, {})
    return Guide(title.content, chapters, mark_safe(body))  # noqa: S308 - HTML in it is escaped


def _chapters(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Gives each heading an id, to which the contents link."""
    headings = (at for at, token in enumerate(tokens) if token.type == "heading_open")
    for number, at in enumerate((at for at in headings if tokens[at].tag == "h2"), 1):
        tokens[at].attrSet("id", f"guide-{number}")
        yield f"guide-{number}", tokens[at + 1].content


def _place(image: Token) -> None:
    """Lets the picture come from where static files come from, and keeps its room until then."""
    name = str(image.attrGet("src")).removeprefix(PICTURES)
    with Image.open(FOLDER / PICTURES / name) as picture:
        width, height = picture.size
    image.attrSet("src", static(f"guide/{name}"))
    for key, value in (("width", width // DENSITY), ("height", height // DENSITY)):
        image.attrSet(key, str(value))
    image.attrSet("loading", "lazy")
