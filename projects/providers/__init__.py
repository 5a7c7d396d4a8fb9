"""The configured providers: a dotted path and its options in the settings, as Django's storages."""

from functools import cache, partial
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Estimate, ScriptWriter, Speaker


def script_writer() -> ScriptWriter:
    return _provider("script")


def speaker() -> Speaker:
    return _provider("speech")


def draft_speaker() -> Speaker:
    """Who speaks in drafts what is not spoken yet."""
    return _provider("draft_speech")


def estimate_of(voice_style: str, language: str, speed: float = 1.0) -> Estimate:
    """How long the configured voice takes for a text."""
    return partial(speaker().estimate, voice_style=voice_style, language=language, speed=speed)


@cache
def _provider(name: str) -> Any:
    entry = settings.STUDIO_PROVIDERS[name]
    return import_string(entry["BACKEND"])(**entry["OPTIONS"])
