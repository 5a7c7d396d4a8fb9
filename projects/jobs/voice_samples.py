"""Makes the samples of the voices while no work waits for a worker."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from projects.media.sound.narration import normalise
from projects.models import Run, VoiceSample
from projects.models.voice_sample import sample_path
from projects.providers import speaker
from projects.providers.base import ProviderError
from projects.providers.work import Unpaid
from projects.timeline import State

from .alone import alone_with
from .queue import ask_for_voice_samples
from .workspace import NO_RUN, workspace

LATER = 10  # seconds

log = logging.getLogger(__name__)


class Stopped(Exception):
    """The worker was told to stop."""


def make_voice_samples(stopping: Callable[[], bool]) -> None:
    """Make those that are missing, one after another. If work for a film waits, it goes first."""

    def beat() -> None:
        if stopping():
            raise Stopped

    with alone_with("voices") as is_alone:
        if not is_alone:
            return None
        try:
            for sample in VoiceSample.objects.missing():
                if Run.objects.filter(state=State.QUEUED).exists():
                    return ask_for_voice_samples(in_seconds=LATER)
                _make(sample, beat)
        except Stopped:
            ask_for_voice_samples()
        except (ProviderError, OSError) as error:  # the next page that lacks them asks again
            log.warning("A sample of a voice could not be made: %s", error)


def _make(sample: VoiceSample, beat: Callable[[], None]) -> None:
    with workspace(NO_RUN, 0) as folder:
        raw, out = folder / "raw.wav", folder / "sample.wav"
        speaker().speak(
            sample.words,
            narrator=sample.narrator,
            voice_style=sample.voice_style,
            language=sample.language,
            speed=1.0,
            out=raw,
            work=Unpaid(beat),
        )
        normalise(raw, out, beat=beat)
        keep(sample, out)


def keep(sample: VoiceSample, path: Path) -> None:
    """Store it with its row."""
    name = sample_path(sample, "")
    default_storage.delete(name)  # of a worker that was killed before it wrote the row
    with path.open("rb") as made:
        sample.sha256 = hashlib.file_digest(made, "sha256").hexdigest()
        sample.size = path.stat().st_size
        made.seek(0)
        sample.file.name = default_storage.save(name, File(made))
    sample.save()
