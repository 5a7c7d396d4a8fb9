"""The lines of pasted Markdown: headings, tables, and all others, as plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .markdown import closed, opened

LONGEST_LINE = 6000
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*[\w+-]*\s*")
_HEADING = re.compile(r"\s*(?:>\s*)*(?:#{1,6}\s+|#{2,6}(?=[^\s#]))(.*?)\s*#*\s*")
_UNDERLINE = re.compile(r"\s*(?:={2,}|-{2,})\s*")
_ALL_BOLD = re.compile(r"\s*(?:>\s*)*(\*\*|__)(?!\s)((?:(?!\1).)+)\1\s*[：:]?\s*")
_REFERENCE = re.compile(r"\s*\[[^\[\]^][^\[\]]*\]:\s*\S+(?:\s+[\"'(].*)?")
_DELIMITERS = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_SELF_TOLD = re.compile(r"[^\W\d_].*[^\W\d_].*")


@dataclass(frozen=True)
class Line:
    words: str
    is_heading: bool = False
    is_item: bool = False  # it had a bullet or a number

    def saying(self, words: str) -> Line:
        return replace(self, words=words)


def lines_of(text: str) -> list[Line]:
    """The lines that have words or marks, without tables' rules, fences and link addresses."""
    typed = [line[:LONGEST_LINE] for line in opened(text).split("\n")]
    typed = [line for line in typed if not (_FENCE.fullmatch(line) or _REFERENCE.fullmatch(line))]
    return [line for line in _lines(typed) if line.words]


def _lines(typed: list[str]) -> Iterator[Line]:
    at = 0
    while at < len(typed):
        below = typed[at + 1] if at + 1 < len(typed) else ""
        if _is_row(typed[at]) and _is_rule_of_table(below):
            end = next((n for n in range(at + 2, len(typed)) if not _is_row(typed[n])), len(typed))
            yield from map(Line, _of_table(_cells(typed[at]), map(_cells, typed[at + 2 : end])))
            at = end
            continue
        yield _line(typed[at], below)
        at += 1


def _line(typed: str, below: str) -> Line:
    if typed.strip().startswith("|"):
        return Line("" if _is_rule_of_table(typed) else "，".join(filter(None, _cells(typed))))
    heading = _HEADING.fullmatch(typed)
    is_underlined = bool(typed.strip()) and bool(_UNDERLINE.fullmatch(below))
    is_bold = bool(_ALL_BOLD.fullmatch(typed))
    return Line(closed(heading[1] if heading else typed), bool(heading) or is_underlined or is_bold)


def _is_row(typed: str) -> bool:
    return "|" in typed and not _is_rule_of_table(typed)


def _is_rule_of_table(typed: str) -> bool:
    return "|" in typed and bool(_DELIMITERS.fullmatch(typed))


def _cells(row: str) -> list[str]:
    return [closed(cell) for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]


def _of_table(header: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    """A row as "小班：人数20": a cell that does not say what it is gets the name of its column."""
    is_empty = True
    for row in rows:
        is_empty = False
        names = [*header[1 : len(row)], *[""] * len(row)]
        cells = [_told(name, cell) for name, cell in zip(names, row[1:], strict=False) if cell]
        yield "：".join(filter(None, [row[0], "，".join(cells)]))
    if is_empty:
        yield "、".join(filter(None, header))


def _told(name: str, cell: str) -> str:
    return cell if _SELF_TOLD.fullmatch(cell) else f"{name}{cell}"
