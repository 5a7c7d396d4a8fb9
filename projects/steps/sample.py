"""Lets a service speak the sample of one of its voices. It is no step of a film."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from projects.language import LANGUAGES
from projects.media.sound.narration import normalise
from projects.models import SampleWish
from projects.models.voice_sample import words_in
from projects.providers import speakers
from projects.providers.base import ProviderError
from projects.vocabulary import ProviderKind

from .errands import Asking
from .outside import PayingOutside


def speak(wish: SampleWish, folder: Path, beat: Callable[[], None]) -> Path:
    """Raises Waiting while the service works, and ProviderError."""
    raw, out = folder / "raw.wav", folder / "sample.wav"
    try:
        speaker = speakers()[wish.speaker]
    except KeyError:
        raise ProviderError("voice_gone", f"{wish.speaker} is not configured any more") from None
    asking, of = Asking(wish, None, beat), f"sample-{wish.pk}"
    speaker.speak(
        words_in(LANGUAGES[wish.language]),
        narrator=speaker.narrator(),
        voice_style=wish.voice_style,
        language=wish.language,
        speed=1.0,
        out=raw,
        work=PayingOutside(asking, ProviderKind.SPEECH, of, {}),
    )
    normalise(raw, out, beat=beat)
    return out
