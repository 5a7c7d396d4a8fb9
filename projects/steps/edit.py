"""Makes the film, its cover and its captions from the clips and narrations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from projects.media import captions, film
from projects.models import Artifact, Project
from projects.models.credit import credits_data
from projects.timeline import Kind

from .attempt import Attempt
from .checks import Checked
from .cover import compose, cover_of
from .cover import make as make_cover
from .labels import aigc
from .results import NewArtifact, commit_all
from .scenes import cues_of
from .sound import Files, backing_of, sounding_clips
from .timing import heard, required, tail_of


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

        opened = Files(folder, attempt.heartbeat, files)
        backing = backing_of(project, opened)
        timings = [heard(scene) for scene in project.scene_list]
        sounds = list(sounding_clips(project, opened, timings))
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


def _chosen_cover(project: Project, film: Path, attempt: Attempt) -> list[NewArtifact]:
    """The cover that its owner has chosen, beside the film's own."""
    if not project.chosen_cover:
        return []
    cover = attempt.folder / "chosen.jpg"
    make_cover(project, project.chosen_cover, film, cover, attempt.heartbeat)
    return [cover_of(project, project.chosen_cover, cover)]


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
    made[Kind.FILM].made_from = {"credits": credited} if (credited := credits_data(project)) else {}
    return [*made.values()]
