"""The voices of services, among which people choose: which can be heard, and what it costs to hear
one for the first time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.language import LANGUAGES
from projects.providers import services_of, speakers
from projects.vocabulary import VoiceStyle

from .errors import NotReady
from .recipe import recipe_hash
from .sample_wish import SampleWish, WishState
from .voice_sample import VoiceSample, words_in


@dataclass(frozen=True)
class ServiceVoice:
    """One voice in one language, of all voice styles for which the service has it. `price`: of its
    sample, if it is known."""

    speaker: str
    language: str
    styles: tuple[VoiceStyle, ...]
    recipe: str
    price: Decimal | None
    sample: VoiceSample | None = None
    wish: SampleWish | None = None

    @property
    def state(self) -> str:
        """`ready`, `waiting`, `failed` or `none`."""
        return "ready" if self.sample else str(self.wish.state) if self.wish else "none"


def service_voices() -> list[ServiceVoice]:
    """In the order of the settings; none without a service, and then without a query."""
    found = list(_configured())
    if not found:
        return []
    recipes = [each.recipe for each in found]
    samples = {each.recipe: each for each in VoiceSample.objects.filter(recipe__in=recipes)}
    wishes = {each.recipe: each for each in SampleWish.objects.filter(recipe__in=recipes)}
    return [
        ServiceVoice(
            each.speaker,
            each.language,
            each.styles,
            each.recipe,
            each.price,
            samples.get(each.recipe),
            wishes.get(each.recipe),
        )
        for each in found
    ]


def wish_for(voice: ServiceVoice, asked_by: int) -> SampleWish | None:
    """A new wish to hear it; None if it can be heard, or is being made. What has failed is asked
    for again."""
    if voice.sample or (voice.wish and voice.wish.state == WishState.WAITING):
        return None
    SampleWish.objects.filter(recipe=voice.recipe, state=WishState.FAILED).delete()
    wish, is_new = SampleWish.objects.get_or_create(
        recipe=voice.recipe,
        defaults={
            "speaker": voice.speaker,
            "language": voice.language,
            "voice_style": voice.styles[0],
            "asked_by_id": asked_by,
        },
    )
    return wish if is_new else None


def voice_called(speaker: str, language: str, voice_style: str) -> ServiceVoice:
    """Raises NotReady if there is none."""
    for voice in service_voices():
        if (voice.speaker, voice.language) == (speaker, language) and voice_style in voice.styles:
            return voice
    raise NotReady(_("No service has this voice here."))


def version_of(samples: Iterable[VoiceSample], voices: Iterable[ServiceVoice]) -> frozenset[Any]:
    """What tells whether pages show all that can be heard."""
    of_services = ((each.recipe, each.state) for each in voices if each.state != "none")
    return frozenset([*(sample.pk for sample in samples), *of_services])


def voices_version() -> frozenset[Any]:
    return version_of(VoiceSample.objects.present(), service_voices())


def _configured() -> Iterator[ServiceVoice]:
    for name in services_of("speech"):
        speaker = speakers()[name]
        for code, language in LANGUAGES.items():
            words, styles = words_in(language), _styles_by_voice(name, code)
            for voice, those in styles.items():
                recipe = recipe_hash(
                    "sample", narrator=speaker.narrator(), words=words, voice=voice, language=code
                )
                yield ServiceVoice(name, code, tuple(those), recipe, speaker.price_of(words))


def _styles_by_voice(name: str, language: str) -> dict[str, list[VoiceStyle]]:
    speaker, found = speakers()[name], dict[str, list[VoiceStyle]]()
    for style in VoiceStyle:
        if speaker.speaks(style, language):
            found.setdefault(speaker.voice_of(style, language), []).append(style)
    return found
