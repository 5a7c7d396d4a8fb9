"""The small pictures by which people choose how a film looks. A program of its own draws them."""

from __future__ import annotations

import hashlib
import subprocess
from enum import StrEnum

from django.utils.translation import gettext, override

from projects.language import LANGUAGES
from projects.vocabulary import CaptionStyle, Style, Transitions

from . import own_process
from .version import drawing_version

CONTENT_TYPE = "image/webp"
PATIENCE = 60.0  # seconds; it takes one to three, and more on a busy machine
_WORKER = "projects.media.picture_sample_worker"


class What(StrEnum):
    """What is chosen by a sample."""

    LOOK = "look"  # the style of the film
    CAPTIONS = "captions"
    TRANSITIONS = "transitions"


CHOICES: dict[What, type[Style | CaptionStyle | Transitions]] = {
    What.LOOK: Style,
    What.CAPTIONS: CaptionStyle,
    What.TRANSITIONS: Transitions,
}


def version_of(what: str, style: str, choice: str, language: str) -> str:
    """It changes with what is drawn. Raises KeyError or ValueError for what is none of ours."""
    chosen = CHOICES[What(what)](choice)
    asked = f"{what} {Style(style)} {chosen} {_text(language)} {drawing_version()}"
    return hashlib.sha256(asked.encode()).hexdigest()[:12]


def draw(what: str, style: str, choice: str, language: str) -> bytes:
    """The picture. Raises OSError if it cannot be drawn."""
    asked = (what, style, choice, language, _text(language))
    try:
        done = own_process.run(_WORKER, *asked, patience=PATIENCE)
        done.check_returncode()
    except subprocess.SubprocessError as error:
        raise OSError("a sample could not be drawn") from error
    return done.stdout


def _text(language: str) -> str:
    with override(LANGUAGES[language].locale):
        return gettext("Small classes of 15")
