"""Who speaks films in Chinese with the natural voice, also words of another language in them."""

from __future__ import annotations

from projects.vocabulary import VoiceStyle

from ..natural.voices import Voice

NATURAL_VOICES = {
    VoiceStyle.GENTLE_FEMALE: Voice("zf_xiaobei"),
    VoiceStyle.LIVELY_FEMALE: Voice("zf_xiaoxiao", pace=1.1),
    VoiceStyle.PROFESSIONAL_MALE: Voice("zm_yunyang"),
    VoiceStyle.FRIENDLY_MALE: Voice("zm_yunxi"),
}
