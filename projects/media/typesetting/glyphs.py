"""The caption fonts: which characters they can draw, and how wide each character is."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONT_FOLDER = Path(__file__).parents[1] / "fonts"
FONT_FILES = {False: "StudioSansSC-Regular.ttf", True: "StudioSansSC-Bold.ttf"}

_EM = 1000
_HEAD_UNITS, _OS2_WIN_ASCENT = 18, 74  # byte offsets of fields in the tables (OpenType 1.9)


def printable(text: str) -> str:
    """`text` on one line, with only characters that both fonts can draw.

    Emoji, control characters and bidi overrides are left out.
    """
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if c.isspace() else c for c in composed)
    return re.sub(" +", " ", "".join(c for c in spaced if ord(c) in _covered())).strip()


def line_width(text: str, px: float, *, bold: bool) -> float:
    """Width in pixels of one line at `px` pixels per em. The fonts have no kerning."""
    return sum(_advance(char, bold) for char in text) * px / _EM


@lru_cache
def ass_size_ratio() -> float:
    """Ratio of an ASS Fontsize to the em: libass scales by winAscent + winDescent, like VSFilter.

    It is 1.448 for our fonts. Without it, text would be drawn at another size than was measured.
    """
    return sum(_vertical())


@lru_cache
def win_ascent() -> float:
    """Height of the line's top above its baseline, in ems. libass places \\an7 text by it."""
    return _vertical()[0]


@lru_cache
def _vertical() -> tuple[float, float]:
    data, tables = _tables(True)
    ascent, descent = struct.unpack_from(">HH", data, tables["OS/2"] + _OS2_WIN_ASCENT)
    (units,) = struct.unpack_from(">H", data, tables["head"] + _HEAD_UNITS)
    return ascent / units, descent / units


@lru_cache(maxsize=8192)
def _advance(char: str, bold: bool) -> float:
    return _font(bold).getlength(char)


@lru_cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        FONT_FOLDER / FONT_FILES[bold], _EM, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache
def _covered() -> frozenset[int]:
    return _codepoints(False) & _codepoints(True)


def _codepoints(bold: bool) -> frozenset[int]:
    """Read the cmap subtable in format 12. Its groups (first, last, glyph) begin at byte 16."""
    data, tables = _tables(bold)
    cmap = tables["cmap"]
    (records,) = struct.unpack_from(">H", data, cmap + 2)
    offsets = [struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0] + cmap for i in range(records)]
    full = next(o for o in offsets if struct.unpack_from(">H", data, o)[0] == 12)
    (groups,) = struct.unpack_from(">I", data, full + 12)
    runs = struct.iter_unpack(">III", data[full + 16 : full + 16 + 12 * groups])
    return frozenset(point for first, last, _ in runs for point in range(first, last + 1))


def _tables(bold: bool) -> tuple[bytes, dict[str, int]]:
    """The font's bytes, and the offset of each table in them."""
    data = (FONT_FOLDER / FONT_FILES[bold]).read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return data, {tag.decode(): offset for tag, _, offset, _ in records}
