"""Letting photos of a project go to services, and taking that back."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from ..audit import CODE, Action, record
from ..errors import AlreadyRunning, NotReady
from ..upload import Photo
from .remedies import ProjectRemedies

if TYPE_CHECKING:
    from uuid import UUID


class ProjectLeaving(ProjectRemedies):
    class Meta(ProjectRemedies.Meta):
        abstract = True

    def let_photos_leave(self, hosts: Collection[str]) -> None:
        """Let photos go to these hosts, and to no other ones. To take it back is possible at any
        time, and holds at once, also for work that is under way; to allow more is not, while jobs
        work on the project. Raises NotReady for a host that may have none here."""
        with self.locked():
            wanted, before = set(hosts), set(self.photos_may_leave)
            more = wanted - before
            if more - {taker.host for taker in self.photo_takers}:
                raise NotReady(_("No service with this address may have photos here."))
            if more and self.running:
                raise AlreadyRunning
            for host in sorted(wanted ^ before):
                said = f"{'+' if host in wanted else '-'}{host.lower()}"[:60]
                record(Action.PHOTOS, about=self, detail=said if CODE.fullmatch(said) else said[:1])
            self.photos_may_leave = sorted(wanted)
            if wanted != before:
                self.touch()

    def choose_reference(self, photo: Photo | None) -> None:
        """Let painters go by this photo of the project, or by none. Pictures that are painted are
        out of date then, as far as it may be sent."""
        with self.changing("reference"):
            self.reference = photo

    def lets_leave(self, kind: str, name: str, photo: UUID | Any) -> bool:
        """Whether this photo may be sent to this service now: its administrator, the owner of the
        project and who is shown agree. It is asked right before each time that it is sent."""
        try:
            with self.locked():
                here = Photo.objects.filter(pk=photo, project=self.pk, withdrawn_at=None)
                return self.photos_may_go_to(kind, name) and here.exclude(file="").exists()
        except type(self).DoesNotExist:
            return False
