"""The small pictures by which people choose how captions look. A program of its own draws them."""

from __future__ import annotations

import hashlib
import subprocess
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, override

from projects.language import LANGUAGES
from projects.vocabulary import CaptionStyle, Style

from . import own_process

CONTENT_TYPE = "image/webp"
PATIENCE = 60.0  # seconds; it takes one, and more on a busy machine
_WORKER = "projects.media.caption_sample_worker"
_HERE = Path(__file__).parent


def version_of(style: str, captions: str, language: str) -> str:
    """It changes with what is drawn. Raises KeyError or ValueError for what is none of ours."""
    asked = f"{Style(style)} {CaptionStyle(captions)} {_text(language)} {_drawing()}"
    return hashlib.sha256(asked.encode()).hexdigest()[:12]


def draw(style: str, captions: str, language: str) -> bytes:
    """The picture. Raises OSError if it cannot be drawn."""
    asked = (style, captions, language, _text(language))
    try:
        done = own_process.run(_WORKER, *asked, patience=PATIENCE)
        done.check_returncode()
    except subprocess.SubprocessError as error:
        raise OSError("a caption sample could not be drawn") from error
    return done.stdout


def _text(language: str) -> str:
    with override(LANGUAGES[language].locale):
        return gettext("Small classes of 15")


@cache
def _drawing() -> str:
    """A digest of the code that draws."""
    digest = hashlib.sha256()
    for path in sorted(_HERE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
