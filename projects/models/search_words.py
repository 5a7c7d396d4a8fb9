"""The words by which a scene is looked for: a few, and none that say who or where somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from projects.coverage import en, zh
from projects.language import HANZI, LANGUAGES, Writing
from projects.providers.library import LONGEST_SEARCH
from videostudio.patterns import late

FIRST, SECOND, OF_TITLE = 5, 2, 3  # words of a search, at most
_BETWEEN = late(
    rf"[^{HANZI}]+|们|正?在|[的着了和与及跟]|一[个张位只群条座片排双幅]|到处|(?<=[{HANZI}]{{2}})[上里中](?=[{HANZI}]{{2}})"
)
_FIGURES = re.compile(
    r"\w*\d[\w:：./~～—-]*[年月日号点时分元岁名次周%％\d]*(?:[上下]午|[早晚]上)?[\d:：]*点?",
    re.ASCII,
)


# What photographers say of a picture is not what is seen in it: "soft natural light", "浅景深".
_CLAUSE = late(r"[,，、;；。.:：]\s*")
_MANNER = late(
    r"\b(?:light|tones?|focus|framing|colou?rs?|contrast|close-?up|illustration|camera|shot)\s*$"
    r"|光|色调|景深|近景|特写|插画|画面|镜头|构图|俯拍|色彩|动感|对比",
    re.IGNORECASE,
)


def searches(described: str, title: str, language: str, known: Sequence[str] = ()) -> list[str]:
    """Of a scene, the closest first: later ones have fewer words, and find more. `known`: words
    that are private."""
    told = list(_telling(described, language, known))
    heading = list(_telling(title, language, known))
    wanted = (told[:FIRST] or heading[:FIRST], told[:SECOND], heading[:OF_TITLE])
    joined = (" ".join(dict.fromkeys(each))[:LONGEST_SEARCH].strip() for each in wanted)
    return list(dict.fromkeys(filter(None, joined)))


def _telling(text: str, language: str, known: Iterable[str]) -> Iterator[str]:
    """The words of a text that say what is seen, without figures and names."""
    for each in filter(None, known):
        text = text.replace(each, " ")
    for each in (*zh.NAMES.findall(text), *en.names(text)):
        text = text.replace(each, " ")
    clauses = _CLAUSE.split(text)
    shown = [each for each in clauses if not _MANNER.search(each)]
    plain = _FIGURES.sub(" ", ", ".join(shown or clauses[:1]))
    if LANGUAGES[language].writing == Writing.LATIN:
        yield from (word.lower() for word in en.WORD.findall(plain) if not en.is_soft(word))
    else:
        yield from (piece for piece in _BETWEEN.split(plain) if len(piece) > 1)
