"""The card of the scenes. People can watch each clip there."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .file_cards import PerSceneCard


class Card(PerSceneCard):
    waits_for = gettext_lazy("Comes after the narration")
    approve = gettext_lazy("Approve and make the scenes")
    begin = gettext_lazy("Make the scenes")
    remedy = "upload"
    scene_list = "clip"

    def facts(self) -> Iterable[str]:
        scenes = self.project.scene_list
        photos = sum(scene.photo is not None for scene in scenes)
        videos = sum(scene.own_clip is not None for scene in scenes)
        clips = ngettext("%(count)s clip", "%(count)s clips", self.made) % {"count": self.made}
        own = ngettext("%(count)s own photo", "%(count)s own photos", photos) % {"count": photos}
        shot = ngettext("%(count)s own video", "%(count)s own videos", videos) % {"count": videos}
        made = self.part_made or (clips if self.made else "")
        return [made, own if photos else "", shot if videos else ""]

    @property
    def made_words(self) -> str:
        values = {"made": self.kept, "count": self.project.scene_count}
        return _("scenes %(made)s/%(count)s") % values if self.kept else ""

    @property
    def cancelled_words(self) -> str:
        if not self.kept:
            return super().cancelled_words
        words = ngettext(
            "Cancelled. %(n)s finished scene is kept.",
            "Cancelled. %(n)s finished scenes are kept.",
            self.kept,
        )
        return words % {"n": self.kept}

    @property
    def lost_words(self) -> str:
        words = ngettext(
            "The stored clip of scene %(numbers)s could not be read.",
            "The stored clips of scenes %(numbers)s could not be read.",
            len(self.lost),
        )
        return words % {"numbers": self.lost_numbers}

    @property
    def part_of_plan(self) -> str:
        kept, made = self.kept, self.missing
        if not kept:
            words = ngettext("makes %(made)s clip", "makes %(made)s clips", made)
        else:
            words = ngettext(
                "keeps %(kept)s clip, makes %(made)s", "keeps %(kept)s clips, makes %(made)s", kept
            )
        return words % {"kept": kept, "made": made}
