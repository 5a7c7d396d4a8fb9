"""Briefs for the offline writer, and what a test reads from its scripts."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from projects.language import LANGUAGES
from projects.providers import estimate_of
from projects.providers.base import Brief, Script
from projects.providers.script import OfflineWriter
from projects.providers.script.stock import stock_of
from projects.vocabulary import Duration, VideoType
from tests.support.working import Working

STOCKS = {code: stock_of(code) for code in LANGUAGES}
POINTS = {
    "zh": ("小班教学", "双语课程", "户外乐园", "每班不超过20人", "由外教老师带班，全英文环境"),
    "en": ("Small classes", "bilingual teachers", "a garden", "At most 20 children a class"),
}
# What a language and a platform need here: docs/recipes.md.
CALLS = {
    "zh": {
        "douyin": "点击关注",
        "kuaishou": "双击",
        "wechat_channels": "转发给",
        "xiaohongshu": "收藏这篇笔记",
        "bilibili": "一键三连",
    },
    "en": {
        "douyin": "ollow",
        "kuaishou": "ouble-tap",
        "wechat_channels": "hare",
        "xiaohongshu": "ave this post",
        "bilibili": "ike, coin and save",
    },
}
TOPICS = {"zh": "春季招生开放日", "en": "Spring open day"}

every_kind = pytest.mark.parametrize(
    ("language", "video_type"), list(itertools.product(LANGUAGES, VideoType))
)


def brief(language: str = "zh", band: str = "short", **wishes: object) -> Brief:
    shortest, aim, longest = Duration(band).seconds
    plain = Brief(
        topic=TOPICS[language],
        platform="douyin",
        video_type="enrollment",
        seconds=aim,
        shortest=shortest,
        longest=longest,
        style="warm",
        key_points=POINTS[language][:3],
        audience="",
        voice_style="gentle_female",
        language=language,
    )
    return replace(plain, **wishes)  # type: ignore[arg-type]


def write(wish: Brief, seed: int = 1) -> Script:
    estimate = estimate_of(wish.voice_style, wish.language)
    return OfflineWriter().write(wish, seed=seed, estimate=estimate, work=Working())


def length(script: Script) -> float:
    return sum(scene.seconds for scene in script.scenes)


def narration(script: Script) -> str:
    return "\n".join(scene.narration for scene in script.scenes)


def sentences(script: Script) -> list[str]:
    parts = re.split(r"(?<=[。！？!?])|(?<=\.)\s|\n", narration(script))
    return [part.strip() for part in parts if part.strip()]


def folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
