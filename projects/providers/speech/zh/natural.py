"""Who speaks films in Chinese with the natural voice, also words of another language in them."""

from __future__ import annotations

from projects.vocabulary import VoiceStyle

from ..natural.voices import Voice

NATURAL_VOICES = {
    VoiceStyle.GENTLE_FEMALE: Voice("zf_xiaobei", pace=1.0, units_a_second=4.44),
    VoiceStyle.LIVELY_FEMALE: Voice("zf_xiaoxiao", pace=1.05, units_a_second=5.36),
    VoiceStyle.PROFESSIONAL_MALE: Voice("zm_yunyang", pace=0.9, units_a_second=6.0),
    VoiceStyle.FRIENDLY_MALE: Voice("zm_yunxi", pace=0.92, units_a_second=6.3),
}
