"""The quick voice: espeak-ng, in a child process."""

from .speaker import EspeakSpeaker

__all__ = ["EspeakSpeaker"]
