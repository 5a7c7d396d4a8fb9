"""The samples of the voices, on pages where one is chosen."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.translation import get_language

from projects.jobs.queue import ask_for_voice_samples
from projects.models import VoiceSample

from .. import regions
from ..region import Region

AGAIN = 10  # seconds after which a process asks a worker again


def voices_in(code: str) -> Region:
    """A sample of each voice for films in this language. If one is missing, a worker is asked for
    it, and open pages get it when it is there."""
    samples = list(VoiceSample.objects.present())
    if len(samples) < VoiceSample.objects.count_wanted() and cache.add("voices", "asked", AGAIN):
        ask_for_voice_samples()
    return regions.of_voices(get_language() or "", samples)[f"voices-{code}"]
