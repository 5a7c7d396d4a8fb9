"""The shapes of covers that platforms ask for, and a picture of the film in each of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from projects.vocabulary import Platform

from .formats import FORMATS, Format

CONTENT_TYPE = "image/jpeg"
QUALITY = 90
_KEPT = 0.7  # share of a picture that a crop must keep; else all of it is shown
_EDGE = 20  # pixels between the edge and what stands within the margins, such as the AI mark
_BLUR, _DARKER = 28, 0.8

_SIZES = (92, 46, 54)
_SQUARE = Format(1080, 1080, 60, 60, 84, 84, *_SIZES)
_LANDSCAPE = Format(1440, 1080, 84, 84, 96, 96, *_SIZES)


@dataclass(frozen=True)
class CoverShape:
    """`platforms` take it, as their pages for posting said in 2025: estimates, as all is that they
    may change any day."""

    form: Format
    platforms: tuple[str, ...]

    @property
    def ratio(self) -> float:
        return self.form.width / self.form.height


SHAPES: dict[str, CoverShape] = {
    "3x4": CoverShape(
        FORMATS[Platform.XIAOHONGSHU],
        (Platform.DOUYIN, Platform.KUAISHOU, Platform.WECHAT_CHANNELS, Platform.XIAOHONGSHU),
    ),
    "9x16": CoverShape(FORMATS[Platform.DOUYIN], (Platform.KUAISHOU, Platform.WECHAT_CHANNELS)),
    "1x1": CoverShape(_SQUARE, (Platform.XIAOHONGSHU,)),
    "4x3": CoverShape(_LANDSCAPE, (Platform.DOUYIN, Platform.XIAOHONGSHU, Platform.BILIBILI)),
    "16x9": CoverShape(FORMATS[Platform.BILIBILI], (Platform.BILIBILI,)),
}

_FORMS = {(form.width, form.height): form for form in FORMATS.values()}


def in_shape(picture: Path, shape: CoverShape, out: Path) -> None:
    """A picture of a film in this shape, as a JPEG.

    A crop keeps the AI mark, which stands at the margins on the upper left. If it would lose too
    much, all of the picture is shown over a blurred enlargement.
    """
    with Image.open(picture) as opened:
        found = opened.convert("RGB")
    size = (shape.form.width, shape.form.height)
    laid = _cropped(found, shape) or _on_itself(found, size)
    laid.resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=QUALITY)


def _cropped(found: Image.Image, shape: CoverShape) -> Image.Image | None:
    width = min(found.width, round(found.height * shape.ratio))
    height = min(found.height, round(found.width / shape.ratio))
    form = _FORMS.get(found.size)
    if form is None or width * height < _KEPT * found.width * found.height:
        return None
    left = min((found.width - width) // 2, form.left - _EDGE)
    top = min((found.height - height) // 2, form.top - _EDGE)
    return found.crop((left, top, left + width, top + height))


def _on_itself(found: Image.Image, size: tuple[int, int]) -> Image.Image:
    behind = ImageOps.fit(found, size).filter(ImageFilter.GaussianBlur(_BLUR))
    behind = ImageEnhance.Brightness(behind).enhance(_DARKER)
    inside = ImageOps.contain(found, size)
    behind.paste(inside, ((size[0] - inside.width) // 2, (size[1] - inside.height) // 2))
    return behind
