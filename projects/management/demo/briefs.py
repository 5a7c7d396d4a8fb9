"""The briefs of the demo. They use both languages, every platform, and very long words."""

from __future__ import annotations

from typing import Any

BRIEFS: dict[str, dict[str, Any]] = {
    "brief": {
        "topic": "二〇二六年春季学期亲子开放日暨小班教学双语课程与户外自然探索活动体验报名现在开始"
        "欢迎家长们带着孩子一起来看看我们的教室花园和图书角名额有限先到先得",
        "key_points": "每班不超过十五个孩子每班三位老师每天两小时户外活动\n欢迎",
        "platform": "wechat_channels",
        "seconds": 48,
        "voice_style": "professional_male",
    },
    "script": {
        "topic": "Internationalization, intergenerational tales and the Kindergartengeburtstag",
        "key_points": "Counterrevolutionaries' great-great-grandchildren\nSix languages\nTea",
        "platform": "xiaohongshu",
        "video_type": "course",
        "seconds": 48,
        "target_audience": "Grandparents who would rather be asked than told",
    },
    "narration": {
        "topic": "周六亲子运动会",
        "key_points": "家长和孩子一起接力\n草地野餐\n人人有奖牌",
        "platform": "kuaishou",
        "video_type": "activity",
        "voice_style": "lively_female",
        "style": "lively",
    },
    "scenes": {
        "topic": "A walk through our campus",
        "key_points": "A library with 4,000 picture books\nA kitchen garden",
        "platform": "bilibili",
        "video_type": "campus",
        "style": "modern",
    },
    "failed": {
        "topic": "春季招生开放日",
        "key_points": "小班教学\n双语课程\n户外乐园",
        "platform": "bilibili",
        "style": "professional",
    },
    "cancelled": {
        "topic": "Enrolment for September",
        "key_points": "Small classes\nOpen until six",
        "platform": "douyin",
        "style": "fresh",
        "voice_style": "friendly_male",
    },
    "lost": {
        "topic": "The art course of this term",
        "key_points": "Clay and paper",
        "platform": "kuaishou",
        "video_type": "course",
    },
    "completed": {
        "topic": "园长妈妈的一天",
        "key_points": "清晨在门口迎接每个孩子\n和孩子们一起种菜",
        "platform": "xiaohongshu",
        "video_type": "campus",
    },
    "running": {
        "topic": "户外自然课程",
        "key_points": "森林教室\n认识二十四节气\n自己种的菜自己吃",
        "platform": "douyin",
        "video_type": "course",
        "seconds": 180,
    },
}
SHORT = 15  # seconds of film, if a brief does not say, so that the whole demo takes a minute
ADDED = "欢迎来看看！"  # added to some scenes of `narration` after they were spoken
