"""The caption fonts: their files, the characters that both can draw, and their heights."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parents[1] / "fonts"
FONT_FILES = {False: "StudioSansSC-Regular.ttf", True: "StudioSansSC-Bold.ttf"}

_HEAD_UNITS, _OS2_WIN_ASCENT = 18, 74  # byte offsets of fields in the tables (OpenType 1.9)


@lru_cache
def covered() -> frozenset[int]:
    """The code points that both fonts can draw."""
    return _codepoints(False) & _codepoints(True)


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
