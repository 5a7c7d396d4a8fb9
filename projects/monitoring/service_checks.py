"""What `manage.py check`, and every start, says about the services of other people in the settings:
what can be known about them without asking one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from projects.language import LANGUAGES, in_the_shells_language
from projects.media.formats import FORMATS
from projects.providers import OFFLINE
from projects.vocabulary import ProviderKind, VoiceStyle
from videostudio import environment
from videostudio.providers import NAME, services
from videostudio.strange_variables import Strange, strange

METHODS = {
    "script": ("write",),
    "speech": ("speak", "estimate", "narrator"),
    "draft_speech": ("speak", "estimate", "narrator"),
    "picture": ("paint", "can"),
    "video": ("film",),
    "stock": ("find", "fetch", "preview"),
}
NEEDED = ("script", "speech", "draft_speech")  # there is no film without one


@register
def providers(app_configs: Any, **kwargs: Any) -> list[Error]:
    """An error for each provider that cannot be made of what the settings say."""
    with in_the_shells_language():
        return [Error(words, id="projects.E002") for words in _faults(settings.STUDIO_PROVIDERS)]


@register
def variables(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """A warning for each variable that does nothing, and for a key that others could read."""
    found = strange(os.environ, list(services.values()), environment.read)
    with in_the_shells_language():
        said = [*map(_words_of, found), *_open_keys(settings.STUDIO_PROVIDERS)]
    return [Warning(words, id="projects.W003") for words in said]


def _faults(told: Any) -> Iterator[str]:
    if not isinstance(told, dict):
        yield _("STUDIO_PROVIDERS: it takes a dict with a dict for each kind of provider.")
        return
    for kind in METHODS:
        entries = told.get(kind)
        if not isinstance(entries, dict):
            yield _('STUDIO_PROVIDERS["{kind}"]: it takes a dict, {{}} for none.').format(kind=kind)
        elif not entries and kind in NEEDED:
            yield _('STUDIO_PROVIDERS["{kind}"]: it takes one provider at least.').format(kind=kind)
        else:
            for name, entry in entries.items():
                where = f'STUDIO_PROVIDERS["{kind}"]["{name}"]'
                yield from (f"{where}: {fault}" for fault in _faults_of(kind, name, entry))
    for kind in told.keys() - METHODS.keys():
        yield _('STUDIO_PROVIDERS["{kind}"]: there is no such kind, only {known}.').format(
            kind=kind, known=", ".join(METHODS)
        )


def _faults_of(kind: str, name: Any, entry: Any) -> Iterator[str]:
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        yield _("its name takes a-z, 0-9, . and -, and 40 characters at most.")
    options = entry.get("OPTIONS", {}) if isinstance(entry, dict) else None
    if not isinstance(options, dict) or not isinstance(entry.get("BACKEND"), str):
        yield _(
            'it takes a dict such as {{"BACKEND": "a.dotted.path", "OPTIONS": {{...}}}}.'
        ).format()
        return
    if name == OFFLINE and "url" in options:
        yield _("a service may not be called offline: that is what the studio does by itself.")
    try:
        provider = import_string(entry["BACKEND"])(**options)
    except Exception as broken:  # of whoever has written it
        yield _hidden(f"{type(broken).__name__}: {broken}", options)
        return
    for method in METHODS[kind]:
        if not callable(getattr(provider, method, None)):
            yield _("its class has no {method}().").format(method=method)
            return
    yield from _lacks(kind, provider, options)


def _lacks(kind: str, provider: Any, options: Mapping[str, Any]) -> Iterator[str]:
    voices = options.get("voices")
    if isinstance(voices, dict):
        for which in voices:
            if not _is_voice_place(which):
                known = ", ".join((*VoiceStyle.values, *LANGUAGES))
                yield _("STUDIO_SPEECH_VOICES names {which}: known are {known}.").format(
                    which=which, known=known
                )
    if kind == ProviderKind.PICTURE:
        frames = {(each.width, each.height) for each in FORMATS.values()}
        if not any(provider.can(*frame) for frame in frames):
            yield _("STUDIO_PICTURE_SIZES has no size in the shape of a film.")


def _is_voice_place(which: str) -> bool:
    """A language, a voice style, or both with a dot between."""
    language, _dot, style = which.rpartition(".")
    is_known = style in (*VoiceStyle.values, "") or (not language and style in LANGUAGES)
    return is_known and language in (*LANGUAGES, "")


def _words_of(found: Strange) -> str:
    if found.why == "unknown" and not found.meant:
        words = _("{name} is no setting.")
    elif found.why == "unknown":
        words = _("{name} is no setting. Do you mean {meant}?")
    elif found.why == "alone":
        words = _("{name} does nothing, because {meant} is not set.")
    else:
        words = _("{name} does nothing for a service of the shape in {meant}.")
    return words.format(name=found.name, meant=found.meant)


def _open_keys(told: Mapping[str, Any]) -> Iterator[str]:
    """Of services that are not in one's own network, and are asked without TLS."""
    for kind, entries in told.items() if isinstance(told, dict) else ():
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            options = entry.get("OPTIONS", {}) if isinstance(entry, dict) else {}
            if options.get("key") and _is_open(str(options.get("url", ""))):
                yield _(
                    "{name} ({kind}) is asked by http: its key can be read on the way. Use https."
                ).format(name=name, kind=kind)


def _is_open(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        is_near = not ip_address(host).is_global
    except ValueError:
        is_near = "." not in host or bool(
            re.search(r"\.(?:local|lan|internal|localhost|home)$", host)
        )
    return parts.scheme == "http" and not is_near


def _hidden(said: str, options: Mapping[str, Any]) -> str:
    """Without a key that an error repeats."""
    key = str(options.get("key") or "")
    return said.replace(key, "***") if len(key) > 3 else said
