"""The address and the key of a service, as somebody has copied them from its pages: what is wrong
with them. No error shows them, for a key may stand in either."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .environment import text

QUOTES = "\"'`“”‘’"
_WORD = re.compile(r"(?:authorization\s*:|(?:bearer|token|basic)\s)", re.IGNORECASE)
_EXAMPLE = re.compile(r"<.*>|.*\.\.\.|.*…|(?:sk-)?x{4,}|your[-_ ].*key.*", re.IGNORECASE)
_CLOUDS = ("aliyuncs.com", "minimaxi.com", "minimax.io", "vidu.cn", "vidu.com")
# What the studio adds to an address by itself.
_ENDS = (
    *("/chat/completions", "/completions", "/audio/speech", "/images/generations", "/images/edits"),
    *("/t2a_v2", "/image_generation", "/video_generation", "/video/generations", "/video/submit"),
    *("/contents/generations/tasks", "/videos/generations", "/videos/text2video", "/text2video"),
    *("/img2video", "/models", "/multimodal-generation/generation", "/video-synthesis"),
    *("/SpeechSynthesizer", "/prompt", "/videos/search"),
)


def host_in(variable: str, url: str) -> str:
    """The host of an address that a service may have. Raises ImproperlyConfigured."""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        is_good = is_good and parts.port != 0 and not parts.netloc.endswith(":")
    except ValueError:
        is_good = False
    is_plain = url.isascii() and url.isprintable() and not set(url) & {*QUOTES, " ", "\\"}
    if not (is_good and is_plain) or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{variable}: it takes an address such as https://api.example.com/v1."
        )
    path = parts.path.rstrip("/")
    if end := next((each for each in _ENDS if path.endswith(each)), ""):
        raise ImproperlyConfigured(
            f"{variable} ends with {end}, which the studio adds by itself: leave that away."
        )
    return parts.hostname or ""


def check_path(variable: str, url: str, shape: str, end: str) -> None:
    """Some services are asked below one path alone. Raises ImproperlyConfigured."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    is_elsewhere = (parts.hostname or "").endswith(_CLOUDS) and not path.endswith(end)
    if end and (is_elsewhere or "/compatible-mode" in path):
        raise ImproperlyConfigured(
            f"{variable}: the address of a service of the shape {shape} ends with {end}."
        )


def key_of(variable: str) -> str:
    """ "" if there is none. Raises ImproperlyConfigured."""
    key = text(variable)
    if wrong := _wrong_with(key):
        raise ImproperlyConfigured(f"{variable} {wrong}")
    return key


def _wrong_with(key: str) -> str:
    if not key:
        return ""
    if set(key[0] + key[-1]) & set(QUOTES):
        return "is in quotation marks: leave them away."
    if _WORD.match(key):
        return "begins with a word such as Bearer, which the studio adds by itself: leave it away."
    if _EXAMPLE.fullmatch(key):
        return "is an example and no key: take yours from the pages of the service."
    if not key.isascii() or not key.isprintable() or " " in key:
        return "has a space, the end of a line or letters in it that no key has: copy it anew."
    return ""


def named_model(variable: str) -> str:
    """The name of a model; "" if there is none. Raises ImproperlyConfigured."""
    model = text(variable)
    if model and (set(model[0] + model[-1]) & set(QUOTES) or not model.isprintable()):
        raise ImproperlyConfigured(
            f"{variable} is {model!r}: it takes the name of a model, on one line and without"
            " quotation marks."
        )
    if len(model) > 100:
        raise ImproperlyConfigured(f"{variable} has {len(model)} characters: 100 are possible.")
    return model
