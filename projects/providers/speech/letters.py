"""Words in Latin letters that are said letter by letter: VIP, and not NASA.

A no-break space stands between letters that are spelt, and beside a letter that could be a word,
such as the A of Class A. So every voice can tell it from the article.
"""

from __future__ import annotations

import re

from projects.language import HANZI

from .spoken import Rule, rule

PARTED = "\u00a0"
_WORDS = re.compile(
    "APP|GIF|PIN|RAM|RAP|ROM|SIM|SUB|TED|POP|PUB|SPA"
    "|A(?:GE|LL|ND|NY|RE|RT|N|S|SK|T)|B(?:AG|AR|ED|IG|OX|OY|US|UY|Y)|C(?:AN|AR|AT|OW|UP)|D(?:AD|AY|O|OG)|E(?:AT|GG|ND)"
    "|F(?:AN|EW|OR|OX|UN)|G(?:ET|O|YM)|H(?:AD|AS|AT|E|ER|I|IS|OT|OW)|I[FNS]|J(?:OB|OY)|KID|L(?:AW|ET)"
    "|M(?:AN|AP|AX|E|IN|OM|UM|Y)|N(?:EW|OT?|OW)|O(?:FF?|H|LD|N|NE|R|UR|UT|WN)|P(?:AY|EN|ET|IG|OP|RO|UT)"
    "|RED|RUN|S(?:AY|EA|ET|EE|HE|IX|KY|O|UN)|T(?:EA|EN|HE|O|OP|OY|RY|WO)|UP|USE|VAN|W(?:AS|AY|E|IN|OW)|YES|YOU|ZOO"
)
"""Short ones that are words. Longer ones are words if they have a vowel, but for these:"""
_SPELT = re.compile(
    "AIGC|EMBA|MBTI|HACCP|USDA|UCLA|YMCA|YWCA|RFID|ISBN|ISSN|OECD|IEEE|NCAA|NAEYC|ADHD|EYFS"
)
_IN_ANY_ROW = re.compile("AED|AI|CEO|DIY|EQ|ESL|IB|IQ|LED|PE|PTA|PYP|UK|USA|VIP")
"""These are spelt among other capitals too: VIP CARD. US is not: JOIN US."""
_IN_SMALL_LETTERS = (
    "vip|iq|eq|diy|mba|ceo|suv|ppt|ktv|kpi|pdf|usb|gps|dna|icu|bgm|wps|hpv|led|tv|pc|hr|mv|dj|mc"
)
_SMALL_IN_A_ROW = {"AM", "IT", "US", "WHO"}  # JOIN US TODAY: voices would spell it
_LONGEST_SHORT = 3  # letters
_AS_WRITTEN = {"TOEFL": "Toefl", "VS": "versus"}


def letters() -> list[Rule]:
    """Rules that part the letters of what is spelt, and leave words as they are."""
    return [
        rule(rf"(?<![A-Za-z])(?i:{_IN_SMALL_LETTERS})(?![A-Za-z'’])", lambda m: m[0].upper()),
        rule(r"(?<![A-Za-z.])(?:[A-Za-z]\.){2,}", lambda m: _parted(m[0].replace(".", "").upper())),
        rule(r"(?<=[a-z])(?=[A-Z]{2,}(?![a-z]))", " "),  # ChatGPT
        rule(r"(?<![A-Za-z])([BCOP])2([BCGOP])(?![A-Za-z])", lambda m: f"{m[1]} to {m[2]}"),
        rule(r"(?<![A-Za-z])[A-Z]{2,}(?: [A-Z]{2,})*(?![A-Za-z])", _row),
        rule(r"(?<![A-Za-z])([A-Z]{2,4})s(?![A-Za-z])", lambda m: _parted(m[1]) + "'s"),
        rule(rf"(?<={PARTED}[A-Z])-(?=[A-Z](?![A-Za-z]))", PARTED),  # USB-C
        rule(rf"(?<=[{HANZI}])(?=[A-Z]{PARTED}[A-Z](?![A-Za-z]))", " "),
        rule(rf"(?<=[A-Z]{PARTED}[A-Z])(?=[{HANZI}])", " "),
    ]


def _row(match: re.Match[str]) -> str:
    is_alone = " " not in match[0]
    return re.sub("[A-Z]+", lambda word: _said(word[0], is_alone), match[0])


def _said(word: str, is_alone: bool) -> str:
    if word in _AS_WRITTEN:
        return _AS_WRITTEN[word]
    is_short = len(word) <= _LONGEST_SHORT and not _WORDS.fullmatch(word)
    is_spelt = is_short or _SPELT.fullmatch(word) or not re.search("[AEIOUY]", word)
    if is_spelt and (is_alone or _IN_ANY_ROW.fullmatch(word)):
        return _parted(word)
    return word.lower() if word in _SMALL_IN_A_ROW else word


def _parted(word: str) -> str:
    return PARTED.join(word)
