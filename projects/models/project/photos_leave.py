"""Whether photos of a project may leave the studio: an administrator allows it for a service, and a
person lets it happen in a project. Both are needed, each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from projects.providers import photo_takers
from projects.vocabulary import ProviderKind

if TYPE_CHECKING:
    from ..upload import Photo

KINDS = (ProviderKind.VIDEO, ProviderKind.PICTURE)


@dataclass(frozen=True)
class PhotoTaker:
    """A service that may have photos as far as the administrator can say that."""

    kind: ProviderKind
    name: str
    host: str


class PhotosLeave(models.Model):
    # The hosts to which its owner lets photos go, as they were told: a service that has another
    # address since is another one. No undo and no copy brings this back.
    photos_may_leave = models.JSONField(default=list, blank=True, db_default=[], editable=False)

    # Whom or what painters let take part in all pictures: a mascot, a teacher.
    reference = models.ForeignKey(
        "projects.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    if TYPE_CHECKING:
        reference_id: Any

        def makers_allowed(self, kind: str) -> tuple[str, ...]: ...

    class Meta:
        abstract = True

    @property
    def photo_takers(self) -> list[PhotoTaker]:
        """Those that its owner may let have photos: they may make something of this film."""
        return [
            PhotoTaker(kind, name, host)
            for kind in KINDS
            for name, host in photo_takers(kind).items()
            if name in self.makers_allowed(kind)
        ]

    def photos_may_go_to(self, kind: str, name: str) -> bool:
        """Whether both have said so, as far as this object knows."""
        return photo_takers(kind).get(name, "") in self.photos_may_leave

    @property
    def reference_photo(self) -> Photo | None:
        """If its file is there."""
        found = self.reference if self.reference_id else None
        return found if found and found.file and not found.lost else None

    @property
    def may_send_reference(self) -> bool:
        """To any of those that may paint this film."""
        kind = ProviderKind.PICTURE
        return any(self.photos_may_go_to(kind, name) for name in self.makers_allowed(kind))

    def read_photos_leave(self) -> None:
        """What its owner says now. If it is gone or in the bin, nothing may leave."""
        said = type(self)._default_manager.filter(pk=self.pk)
        self.photos_may_leave = said.values_list("photos_may_leave", flat=True).first() or []
