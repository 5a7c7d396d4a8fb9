"""How long a scene lasts and when its words are said: as it was spoken, or as it will be."""

from __future__ import annotations

from dataclasses import dataclass

from projects.media.captions.timing import times_of
from projects.media.formats import FPS
from projects.media.sound.narration import LEAD, SHORTEST, SILENCE
from projects.media.typesetting.linebreak import words_of
from projects.models import Artifact, Scene


@dataclass(frozen=True)
class Timing:
    """`word_times`: position in the narration, and second of the scene, of each word."""

    frames: int
    word_times: tuple[tuple[int, float], ...]

    @property
    def seconds(self) -> float:
        return self.frames / FPS


def heard(scene: Scene) -> Timing:
    """That of its narration. Raises FileNotFoundError if there is none."""
    audio = required(scene.audio)
    frames = round(audio.seconds * FPS) + tail_of(scene)
    return Timing(frames, tuple((position, at) for position, at in audio.word_times))


def expected(scene: Scene) -> Timing:
    """The same, or what the voice is expected to take, as long as the scene is not spoken."""
    if scene.audio:
        return heard(scene)
    text, said = scene.narration, scene.project.estimate(scene.narration)
    if said < SHORTEST:
        return Timing(round(SILENCE * FPS) + tail_of(scene), ())
    seconds = LEAD + said + scene.pause
    times = times_of(text, text, ((0, LEAD),), seconds=seconds, pause=scene.pause)
    words = tuple((at, times[at]) for at, _ in words_of(text))
    return Timing(round(seconds * FPS) + tail_of(scene), words)


def tail_of(scene: Scene) -> int:
    """The frames after its narration."""
    return round(scene.tail * FPS)


def required(artifact: Artifact | None) -> Artifact:
    """The artifact, which an earlier step must have made. Raises FileNotFoundError without it."""
    if artifact is None:
        raise FileNotFoundError("a scene's narration or clip is not there")
    return artifact
