"""The configured providers: a dotted path and its options in the settings, as Django's storages."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .base import ScriptWriter, Speaker


def script_writer() -> ScriptWriter:
    return _provider("script")


def speaker() -> Speaker:
    return _provider("speech")


@cache
def _provider(name: str) -> Any:
    entry = settings.STUDIO_PROVIDERS[name]
    return import_string(entry["BACKEND"])(**entry["OPTIONS"])
