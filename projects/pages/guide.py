"""The user guide: the Markdown of docs/guide/, drawn as a page of the studio."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

FOLDER = settings.BASE_DIR / "docs" / "guide"
PICTURES = "pictures"
_TITLE = 3  # tokens: the title with its beginning and its end


@dataclass(frozen=True)
class Guide:
    """`chapters`: the id and the words of each heading."""

    title: str
    chapters: tuple[tuple[str, str], ...]
    body: SafeString


def guide_in(language: str) -> Guide:
    """`language`: as Django names it."""
    path = FOLDER / ("zh.md" if language.startswith("zh") else "en.md")
    return _drawn(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _drawn(path: Path, changed: int) -> Guide:
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(path.read_text())
    chapters = tuple(_chapters(tokens))
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                _place(child)
    body = markdown.renderer.render(tokens[_TITLE:], markdown.options, {})
    return Guide(tokens[1].content, chapters, mark_safe(body))  # noqa: S308 - it is our own text


def _chapters(tokens: list[Token]) -> list[tuple[str, str]]:
    """Gives each heading an id, by which the contents link to it."""
    found = []
    for token, words in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", f"guide-{len(found) + 1}")
            found.append((f"guide-{len(found) + 1}", words.content))
    return found


def _place(image: Token) -> None:
    """Lets the picture come from where static files come from, and keeps its room until then."""
    name = str(image.attrGet("src")).removeprefix(f"{PICTURES}/")
    with Image.open(FOLDER / PICTURES / name) as picture:
        width, height = picture.size
    image.attrSet("src", static(f"guide/{name}"))
    for key, value in (("width", width), ("height", height), ("loading", "lazy")):
        image.attrSet(key, str(value))
