"""What a service is told to film."""

from __future__ import annotations

from projects.vocabulary import Style

from ..base import Footage

LONGEST = 800  # characters: some services cut longer ones without a word
_STYLES = {
    "zh": {
        Style.WARM: "温暖柔和的光线，温馨的氛围",
        Style.LIVELY: "明亮鲜艳的色彩，活泼欢快的氛围",
        Style.PROFESSIONAL: "干净稳重的画面，专业的氛围",
        Style.FRESH: "清新自然的光线，淡雅的色彩",
        Style.MODERN: "现代简洁的画面，利落的构图",
    },
    "en": {
        Style.WARM: "warm soft light, a tender mood",
        Style.LIVELY: "bright vivid colours, a cheerful mood",
        Style.PROFESSIONAL: "clean calm pictures, a professional mood",
        Style.FRESH: "fresh natural light, light colours",
        Style.MODERN: "modern plain pictures, clear composition",
    },
}
_FRAME = {
    "zh": "{shown}。{style}。镜头缓慢平稳地移动，一个镜头到底。画面中没有任何文字、字幕和水印。",
    "en": "{shown}. {style}. The camera moves slowly and steadily, in a single shot. There are no"
    " words, captions or logos in the picture.",
}


def prompt(wanted: Footage) -> str:
    language = wanted.language if wanted.language in _FRAME else "en"
    style = _STYLES[language].get(Style(wanted.style), "") if wanted.style in Style else ""
    frame = _FRAME[language]
    room = LONGEST - len(frame) - len(style)
    shown = " ".join(wanted.shown.split()).rstrip("。.") or wanted.title
    return frame.format(shown=shown[:room], style=style)
