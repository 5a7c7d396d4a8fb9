"""The card of the narration. People can hear each scene there."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from projects.providers import speaker
from projects.status_text import VOICE_LACKS
from projects.vocabulary import VOICE_SPEEDS

from ..makers import spoken_words
from .card import seconds_words
from .file_cards import PerSceneCard


class Card(PerSceneCard):
    waits_for = gettext_lazy("Comes after the script")
    approve = gettext_lazy("Approve and record the narration")
    begin = gettext_lazy("Record the narration")
    remedy = "words"
    scene_list = "voice"
    made_of_all = gettext_lazy("narration %(made)s/%(count)s")
    kept_of_cancelled = ngettext_lazy(
        "Cancelled. %(n)s narration is kept.", "Cancelled. %(n)s narrations are kept.", "n"
    )
    unreadable = ngettext_lazy(
        "The stored narration of scene %(numbers)s could not be read.",
        "The stored narrations of scenes %(numbers)s could not be read.",
        "count",
    )
    plan_for_all = ngettext_lazy("makes %(made)s narration", "makes %(made)s narrations", "made")
    plan_for_rest = ngettext_lazy(
        "keeps %(kept)s narration, makes %(made)s",
        "keeps %(kept)s narrations, makes %(made)s",
        "kept",
    )

    @property
    def voice_lack(self) -> str:
        """Why a simpler voice speaks than should; "" if all is well."""
        lack = "" if self.project.is_spoken_by_service else speaker().lack()
        return str(VOICE_LACKS.get(lack, ""))

    @property
    def part_of_update(self) -> str:
        if not self.kept:
            return _("the narration")
        words = ngettext("%(count)s narration", "%(count)s narrations", self.missing)
        return words % {"count": self.missing}

    def facts(self) -> Iterable[str]:
        heard = [scene.hearable.seconds for scene in self.project.scene_list if scene.hearable]
        voice = str(self.project.get_voice_style_display())
        speed = self.project.voice_speed
        pace = str(dict(VOICE_SPEEDS).get(speed, f"× {speed:g}")) if speed != 1.0 else ""
        by = spoken_words(self.project)
        return [voice, pace, self.part_made, seconds_words(sum(heard)), by]
