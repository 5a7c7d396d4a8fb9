"""The card of the scenes. People can watch each clip there."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy, npgettext

from .file_cards import PerSceneCard


class Card(PerSceneCard):
    waits_for = gettext_lazy("Comes after the narration")
    approve = gettext_lazy("Approve and make the scenes")
    begin = gettext_lazy("Make the scenes")
    remedy = "upload"
    scene_list = "clip"
    made_of_all = gettext_lazy("scenes %(made)s/%(count)s")
    kept_of_cancelled = ngettext_lazy(
        "Cancelled. %(n)s finished scene is kept.",
        "Cancelled. %(n)s finished scenes are kept.",
        "n",
    )
    unreadable = ngettext_lazy(
        "The stored clip of scene %(numbers)s could not be read.",
        "The stored clips of scenes %(numbers)s could not be read.",
        "count",
    )
    plan_for_all = ngettext_lazy("makes %(made)s clip", "makes %(made)s clips", "made")
    plan_for_rest = ngettext_lazy(
        "keeps %(kept)s clip, makes %(made)s", "keeps %(kept)s clips, makes %(made)s", "kept"
    )

    @property
    def part_of_update(self) -> str:
        words = npgettext("clips", "%(count)s scene", "%(count)s scenes", self.missing)
        return words % {"count": self.missing}

    def facts(self) -> Iterable[str]:
        shots = [shot for scene in self.project.scene_list for shot in scene.shot_list]
        photos = sum(shot.photo is not None for shot in shots)
        videos = len(shots) - photos
        clips = ngettext("%(count)s clip", "%(count)s clips", self.made) % {"count": self.made}
        own = ngettext("%(count)s own photo", "%(count)s own photos", photos) % {"count": photos}
        shot = ngettext("%(count)s own video", "%(count)s own videos", videos) % {"count": videos}
        made = self.part_made or (clips if self.made else "")
        return [made, own if photos else "", shot if videos else ""]
