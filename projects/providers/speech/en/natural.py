"""Who speaks films in English with the natural voice, also words of another language in them."""

from __future__ import annotations

from projects.vocabulary import VoiceStyle

from ..natural.voices import Voice

NATURAL_VOICES = {
    VoiceStyle.GENTLE_FEMALE: Voice("af_heart", pace=0.95, units_a_second=3.3),
    VoiceStyle.LIVELY_FEMALE: Voice("af_bella", pace=1.0, units_a_second=3.4),
    VoiceStyle.PROFESSIONAL_MALE: Voice("am_michael", pace=1.0, units_a_second=3.05),
    VoiceStyle.FRIENDLY_MALE: Voice("am_fenrir", pace=0.92, units_a_second=3.55),
}
