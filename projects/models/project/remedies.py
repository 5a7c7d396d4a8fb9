"""What a person can choose when a service could not do its part: the studio does it itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from projects.providers import OFFLINE, names_of
from projects.providers.wire.faults import Fault
from projects.vocabulary import ProviderKind

from ..errors import NotReady
from .verbs import ProjectVerbs

if TYPE_CHECKING:
    from ..run import Run

REFUSED = (Fault.CONTENT, Fault.FACES, Fault.PHOTO)
"""Reasons that say something of one scene only."""

_OF_FILM = {
    ProviderKind.SCRIPT: gettext_lazy("Use the studio's own writer and go on"),
    ProviderKind.SPEECH: gettext_lazy("Use the studio's own voice and go on"),
    ProviderKind.PICTURE: gettext_lazy("Draw all pictures here and go on"),
    ProviderKind.STOCK: gettext_lazy("Draw all pictures here and go on"),
    ProviderKind.VIDEO: gettext_lazy("Use the studio's own motion and go on"),
}


@dataclass(frozen=True)
class Remedy:
    """Let the studio do this kind of work: for these scenes, by their numbers, or for the film."""

    kind: ProviderKind
    scenes: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        if not self.scenes:
            return str(_OF_FILM[self.kind])
        numbers = pgettext("between scene numbers", ", ").join(map(str, self.scenes))
        words = ngettext(
            "Draw scene %(numbers)s here and go on",
            "Draw scenes %(numbers)s here and go on",
            len(self.scenes),
        )
        return words % {"numbers": numbers}


class ProjectRemedies(ProjectVerbs):
    class Meta(ProjectVerbs.Meta):
        abstract = True

    @property
    def remedies(self) -> list[Remedy]:
        """After a failure: those for scenes that a service refused, then those for the film."""
        if not self.error:
            return []
        reasons = [self.error, *(run.reason for run in self.failures)]
        kinds = dict.fromkeys(each["kind"] for each in reasons if self._has_remedy(each))
        of_scenes = [
            Remedy(ProviderKind(kind), scenes)
            for kind in kinds
            if (scenes := self._refused(kind, reasons))
        ]
        return [*of_scenes, *(Remedy(ProviderKind(kind)) for kind in kinds)]

    def make_here(self, kind: str, scenes: Collection[int] = ()) -> Iterable[Run]:
        """Let the studio do this itself, for these scenes or (without any) for the film, and go on.
        Raises NotReady if that is no remedy."""
        with self.locked():
            known = [each for each in self.remedies if each.kind == kind]
            if not any(set(scenes) <= set(each.scenes) for each in known):
                raise NotReady(_("No service has failed at this. Try again."))
            with self.changing("made_here", kind=kind):
                if scenes:
                    self._draw_here(kind, scenes)
                else:
                    self._leave_service(kind)
            return self.retry()

    def _has_remedy(self, reason: dict[str, Any]) -> bool:
        kind = reason.get("kind", "")
        if kind not in _OF_FILM or OFFLINE not in names_of(kind):
            return False
        return bool(getattr(self, f"{kind}_by") != OFFLINE)

    def _refused(self, kind: str, reasons: Iterable[dict[str, Any]]) -> tuple[int, ...]:
        numbers = {
            each["scene"]
            for each in reasons
            if each.get("kind") == kind and each["code"] in REFUSED and each.get("scene")
        }
        is_seen = kind in (ProviderKind.PICTURE, ProviderKind.VIDEO)
        return tuple(sorted(numbers)) if is_seen else ()

    def _draw_here(self, kind: str, scenes: Collection[int]) -> None:
        refused = {run.scene_id: run.reason for run in self.failures}
        for scene in self.scene_list:
            if scene.position in scenes and scene.pk in refused:
                scene.note_refusal(kind, refused[scene.pk]["service"], refused[scene.pk]["code"])
                scene.save(update_fields=["made_here"])

    def _leave_service(self, kind: str) -> None:
        setattr(self, f"{kind}_by", OFFLINE)
        if kind == ProviderKind.SPEECH:
            self.take_first_speaker()
