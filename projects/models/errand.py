"""What a service is asked for beside the steps of a film: a person waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

if TYPE_CHECKING:
    from uuid import UUID

    from .project.model import Project
    from .scene import Scene

IS_WAITING: Any = {"state": "waiting"}


class ErrandQuerySet(models.QuerySet["Errand"]):
    def waiting(self) -> Self:
        return self.filter(**IS_WAITING)

    def silent(self) -> Self:
        """Those that nobody has worked on for as long as a Run is kept without a heartbeat. A job
        may still be due for them."""
        lease = timedelta(seconds=settings.STUDIO_STALE_AFTER)
        return self.waiting().filter(beat_at__lt=Now() - lease)


class Errand(models.Model):
    """Whoever has the model says its `state`, of which one is "waiting", who pays (`payer`), and
    what `fail` does. It is also what a call is written down with, as of a Run: its `step`, `scene`
    and `project_id`."""

    reason = models.JSONField(default=dict, blank=True)  # a Note
    losses = models.PositiveIntegerField(default=0)  # workers that died with it
    asked_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(db_default=Now())  # when a worker was last at it

    state: Any
    hand_backs = 1  # it gives its place back while the service works

    class Meta:
        abstract = True

    @property
    def payer(self) -> int:
        """The account that it is asked for."""
        raise NotImplementedError

    @property
    def created_at(self) -> Any:
        return self.asked_at

    def fail(self, reason: Mapping[str, Any]) -> None:
        """Tell whoever waits, if it is still waited for."""
        raise NotImplementedError

    def heartbeat(self) -> bool:
        """Whether it is still waited for."""
        mine = type(self)._default_manager.filter(pk=self.pk, **IS_WAITING)
        return bool(mine.update(beat_at=Now()))

    def lose(self) -> int:
        """Its worker has died. Returns how many have by now."""
        self.losses += 1
        self.save(update_fields=["losses"])
        return self.losses


class SceneErrand(Errand):
    """Of a scene, which has one of its kind at most. Whoever has the model has the `scene`."""

    if TYPE_CHECKING:
        scene: models.OneToOneField[Scene]

    class Meta(Errand.Meta):
        abstract = True

    @property
    def project(self) -> Project:
        return self.scene.project

    @property
    def project_id(self) -> UUID:
        return self.scene.project_id

    @property
    def payer(self) -> int:
        return self.project.owner_id

    def put_away(self) -> None:
        """Also while it is waited for: then nobody waits any more."""
        with self.project.locked():
            self.delete()
            self.project.look_again()

    def _end(self, state: models.TextChoices, **told: Any) -> bool:
        """Not if it was put away meanwhile: then it is False."""
        mine, project = type(self)._default_manager.filter(pk=self.pk, **IS_WAITING), self.project
        ended: Any = {"state": state, **told}
        with project.locked():
            if is_waited_for := bool(mine.update(**ended)):
                project.look_again()
        return is_waited_for
