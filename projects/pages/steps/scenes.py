"""The card of the scenes. People can watch each clip there."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy, npgettext, pgettext

from projects.models.scene_painting import unpaid_paintings

from ..makers import filmed_words, paintings_words
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
    def is_ahead(self) -> bool:
        """Photos and videos can be put into scenes as soon as there are scenes."""
        return bool(self.project.scene_list)

    @property
    def part_of_update(self) -> str:
        words = npgettext("clips", "%(count)s scene", "%(count)s scenes", self.missing)
        return words % {"count": self.missing}

    @property
    def lost_own_words(self) -> str:
        found = [each for each in self.project.scene_list if any(s.is_lost for s in each.shot_list)]
        if not found:
            return self._lost_logo
        words = ngettext(
            "A photo or video of your own cannot be read any more, in scene %(numbers)s. What was"
            " made with it stays. Send it again before you make this scene anew.",
            "Photos or videos of your own cannot be read any more, in scenes %(numbers)s. What was"
            " made with them stays. Send them again before you make these scenes anew.",
            len(found),
        )
        comma = pgettext("between scene numbers", ", ")
        return words % {"numbers": comma.join(str(each.position) for each in found)}

    @property
    def _lost_logo(self) -> str:
        if not self.project.shows_lost_logo:
            return ""
        return _(
            "The logo cannot be read any more. What was made with it stays. Send it again in the"
            " settings of the film, or show none."
        )

    def facts(self) -> Iterable[str]:
        shots = [shot for scene in self.project.scene_list for shot in scene.shot_list]
        photos = sum(shot.photo is not None for shot in shots)
        videos = len(shots) - photos
        clips = ngettext("%(count)s clip", "%(count)s clips", self.made) % {"count": self.made}
        own = ngettext("%(count)s own photo", "%(count)s own photos", photos) % {"count": photos}
        shot = ngettext("%(count)s own video", "%(count)s own videos", videos) % {"count": videos}
        made = self.part_made or (clips if self.made else "")
        found = [made, own if photos else "", shot if videos else "", self._to_be_painted]
        found += filmed_words(self.project)
        return found if any(found) else [_("You can put in photos and videos now")]

    @property
    def _to_be_painted(self) -> str:
        """Pictures for which a service is asked when the clips are made, and what they cost."""
        asked = unpaid_paintings(scene for scene in self.project.scene_list if scene.clip is None)
        return paintings_words(self.project.makers_allowed("picture")[0], len(asked))
