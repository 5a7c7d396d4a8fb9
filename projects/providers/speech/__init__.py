"""The offline voices."""

from .espeak import EspeakSpeaker

__all__ = ["EspeakSpeaker"]
