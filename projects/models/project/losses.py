"""What a project does when stored files are lost: gone, damaged or not readable."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from projects.timeline import Status, Step, step_of, step_that_makes

from ..removal import remove_on_commit
from .advance import ProjectAdvance

if TYPE_CHECKING:
    from ..artifact import Artifact
    from ..upload import OwnFile

log = logging.getLogger(__name__)


class ProjectLosses(ProjectAdvance):
    """Takes note of lost files, so that every open page says so. Nothing is made again before a
    person asks for it."""

    class Meta(ProjectAdvance.Meta):
        abstract = True

    def notice_lost(self, artifact: Artifact) -> None:
        """A stored file is lost: forget it, and open the step that can make it again.

        While jobs work on the project, this does nothing: they find the loss themselves.
        """
        with self.locked():
            # If it was made again meanwhile, the row has another file.
            there = self.artifacts.filter(pk=artifact.pk, file=str(artifact.file))
            if self.running or not there.exists():
                return
            log.warning("Project %s: a %s is lost or damaged", self.pk, artifact.kind)
            is_needed = self._needs(artifact)
            there.delete()
            remove_on_commit([str(artifact.file)])
            self._forget()
            if is_needed:
                self._stand_at_loss(step_that_makes(artifact.kind), artifact)
            else:  # a still, or an older file, which no step uses any more
                self.touch()

    def notice_own(self, own: OwnFile, *, lost: bool) -> None:
        """An upload is lost, or it is there again. What was made with it stays as it is."""
        with self.locked():
            kind = type(own)._meta
            if type(own)._default_manager.filter(pk=own.pk, lost=not lost).update(lost=lost):
                if lost:
                    log.warning("Project %s: a %s is lost or damaged", self.pk, kind.model_name)
                self._forget()
                self.touch()

    def _needs(self, artifact: Artifact) -> bool:
        """Whether it is up to date, and a step is not done without it."""
        step, of = step_that_makes(artifact.kind), artifact.scene_id
        scene = next((each for each in self.scene_list if each.pk == of), None)
        if of and scene is None:  # it is parked
            return False
        current = self.artifact(artifact.kind, self.recipe_of(step, scene), scene)
        return artifact.kind in step.makes and current == artifact

    def _stand_at_loss(self, step: Step, artifact: Artifact) -> None:
        """Note what is lost, and open the latest step that lost something.

        A finished film and a failed step stay what they are.
        """
        lost: dict[str, list[Any]] = dict(self.note.get("lost", {}))
        piece = artifact.scene.position if artifact.scene else artifact.kind
        lost[step.name] = sorted({*lost.get(step.name, []), piece})
        at = max(step, step_of(self.note.get("step", step.name)), key=lambda each: each.number)
        note = {"code": "lost", "step": at.name, "lost": lost}
        if self.status == Status.FAILED or (self.status == Status.COMPLETED and self.film):
            self.note = note
            self.touch()
        else:
            self._move(Status.DRAFT, self._resting_step(), note=note)
