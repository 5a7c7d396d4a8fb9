"""The stored parts of a draft, by what they are made from."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from projects.models import DraftPart, Project
from projects.models.draft import PartKind
from projects.models.storage_limit import room_for

KEPT = 2  # whole drafts: of the older one, somebody may still see the rest


class Outdated(Exception):
    """The project is gone, or it is not any more as the draft would show it."""


@dataclass(frozen=True)
class Made:
    """`seconds`, and for a voice `word_times`, are those of a narration; for a whole draft, `shows`
    and `begins` are those of its row."""

    path: Path
    seconds: float
    word_times: tuple[tuple[int, float], ...] = ()
    shows: Sequence[str] = ()
    begins: Sequence[tuple[int, float]] = ()


class Parts:
    """Those of a project as it is now. What is lost of them is forgotten, and is made anew."""

    def __init__(self, project: Project, beat: Callable[[], None]) -> None:
        self._project, self._recipe = project, project.draft_hash
        stored = DraftPart.objects.filter(project=project).exclude(file="")
        self._found = {(PartKind(part.kind), part.recipe): part for part in stored}
        for key, part in [*self._found.items()]:
            if part.is_lost(beat):
                DraftPart.objects.filter(pk=part.pk).remove()
                del self._found[key]

    def __contains__(self, key: tuple[PartKind, str]) -> bool:
        return key in self._found

    def __getitem__(self, key: tuple[PartKind, str]) -> DraftPart:
        return self._found[key]

    def store_whole(self, made: Made, parts: Iterable[str]) -> None:
        """The draft itself. What is no part of it goes, and so do the drafts before the last."""
        self.store(PartKind.WHOLE, self._recipe, made)
        mine = DraftPart.objects.filter(project=self._project)
        wholes = mine.filter(kind=PartKind.WHOLE).order_by("-created_at")
        with transaction.atomic():
            mine.exclude(kind=PartKind.WHOLE).exclude(recipe__in=[*parts]).remove()
            mine.filter(pk__in=[whole.pk for whole in wholes[KEPT:]]).remove()

    def store(self, kind: PartKind, recipe: str, made: Made) -> None:
        """Raises Outdated and TooMuchStored."""
        part = DraftPart(project=self._project, kind=kind, recipe=recipe, seconds=made.seconds)
        part.word_times, part.shows = list(made.word_times), list(made.shows)
        part.begins = [list(begin) for begin in made.begins]
        name = f"projects/{self._project.pk}/draft-{kind}-{uuid.uuid4().hex}.{kind.extension}"
        with made.path.open("rb") as file:
            part.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            part.size = made.path.stat().st_size
            file.seek(0)
            part.file.name = default_storage.save(name, File(file))
        try:
            self._keep(part)
        except BaseException:
            default_storage.delete(str(part.file))
            raise
        self._found[kind, recipe] = part

    def _keep(self, part: DraftPart) -> None:
        """If what it shows was taken out meanwhile, such as a photo, nothing of it may be kept."""
        now = Project.objects.filter(pk=self._project.pk).first()
        if now is None:
            raise Outdated
        try:
            with room_for(now.owner_id, part.size), now.locked():
                if now.draft_hash != self._recipe:
                    raise Outdated
                same = {"project": now, "kind": part.kind, "recipe": part.recipe}
                DraftPart.objects.filter(**same).remove()  # a failure, or of a worker thought dead
                part.save()
        except Project.DoesNotExist:
            raise Outdated from None
