"""Who speaks films in English with the natural voice, also words of another language in them."""

from __future__ import annotations

from projects.vocabulary import VoiceStyle

from ..natural.voices import Voice

NATURAL_VOICES = {
    VoiceStyle.GENTLE_FEMALE: Voice("af_heart"),
    VoiceStyle.LIVELY_FEMALE: Voice("af_bella", pace=1.1),
    VoiceStyle.PROFESSIONAL_MALE: Voice("am_michael"),
    VoiceStyle.FRIENDLY_MALE: Voice("am_fenrir"),
}
