"""What is heard in a film besides its voices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from projects.media.sound import tracks
from projects.media.sound.clip_sounds import SoundingClip
from projects.media.sound.soundtrack import Backing
from projects.models import OwnMusic, OwnSound, Project
from projects.vocabulary import ClipSound, Music, Transitions

from .scenes import local_upload, shot_starts
from .timing import Timing


@dataclass(frozen=True)
class Files:
    """Opens uploads as files on this machine, until `stack` ends. It raises UploadMissing."""

    folder: Path
    beat: Callable[[], None]
    stack: ExitStack

    def __call__(self, upload: OwnMusic | OwnSound) -> Path:
        return local_upload(upload, self.folder, self.beat, self.stack)


def backing_of(project: Project, opened: Files) -> Backing | None:
    """The music of the film. None if it has none, or if there is none of this mood here."""
    mood = project.mood
    if mood == Music.OWN and project.own_music:
        source, track = opened(project.own_music), None
    elif track := tracks.choose(mood, str(project.pk)):
        source = track.path
    else:
        return None
    has_effects = project.transitions != Transitions.CALM
    return Backing(source, track, project.music_level, project.style, has_effects)


def sounding_clips(
    project: Project, opened: Files, timings: Sequence[Timing]
) -> Iterator[SoundingClip]:
    """The sounds of own clips that are heard. `timings`: of all scenes."""
    for index, (scene, told) in enumerate(zip(project.scene_list, timings, strict=True)):
        begun = shot_starts(scene, len(scene.shot_list), told)
        untils = [*begun[1:], told.frames]
        for shot, start, until in zip(scene.shot_list, begun, untils, strict=False):
            if shot.heard:
                alone = shot.sound == ClipSound.ALONE
                source = opened(shot.heard)
                yield SoundingClip(source, index, start, until, alone, *shot.part)
