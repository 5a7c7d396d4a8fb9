"""The offline voice."""

from .espeak import EspeakSpeaker

__all__ = ["EspeakSpeaker"]
