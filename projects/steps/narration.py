"""Step 3: one scene is spoken."""

from __future__ import annotations

from collections.abc import Callable

from projects.media.sound.narration import normalise
from projects.models.artifact import Kind
from projects.providers import speaker

from .results import Made
from .work import Work


def speak(work: Work) -> Callable[[], None]:
    scene, project = work.scene, work.project
    work.report(0.0, "speaking")
    raw, out = work.folder / "raw.wav", work.folder / "narration.wav"
    speech = speaker().speak(
        scene.narration,
        voice_style=project.voice_style,
        language=project.language,
        out=raw,
        beat=work.beat,
    )
    work.report(0.6, "speaking")
    words = [(word.position, word.seconds) for word in speech.words]
    narration = normalise(raw, out, words=words, beat=work.beat)
    (made,) = work.upload(
        Made(
            Kind.NARRATION,
            scene.narration_hash,
            out,
            seconds=narration.seconds,
            words=[[position, seconds] for position, seconds in narration.words],
        )
    )
    return lambda: made.keep(project, scene)
