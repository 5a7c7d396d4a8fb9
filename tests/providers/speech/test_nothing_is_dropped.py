"""Whatever carries a meaning is said: a text without one of its characters sounds different."""

from __future__ import annotations

import re

import pytest

from projects.providers.speech.languages import spoken_language

MEANINGFUL = "<>=≥≤≠≈+×÷±%‰&@°′″→^$€£¥￥＞＜＋％"
CHINESE = """
1+1>2 身高＞1.2米 体温≥37.3℃ 3-1=2 3×4米 6÷2 ±5分钟 5％ 3‰ A&B @张老师 6′30″ 45° 小班→大班 2^3
C++ C# A+级 18岁+ 500+ 3w+ -5℃ 气温-5~10℃ 2+1套餐 1v1 24/7 3/4 1/2杯 60km/h 5元/月 AB型
50%~60% .5 1,000 10,000元 1.5万 ￥99 US$5 €10 8.5折 2026年 2025-2026学年 '26届 90后 1990s 201室
3号楼 B1层 6F 102路 G7次 MU5101 三(2)班 K1—K3 13812345678 021-62345678-801 拨打12306 邮编214561
第2届 No.1 35μg/m³ 5kWh 1080p 4K 8h 2:30pm 14:35 1:30-2:30pm 8am 2026-12-15 9.1起 5.1-5.3
12.31前 9.1元 iOS17.1 3:2 STEAM AI K12 T恤 WiFi iPad PM2.5 A班 X光 abc123 report_v2.pdf 192.168.1.1
人数≈51 ￥1,999/期 ½杯 ①小班 Ⅲ期 π x<6 第1—3名 ＋5℃ 12杯/天
"""
ENGLISH = """
17:00|9:00-11:30|$5|50%-60%|3-6 years|height > 1.2 m|< 5 kids|≥ 3|A+|B-|1/2 cup|24/7|No. 5|Dr. Wu
e.g. us|us vs. them|etc.|Tom & Ann|you@home|#1|2nd|1990s|in 2026|Room 211|ext. 821|(555) 123-4567
21 kg|72°F|5 ft|5'6"|31 mph|61 km/h|IQ|VIP|ages 3+|Q&A|w/ us|1,021|1.5M|12K|± 2|1+1=2|A → B|~52 kids
2^4|C#|35 μg/m³|16 GB|-5°C|45°|5‰|MU5121|K1-K3|½ price|€10|Ⅲ|5²|≈ 6|3 × 4|6 ÷ 2|3 ≠ 2
"""


@pytest.mark.parametrize(
    ("text", "language"),
    [(text, "zh") for text in CHINESE.split()]
    + [(text, "en") for line in ENGLISH.split("\n") for text in filter(None, line.split("|"))],
)
def test_every_digit_letter_and_meaningful_sign_is_heard(text: str, language: str) -> None:
    whole = _said(text, language)
    for at, character in enumerate(text):
        if character.isalnum() or character in MEANINGFUL:
            assert _said(text[:at] + text[at + 1 :], language) != whole, character


def _said(text: str, language: str) -> str:
    return re.sub(r"[\s，,.]+", "", spoken_language(language).spoken_form(text).text)
