"""The settings of a film: what a person chooses besides its words and pictures."""

from __future__ import annotations

from .chosen_captions import CAPTIONS
from .chosen_finish import FINISH
from .contact import CONTACT

SETTINGS = (
    "style",
    "voice_style",
    "voice_speed",
    "readings",
    "music",
    "music_level",
    *CAPTIONS,
    *FINISH,
    *CONTACT,
)
