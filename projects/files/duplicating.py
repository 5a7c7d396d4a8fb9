"""Makes another project of a project: with its brief, its words, its material, and all files that
are up to date, so that nothing has to be made again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from projects.models import (
    Artifact,
    Logo,
    NotReady,
    OwnClip,
    OwnMusic,
    OwnSound,
    Photo,
    Project,
    Scene,
)
from projects.models.audit import Action, record
from projects.models.project.state import PROJECT_FIELDS, SCENE_FIELDS
from projects.models.storage_limit import room_for
from projects.models.stored_file import StoredFile, path_of, reading
from projects.models.upload import Upload
from projects.timeline import WORK_STEPS, Kind

# The fields of a project that its copy has, too. What names rows gets the rows of the copy.
COPIED = (
    *(
        {*PROJECT_FIELDS}
        - {"off_shelf", "script_no", "own_music_id", "logo_id", "reference_id", "copy_number"}
    ),
    "asked_on",
)


def duplicate(project: Project, owner: Any) -> Project:
    """A second project, of `owner`. Each upload has a row and a file of its own in it: the row says
    who has agreed, and when, as the first one does. What jobs make of the first meanwhile is not in
    it. Raises NotReady if the owner has no room for so many bytes."""
    with project.locked():
        copy = _Copy(project, owner)
    with copy.stored_files(), room_for(owner.pk, copy.size), project.locked():
        copy.check_consent()
        copy.save()
    return copy.project


@dataclass
class _Copy:
    """Rows that are not saved yet, each with the one that it is made from."""

    source: Project
    owner: Any
    project: Project = field(init=False)
    scenes: dict[int, Scene] = field(init=False)  # by the keys of the first ones
    files: dict[StoredFile, StoredFile] = field(default_factory=dict)
    shots: list[models.Model] = field(default_factory=list)

    def __post_init__(self) -> None:
        words = {name: getattr(self.source, name) for name in COPIED}
        self.project = Project(owner=self.owner, copy_number=self._copy_number(), **words)
        self.scenes = {
            scene.pk: Scene(
                project=self.project, **{name: getattr(scene, name) for name in SCENE_FIELDS}
            )
            for scene in self.source.scene_list
        }
        uploads = {each: self._add(each) for each in self._uploads()}
        sounds = OwnSound.objects.filter(own_clip__in=[each.pk for each in uploads])
        for sound in sounds.select_related("own_clip"):
            self._add(sound, own_clip=uploads[sound.own_clip])
        for artifact, scene in _up_to_date(self.source):
            self._add(artifact, scene=scene and self.scenes[scene.pk], script_no=0)
        for scene in self.source.scene_list:
            for shot in scene.shot_list:
                shown = shot.copy()
                shown.scene, shown.position = self.scenes[scene.pk], shot.position
                setattr(shown, "photo" if shot.photo else "own_clip", uploads[shot.upload])
                self.shots.append(shown)

    def _copy_number(self) -> int:
        named = {"title": self.source.title, "topic": self.source.topic}
        alike = Project.objects.filter(owner=self.owner, **named)
        return 1 + (alike.aggregate(Max("copy_number"))["copy_number__max"] or 0)

    @property
    def size(self) -> int:
        return sum(row.size for row in self.files)

    def _uploads(self) -> list[Upload]:
        used = (self.source.own_music, self.source.logo)
        return [*self.source.material, *(each for each in used if each and each.file)]

    def _add(self, row: StoredFile, **others: Any) -> Any:
        kept = {
            column.attname: getattr(row, column.attname)
            for column in row._meta.concrete_fields
            if not column.primary_key and column.name not in ("project", "file", "state", *others)
        }
        copy = type(row)(**kept | {"project": self.project} | others)
        copy.file.name = _name_of(copy)
        self.files[copy] = row
        return copy

    @contextmanager
    def stored_files(self) -> Iterator[None]:
        """The files are stored before their rows. They are removed again if those are not kept."""
        try:
            for copy, row in list(self.files.items()):
                self._store(copy, row)
            yield
        except BaseException:
            for copy in self.files:
                default_storage.delete(str(copy.file))
            raise

    def _store(self, copy: Any, row: Any) -> None:
        """What is lost of the first one is made again in the copy, or has to be sent again."""
        try:
            with reading():
                _store(row, str(copy.file))
        except FileNotFoundError:
            if isinstance(copy, Artifact):
                del self.files[copy]
            else:
                copy.lost = True

    def check_consent(self) -> None:
        """Raises NotReady if that for a photo or video was withdrawn meanwhile."""
        for kind in (Photo, OwnClip):
            keys = [row.pk for row in self.files.values() if isinstance(row, kind)]
            if kind._default_manager.filter(pk__in=keys, withdrawn_at__isnull=False).exists():
                raise NotReady(_("This project has changed meanwhile. Try again."))

    def save(self) -> None:
        """In the caller's transaction."""
        self.project.save()
        for row in (*self.scenes.values(), *self._rows(Upload), *self._rows(OwnSound)):
            _save(row)
        for row in (*self._rows(Artifact), *self.shots):
            _save(row)
        self.project.own_music = self._copy_of(self.source.own_music)
        self.project.logo = self._copy_of(self.source.logo)
        self.project.reference = self._copy_of(self.source.reference)
        self.project.save(update_fields=["own_music", "logo", "reference"])
        self.project.stand_at_files()
        for row in self._rows(Artifact):
            row.state = self.project.made_from(row.scene)
            row.save(update_fields=["state"])

    def _rows(self, kind: type[models.Model]) -> list[Any]:
        return [row for row in self.files if isinstance(row, kind)]

    def _copy_of(self, row: OwnMusic | Logo | Photo | None) -> Any:
        return next((copy for copy, first in self.files.items() if first == row), None)


def _up_to_date(project: Project) -> Iterable[tuple[Artifact, Scene | None]]:
    """Its files that are made from what it is now, each with its scene."""
    recipes: list[tuple[Scene | None, str]] = [
        (scene, project.recipe_of(step, scene))
        for step in WORK_STEPS
        if step.makes
        for scene in (project.scene_list if step.per_scene else [None])
    ]
    recipes.append((None, project.cover_hash()))
    recipes += [(each, each.footage.input_hash) for each in project.scene_list if each.footage]
    recipes += [(each, each.painting_hash) for each in project.scene_list if each.painting]
    for each in project.scene_list:
        stock = (each.stock, *each.stock_candidates)
        recipes += [(each, found.input_hash) for found in stock if found]
    for kind in Kind:
        for scene, recipe in dict.fromkeys(recipes):
            if found := project.artifact(kind, recipe, scene):
                yield found, scene


def _name_of(row: Any) -> str:
    if isinstance(row, Artifact):
        return f"projects/{row.project_id}/{row.kind}-{uuid4().hex}.{row.extension}"
    return str(row.file.field.generate_filename(row, "copy"))


def _store(row: Any, name: str) -> None:
    """A second name for the same bytes where the storage is a file system, for nobody ever writes
    into a stored file; else a copy."""
    if path := path_of(row.file):
        target = Path(default_storage.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except OSError:
            pass  # this file system has no such names, or has too many of them: see below
        else:
            return
    with row.file.open("rb") as source:
        default_storage.save(name, source)


def _save(row: Any) -> None:
    agreed = getattr(row, "consent_at", None)
    row.save(force_insert=True)
    if agreed:
        row.consent_at = agreed  # a new row has got the present time
        row.save(update_fields=["consent_at"])
        record(Action.UPLOAD, about=row, detail="copied")
