from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.language import LANGUAGES, Language
from projects.providers import speaker
from projects.vocabulary import VoiceStyle

from .recipe import recipe_hash
from .stored_file import StoredFile


def sample_path(sample: VoiceSample, filename: str) -> str:
    narrator = re.sub(r"[^\w.-]", "_", sample.narrator) or "plain"
    return f"voices/{narrator}-{sample.language}-{sample.voice_style}-{sample.recipe}.wav"


class VoiceSampleQuerySet(models.QuerySet["VoiceSample"]):
    def present(self) -> VoiceSampleQuerySet:
        """Those of the narrator who speaks now."""
        return self.filter(recipe__in=[each.recipe for each in wanted()])

    def count_wanted(self) -> int:
        return len(LANGUAGES) * len(VoiceStyle)

    def missing(self) -> list[VoiceSample]:
        """Those that are still to be made, without a file."""
        made = set(self.present().values_list("recipe", flat=True))
        return [sample for sample in wanted() if sample.recipe not in made]


class VoiceSample(StoredFile):
    """The same short sentence in each voice, by which people choose one. It is made once for each
    narrator; other words or another narrator are another recipe."""

    recipe = models.CharField(max_length=24, unique=True)
    narrator = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8)
    voice_style = models.CharField(max_length=20)
    file = models.FileField(upload_to=sample_path, max_length=200)

    objects = VoiceSampleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.language} {self.voice_style}"

    @property
    def words(self) -> str:
        return words_in(LANGUAGES[self.language])


def words_in(language: Language) -> str:
    """What the samples of a language say."""
    with override(language.locale):
        return _("Good morning, everyone! Are you ready for our spring outing?")


def wanted() -> Iterator[VoiceSample]:
    """One for each voice style in each language, not saved."""
    narrator = speaker().narrator()
    for code, language in LANGUAGES.items():
        words = words_in(language)
        for style in VoiceStyle.values:
            recipe = recipe_hash(
                "sample", narrator=narrator, words=words, voice=style, language=code
            )
            yield VoiceSample(recipe=recipe, narrator=narrator, language=code, voice_style=style)
