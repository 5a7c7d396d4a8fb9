"""Providers by name: a dotted path and its options in the settings, as Django's storages."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def provider(name: str) -> Any:
    """The configured provider for "script" or "speech"."""
    entry = settings.STUDIO_PROVIDERS[name]
    return import_string(entry["BACKEND"])(**entry["OPTIONS"])
