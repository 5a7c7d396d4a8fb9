"""The voices that can be chosen, and how they sound."""

from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Status
from pydantic import Field

from projects.jobs.service_samples import ask_to_hear
from projects.models import RateLimit, VoiceSample
from projects.models.service_voice import ServiceVoice, service_voices
from projects.models.voice_sample import wanted
from projects.providers import OFFLINE
from projects.status_text import reason_words
from projects.vocabulary import VoiceStyle

from .envelope import answers, done
from .finding import caller
from .idempotency import Answer, once
from .shape import Shape, Taken
from .values import SpeechBy

router = Router(tags=["Voices"], by_alias=True)
LanguageCode = Annotated[str, Field(max_length=8)]


class VoiceIn(Taken):
    speaker: SpeechBy
    language: LanguageCode
    voice_style: VoiceStyle


class VoiceOut(Shape):
    """One voice in one language; `voice_styles` that have it sound the same. `state` of its sample:
    `ready` (then `sample` is where it can be fetched), `waiting`, `failed` or `none`. `price`: of
    making it; null if it is not known. `reason`: why it failed."""

    speaker: str
    language: str
    voice_styles: list[VoiceStyle]
    state: Literal["ready", "waiting", "failed", "none"]
    sample: str | None
    price: float | None
    reason: str


class Voices(Shape):
    items: list[VoiceOut]


@router.get("/voices", response=answers(200, Voices))
def list_voices(request: HttpRequest) -> dict[str, Any]:
    """List the voices, and where the same short sentence in each can be heard. Those of services
    have a sample once somebody has asked for it."""
    return done({"items": [*_own(), *map(_data, service_voices())]})


@router.post("/voices/sample", response=answers(202, Voices))
@once
def hear_voice(request: HttpRequest, voice: VoiceIn) -> Answer:
    """Have a service speak the sample of one of its voices, once for everybody. You pay its
    `price`, unless it is there or being made. 409 if no service has this voice."""
    user = caller(request)
    with transaction.atomic():
        if ask_to_hear(user, voice.speaker, voice.language, voice.voice_style):
            RateLimit.count_start(user)
    return Status(202, done({"items": [*map(_data, service_voices())]}))


def _own() -> list[dict[str, Any]]:
    """The studio's own are made by themselves."""
    there = {each.recipe: each for each in VoiceSample.objects.present()}
    return [
        {
            "speaker": OFFLINE,
            "language": each.language,
            "voice_styles": [each.voice_style],
            "state": "ready" if each.recipe in there else "waiting",
            "sample": _address(there.get(each.recipe)),
            "price": 0.0,
            "reason": "",
        }
        for each in wanted()
    ]


def _data(voice: ServiceVoice) -> dict[str, Any]:
    return {
        "speaker": voice.speaker,
        "language": voice.language,
        "voice_styles": list(voice.styles),
        "state": voice.state,
        "sample": _address(voice.sample),
        "price": None if voice.price is None else float(voice.price),
        "reason": reason_words(voice.wish.reason) if voice.wish else "",
    }


def _address(sample: VoiceSample | None) -> str | None:
    return reverse("voice-sample", args=[sample.pk]) if sample else None
