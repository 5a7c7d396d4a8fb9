"""The fonts of a film: their files, the characters that they can draw, and their heights."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parents[1] / "fonts"

_HEAD_UNITS, _OS2_WIN_ASCENT = 18, 74  # byte offsets of fields in the tables (OpenType 1.9)


@dataclass(frozen=True)
class _Font:
    file: str
    family: str
    is_bold: bool = False


class Face(Enum):
    """REGULAR and BOLD draw all that a film can show. The others are for headlines: they have the
    hanzi of GB 2312 alone."""

    REGULAR = _Font("StudioSansSC-Regular.ttf", "Studio Sans SC")
    BOLD = _Font("StudioSansSC-Bold.ttf", "Studio Sans SC", is_bold=True)
    PLAYFUL = _Font("StudioPlayfulSC-Regular.ttf", "Studio Playful SC")
    BRISK = _Font("StudioBriskSC-Regular.ttf", "Studio Brisk SC")
    GENTLE = _Font("StudioGentleSC-Regular.ttf", "Studio Gentle SC")
    FORMAL = _Font("StudioFormalSC-Regular.ttf", "Studio Formal SC")

    @property
    def path(self) -> Path:
        return FONT_FOLDER / self.value.file

    def that_draws(self, text: str) -> Face:
        """This face, or BOLD if it lacks one of these characters."""
        return self if all(ord(char) in _codepoints(self) for char in text) else Face.BOLD


@lru_cache
def covered() -> frozenset[int]:
    """The code points that a film can show."""
    return _codepoints(Face.REGULAR) & _codepoints(Face.BOLD)


@lru_cache
def ass_size_ratio(face: Face) -> float:
    """Ratio of an ASS Fontsize to the em: libass scales by winAscent + winDescent, like VSFilter.

    It is 1.448 for Studio Sans. Without it, text would be drawn at another size than was measured.
    """
    return sum(_vertical(face))


@lru_cache
def win_ascent(face: Face) -> float:
    """Height of the line's top above its baseline, in ems. libass places \\an7 text by it."""
    return _vertical(face)[0]


@lru_cache
def _vertical(face: Face) -> tuple[float, float]:
    data, tables = _tables(face)
    ascent, descent = struct.unpack_from(">HH", data, tables["OS/2"] + _OS2_WIN_ASCENT)
    (units,) = struct.unpack_from(">H", data, tables["head"] + _HEAD_UNITS)
    return ascent / units, descent / units


@lru_cache
def _codepoints(face: Face) -> frozenset[int]:
    """Read the cmap subtable in format 12. Its groups (first, last, glyph) begin at byte 16."""
    data, tables = _tables(face)
    cmap = tables["cmap"]
    (records,) = struct.unpack_from(">H", data, cmap + 2)
    offsets = [struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0] + cmap for i in range(records)]
    full = next(o for o in offsets if struct.unpack_from(">H", data, o)[0] == 12)
    (groups,) = struct.unpack_from(">I", data, full + 12)
    runs = struct.iter_unpack(">III", data[full + 16 : full + 16 + 12 * groups])
    return frozenset(point for first, last, _ in runs for point in range(first, last + 1))


def _tables(face: Face) -> tuple[bytes, dict[str, int]]:
    """The font's bytes, and the offset of each table in them."""
    data = face.path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return data, {tag.decode(): offset for tag, _, offset, _ in records}
