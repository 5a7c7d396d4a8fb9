"""The card of the narration. People can hear each scene there."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .card import seconds_words
from .file_cards import PerSceneCard


class Card(PerSceneCard):
    waits_for = gettext_lazy("Comes after the script")
    approve = gettext_lazy("Approve and record the narration")
    begin = gettext_lazy("Record the narration")
    remedy = "words"
    scene_list = "voice"

    def facts(self) -> Iterable[str]:
        heard = [scene.hearable.seconds for scene in self.project.scene_list if scene.hearable]
        voice = str(self.project.get_voice_style_display())
        return [voice, self.part_made, seconds_words(sum(heard))]

    @property
    def made_words(self) -> str:
        values = {"made": self.kept, "count": self.project.scene_count}
        return _("narration %(made)s/%(count)s") % values if self.kept else ""

    @property
    def cancelled_words(self) -> str:
        if not self.kept:
            return super().cancelled_words
        words = ngettext(
            "Cancelled. %(n)s narration is kept.",
            "Cancelled. %(n)s narrations are kept.",
            self.kept,
        )
        return words % {"n": self.kept}

    @property
    def lost_words(self) -> str:
        words = ngettext(
            "The stored narration of scene %(numbers)s could not be read.",
            "The stored narrations of scenes %(numbers)s could not be read.",
            len(self.lost),
        )
        return words % {"numbers": self.lost_numbers}

    @property
    def part_of_plan(self) -> str:
        kept, made = self.kept, self.missing
        if not kept:
            words = ngettext("makes %(made)s narration", "makes %(made)s narrations", made)
        else:
            words = ngettext(
                "keeps %(kept)s narration, makes %(made)s",
                "keeps %(kept)s narrations, makes %(made)s",
                kept,
            )
        return words % {"kept": kept, "made": made}
