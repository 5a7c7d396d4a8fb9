"""Logos from people: taken with what is transparent, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from projects.files.reasons import REASONS
from projects.media.intake import logo as intake
from projects.media.intake.logo_decoder import LARGEST, SIDE, accept
from projects.media.intake.picture_kinds import NotAPicture
from tests.support.logos import logo, stored
from tests.support.photos import ORIENTATION

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def taken(content: bytes, folder: Path) -> Image.Image:
    (folder / "sent").write_bytes(content)
    accept(folder / "sent", folder / "logo.png")
    with Image.open(folder / "logo.png") as written:
        written.load()
    return written


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_a_logo_is_written_anew_without_its_empty_edges(kind: str, tmp_path: Path) -> None:
    ground = "#ffffff" if kind == "JPEG" else None
    drawn = taken(stored(logo(ground=ground), kind), tmp_path)
    assert (drawn.format, drawn.mode) == ("PNG", "RGBA")
    assert 260 <= drawn.width <= 276
    assert 98 <= drawn.height <= 108
    seen = drawn.getchannel("A").histogram()
    assert bool(seen[0]) == (kind != "JPEG"), "what is transparent stays so"


def test_a_large_logo_becomes_smaller_and_keeps_nothing_but_its_picture(tmp_path: Path) -> None:
    notes = PngInfo()
    notes.add_text("Author", "Secret person")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    drawn = taken(stored(logo(size=(3000, 1200)), pnginfo=notes, exif=exif.tobytes()), tmp_path)
    assert max(drawn.size) == drawn.height == SIDE, "it stands upright"
    assert not drawn.info
    assert b"Secret" not in (tmp_path / "logo.png").read_bytes()


def test_a_palette_keeps_what_is_transparent(tmp_path: Path) -> None:
    drawn = logo().convert("P", palette=Image.Palette.ADAPTIVE, colors=16)
    assert taken(stored(drawn, transparency=drawn.getpixel((0, 0))), tmp_path).getpixel((60, 5))[3]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SVG, "logo_kind"),
        (b"<?xml version='1.0'?>" + SVG, "logo_kind"),
        (stored(logo().convert("RGB"), "GIF"), "logo_kind"),
        (b"%PDF-1.7", "logo_kind"),
        (b"no picture at all", "not_a_picture"),
        (stored(logo())[:300], "picture_damaged"),
        (stored(Image.new("RGBA", (300, 100))), "logo_empty"),
        (stored(Image.new("RGB", (300, 100), "white")), "logo_empty"),
        (stored(logo(size=(60, 30))), "logo_too_small"),
        (stored(Image.new("RGBA", (900, 40), "#14284f")), "logo_empty"),
        (stored(logo(size=(2000, 44))), "logo_too_long"),
    ],
)
def test_what_is_no_logo_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(NotAPicture) as refused:
        taken(content, tmp_path)
    assert refused.value.reason == reason
    assert reason in REASONS
    assert [each.name for each in tmp_path.iterdir()] == ["sent"]


def test_a_bomb_is_not_decoded(tmp_path: Path) -> None:
    side = int(LARGEST**0.5) + 10
    with pytest.raises(NotAPicture) as refused:
        taken(stored(Image.new("1", (side, side))), tmp_path)
    assert refused.value.reason == "logo_too_large"


def test_it_is_decoded_in_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "sent").write_bytes(stored(logo()))
    (tmp_path / "svg").write_bytes(SVG)
    out = tmp_path / "out"
    out.mkdir()
    intake.take_in(tmp_path / "sent", out / "logo.png")
    with Image.open(out / "logo.png") as drawn:
        assert drawn.mode == "RGBA"
    with pytest.raises(NotAPicture):
        intake.take_in(tmp_path / "svg", out / "another.png")
