"""Makes the film, its cover and its captions from the clips and narrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from projects.media import captions, film
from projects.media.sound import tracks
from projects.media.sound.clip_sounds import SoundingClip
from projects.media.sound.soundtrack import Backing
from projects.models import Artifact, Project
from projects.timeline import Kind
from projects.vocabulary import ClipSound, Music, Transitions

from .attempt import Attempt
from .checks import Checked
from .cover import compose, cover_of
from .cover import make as make_cover
from .results import NewArtifact, commit_all
from .scenes import (
    cues_of,
    local_upload,
    shot_starts,
)
from .timing import heard, required, tail_of

PRODUCER = "Video Studio"


def make(attempt: Attempt) -> Callable[[], None]:
    project, folder = attempt.project, attempt.folder
    attempt.report(0.0, "joining")
    # Read everything from the database before the long part: it may be away later.
    made, checked = _parts(project, folder), Checked(project, aigc(project))
    out, cover = made[0].path, made[1].path
    compose(project, cover, attempt.heartbeat)
    joining, checking = (attempt.progress(code, 0.0, 0.95) for code in ("joining", "checking"))
    with ExitStack() as files:

        def fetch(artifact: Artifact | None) -> Path:
            return files.enter_context(required(artifact).local(folder, attempt.heartbeat))

        backing = _backing(project, attempt, files)
        sounds = list(_sounding_clips(project, attempt, files))
        film.merge(
            [fetch(scene.clip) for scene in project.scene_list],
            [fetch(scene.audio) for scene in project.scene_list],
            out,
            title=project.name,
            comment=project.description,
            aigc=aigc(project),
            on_progress=lambda done: (joining if done < film.JOINED else checking)(done),
            backing=backing,
            sounds=sounds,
            tails=[tail_of(scene) for scene in project.scene_list],
        )
    made[0].checks = checked.measure(out, attempt.heartbeat)
    made += _chosen_cover(project, out, attempt)
    attempt.store(*made)
    return partial(commit_all, made, project)


def _backing(project: Project, attempt: Attempt, files: ExitStack) -> Backing | None:
    """The music of the film. None if it has none, or if there is none of this mood here."""
    mood = project.mood
    if mood == Music.OWN and project.own_music:
        source = local_upload(project.own_music, attempt.folder, attempt.heartbeat, files)
        track = None
    elif track := tracks.choose(mood, str(project.pk)):
        source = track.path
    else:
        return None
    has_effects = project.transitions != Transitions.CALM
    return Backing(source, track, project.music_level, project.style, has_effects)


def _sounding_clips(project: Project, attempt: Attempt, files: ExitStack) -> Iterator[SoundingClip]:
    for index, scene in enumerate(project.scene_list):
        told = heard(scene)
        begun = shot_starts(scene, len(scene.shot_list), told)
        untils = [*begun[1:], told.frames]
        for shot, start, until in zip(scene.shot_list, begun, untils, strict=False):
            if shot.heard:
                path = local_upload(shot.heard, attempt.folder, attempt.heartbeat, files)
                alone = shot.sound == ClipSound.ALONE
                yield SoundingClip(path, index, start, until, alone, *shot.part)


def _chosen_cover(project: Project, film: Path, attempt: Attempt) -> list[NewArtifact]:
    """The cover that its owner has chosen, beside the film's own."""
    if not project.chosen_cover:
        return []
    cover = attempt.folder / "chosen.jpg"
    make_cover(project, project.chosen_cover, film, cover, attempt.heartbeat)
    return [cover_of(project, project.chosen_cover, cover)]


def aigc(project: Project) -> Mapping[str, str]:
    """The implicit label that GB 45438-2025 demands in a file's metadata."""
    return {
        "Label": "1",
        "ContentProducer": PRODUCER,
        "ProduceID": str(project.pk),
        "ReservedCode1": "",
        "ContentPropagator": "",
        "PropagateID": "",
        "ReservedCode2": "",
    }


def _parts(project: Project, folder: Path) -> list[NewArtifact]:
    """All results of this step. The captions are written here; film and cover are made later."""
    cues = captions.of_film(
        [(heard(scene).seconds, cues_of(scene, heard(scene))) for scene in project.scene_list]
    )
    srt, vtt = folder / "film.srt", folder / "film.vtt"
    srt.write_text(captions.to_srt(cues), encoding="utf-8")
    vtt.write_text(captions.to_vtt(cues), encoding="utf-8")
    paths = {
        Kind.FILM: folder / "film.mp4",
        Kind.COVER: folder / "cover.jpg",
        Kind.SRT: srt,
        Kind.VTT: vtt,
    }
    seconds = sum(required(scene.clip).seconds for scene in project.scene_list)
    made = {
        kind: NewArtifact(kind, project.film_hash, path, seconds=seconds)
        for kind, path in paths.items()
    }
    made[Kind.FILM].state = project.made_from()
    return [*made.values()]
