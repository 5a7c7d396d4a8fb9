"""Lets a voice say a text, with words said as somebody wants them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from projects.providers.base import Speaker, Speech
from projects.providers.speech.readings import told


def say(voice: Speaker, text: str, readings: Mapping[str, str], **asked: Any) -> Speech:
    """`asked`: all else that `speak` takes. Its words are at their places in the written text."""
    wanted = told(text, readings, takes_pinyin=getattr(voice, "takes_pinyin", False))
    pinyin: dict[str, Any] = {"readings": wanted.pinyin} if wanted.pinyin else {}
    speech = voice.speak(wanted.text, **asked, **pinyin)
    return Speech(speech.seconds, wanted.in_written(speech.words))
