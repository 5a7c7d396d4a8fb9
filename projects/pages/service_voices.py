"""The voices of services beside the choice of a voice, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from projects.models.service_voice import ServiceVoice
from projects.status_text import errand_words
from projects.vocabulary import VoiceStyle

from .makers import money_words


@dataclass(frozen=True)
class Offered:
    """`sent`: what its button sends, as JSON."""

    voice: ServiceVoice
    label: str
    price: str
    reason: str
    sent: str


def of_language(voices: list[ServiceVoice], language: str) -> dict[str, list[Offered]]:
    """By the names of the services."""
    found: dict[str, list[Offered]] = {}
    for voice in voices:
        if voice.language == language:
            found.setdefault(voice.speaker, []).append(_offered(voice))
    return found


def _offered(voice: ServiceVoice) -> Offered:
    comma = pgettext("between names", ", ")
    all_alike = len(voice.styles) == len(VoiceStyle)
    label = _("All voices") if all_alike else comma.join(str(each.label) for each in voice.styles)
    price = "" if voice.price is None else money_words(voice.price)
    sent = {"speaker": voice.speaker, "of_language": voice.language, "of_style": voice.styles[0]}
    return Offered(
        voice,
        label,
        _("about {price}").format(price=price) if price else _("price not known"),
        errand_words(voice.wish.reason) if voice.wish else "",
        json.dumps(sent),
    )
