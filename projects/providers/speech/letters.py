"""Short forms in capitals: the voice takes VIP for a word, and must not take NASA for letters."""

from __future__ import annotations

import re

from projects.language import HANZI

from .spoken import Rule, rule

_WORDS = re.compile(
    "APP|GIF|NASA|NATO|PIN|RAM|RAP|ROM|SIM|UNESCO|UNICEF|STEAM|STEM|COVID"
    "|A(?:GE|LL|ND|NY|RE|RT|N|S|SK|T)|B(?:AG|AR|ED|IG|OX|OY|US|UY|Y)|C(?:AN|AR|AT|OW|UP)|D(?:AD|AY|O|OG)|E(?:AT|GG|ND)"
    "|F(?:AN|EW|OR|OX|UN)|G(?:ET|O|YM)|H(?:AD|AS|AT|E|ER|I|IS|OT|OW)|I[FNS]|J(?:OB|OY)|KID|L(?:AW|ET)"
    "|M(?:AN|AP|AX|E|IN|OM|UM|Y)|N(?:EW|OT?|OW)|O(?:FF?|H|LD|N|NE|R|UR|UT|WN)|P(?:AY|EN|ET|IG|OP|RO|UT)"
    "|RED|RUN|S(?:AY|EA|ET|EE|HE|IX|KY|O|UN)|T(?:EA|EN|HE|O|OP|OY|RY|WO)|UP|USE|VAN|W(?:AS|AY|E|IN|OW)|YES|YOU|ZOO"
)
_SPELLED_BY_THE_VOICE = re.compile(
    "ABC|AI|ATM|CEO|DIY|EU|GPA|ID|IT|LA|MBA|OK|SUV|UFO|UK|UN|URL|US|USB"
)
_LONG = re.compile("AIGC|EMBA")
_SURE = re.compile("AED|EQ|ESL|IB|IQ|LED|PTA|VIP")  # also in a row of capitals
_IN_SMALL_LETTERS = "vip|iq|eq|diy|mba|ceo|suv"


def letters(after_a: str) -> list[Rule]:
    """Rules that part the letters of VIP. `after_a`: what keeps an A from being an article."""

    def spell(match: re.Match[str]) -> str:
        several = " " in match[0]
        said = re.sub("[A-Z]+", lambda word: _said(word[0], several), match[0])
        return re.sub(r"(?<![A-Z])A (?=[A-Z](?![A-Z]))", f"A{after_a}", said)

    def spell_several(match: re.Match[str]) -> str:
        return " ".join(match[1]) + "'s"

    return [
        rule(rf"(?<![A-Za-z])(?i:{_IN_SMALL_LETTERS})(?![A-Za-z])", lambda match: match[0].upper()),
        rule(r"(?<![A-Za-z])[A-Z]{2,}(?: [A-Z]{2,})*(?![A-Za-z])", spell),
        rule(r"(?<![A-Za-z])([A-Z]{2,3})s(?![A-Za-z])", spell_several),
        rule(rf"(?<=[{HANZI}])(?=[A-Z]\s[A-Z](?![A-Za-z]))", " "),
        rule(rf"(?<=[A-Z]\s[A-Z])(?=[{HANZI}])", " "),
    ]


def _said(word: str, in_a_row: bool) -> str:
    """Only a short word with a vowel needs it: the voice itself spells PPT."""
    known = _WORDS.fullmatch(word) or _SPELLED_BY_THE_VOICE.fullmatch(word)
    short = len(word) < 4 and not known and re.search("[AEIOUY]", word)
    if _LONG.fullmatch(word) or (short and (_SURE.fullmatch(word) or not in_a_row)):
        return " ".join(word)
    return word
