"""The samples of the voices are made once, while nobody waits for a film."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.jobs import voice_samples
from projects.jobs.voice_samples import make_voice_samples
from projects.language import LANGUAGES
from projects.media.probe import verify_wav
from projects.models import Project, VoiceSample
from projects.timeline import step_of
from projects.vocabulary import VoiceStyle


def make() -> list[str]:
    """The samples after a worker was asked for them."""
    make_voice_samples(lambda: False)
    return sorted(map(str, VoiceSample.objects.values_list("pk", flat=True)))


def test_every_voice_is_made_once_and_a_lost_one_again(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    made = make()
    assert len(made) == len(LANGUAGES) * len(VoiceStyle)
    assert make() == made
    lost = VoiceSample.objects.all()[0]
    assert lost.file.path.count("/voices/") == 1 and verify_wav(lost.file.path) > 1
    lost.delete()  # its file is still there, as that of a worker that was killed
    again = make()
    assert len(again) == len(made) and str(lost.pk) not in again


def test_another_narrator_has_other_samples(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {sample.recipe for sample in VoiceSample.objects.missing()}
    monkeypatch.setattr(type(voice_samples.speaker()), "narrator", lambda self: "another-1")
    after = VoiceSample.objects.missing()
    assert len(after) == len(before) and not before & {sample.recipe for sample in after}


def test_a_film_goes_before_the_samples(project: Project) -> None:
    project.start(step_of("script"))
    assert make() == []
    later = ProcrastinateJob.objects.get()
    assert (later.task_name, later.priority < -1000) == ("projects.voice_samples", True)
    assert later.scheduled_at is not None


def test_two_workers_do_not_make_the_same(db: None) -> None:
    found = connection.settings_dict
    with psycopg.connect(
        dbname=found["NAME"],
        user=found["USER"],
        password=found["PASSWORD"],
        host=found["HOST"],
        port=found["PORT"],
    ) as other:
        other.execute("SELECT pg_advisory_lock(hashtextextended('voices', 0))")
        assert make() == []


def test_a_worker_that_is_told_to_stop_leaves_the_samples_for_the_next_one(db: None) -> None:
    make_voice_samples(lambda: True)
    assert not VoiceSample.objects.exists() and ProcrastinateJob.objects.count() == 1
