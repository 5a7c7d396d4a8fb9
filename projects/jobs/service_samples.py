"""Makes the samples of services' voices: each once, when somebody wants to hear it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from projects.models import SampleWish, VoiceSample
from projects.models.service_voice import voice_called, wish_for
from projects.providers import speakers
from projects.steps import sample

from .errands import Errands
from .voice_samples import keep


def _make(wish: SampleWish, folder: Path, beat: Callable[[], None]) -> None:
    """Raises Waiting and ProviderError."""
    made = sample.speak(wish, folder, beat)
    keep(
        VoiceSample(
            recipe=wish.recipe,
            narrator=speakers()[wish.speaker].narrator(),
            language=wish.language,
            voice_style=wish.voice_style,
        ),
        made,
    )
    wish.delete()


SERVICE_SAMPLES = Errands("service_sample", SampleWish, _make)


def ask_to_hear(person: Any, speaker: str, language: str, voice_style: str) -> bool:
    """Let a worker make the sample of this voice, unless it is there or being made. Whether this
    person pays for it now. Raises NotReady if there is no such voice."""
    voice = voice_called(speaker, language, voice_style)
    with transaction.atomic():
        if wish := wish_for(voice, person.pk):
            SERVICE_SAMPLES.ask(wish.pk)
    return wish is not None
