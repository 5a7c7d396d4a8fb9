"""English sentences: their marks, and the forms of key points."""

from __future__ import annotations

import re

from ..languages import Form

COMMA, STRONG_COMMA, PAUSE, SPACE = ", ", "; ", ", ", " "
FULL_STOP, TO = ".", "To"
TITLE_LENGTH = 12, 60
LONGEST_AUDIENCE, LONGEST_PAIR = 40, 0
OBVIOUS_AUDIENCES = ("parents",)

WELCOME = re.compile(r"^(?:come|join|visit|welcome|meet)\b", re.IGNORECASE)
NEEDLESS_LABEL = re.compile(r"date|time|place|venue|topic|theme|what|when|where", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:no|not|without|cannot|never|cancelled|closed|excluded|prohibited|forbidden)\b"
    r"|n['’]t\b(?! (?:miss|forget|wait))",
    re.IGNORECASE,
)

_CALL = re.compile(
    r"^(?:come|visit|join|call"
    r"|book(?! (?:fair|club|week|day|corner|swap|sale))|bring|ask|try|see|meet|let'?s|welcome"
    r"|please|don'?t|do|sign up"
    r"|register|follow|contact|click|get|wear|remember|learn|discover|enjoy|ignore|what|why|how|who|when|where)\b|\bplease$",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\b(?:is|are|was|were|be|am|we|you|they|it|he|she|i|can|will|has|have|had|gets?|makes?"
    r"|offers?|go(?:es)?|starts?|opens?|runs?|ends?|must|should|may|no|not|only|every|each|at|on)\b|\d",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_THING = 7
_SAYS_SO = re.compile(
    r" (?!(?:at|by|for|from|in|of|on|to|with|and|or|than) )\S+ (?:the|an?|our|your) ", re.I
)
"""An article that follows no preposition has a verb before it: "the choir closes the show"."""

_DOES = re.compile(
    r"^(?:[\w-]+ ){0,2}?(?:children|kids|toddlers|babies|boys|girls|pupils|students|teachers"
    r"|parents|families|fathers|mothers|dads|mums|moms|grandparents|neighbou?rs|farmers|volunteers|cooks"
    r"|guests|visitors|friends|groups|classes|everyone|everybody|staff)"
    r" (?!(?:and|or|who|that|at|by|for|from|in|of|on|to|with|between|under|over|without|aged"
    r"|only)\b)"
    r"(?:[a-z]+ly )?[a-z]+ \S",
    re.I,
)
"""Somebody, and what they do: "children sort blocks by color". It is a sentence by itself."""

_ADDITION = re.compile(r" (?:of|from|in|with|for|by|who|that) ")


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = word_set("a an the our your my their two three four five six many all")

COMMON_FIRST = DETERMINERS | word_set(
    """small large big free fresh new daily weekly bilingual outdoor indoor experienced qualified
    healthy safe warm friendly bright modern kind caring little open early creative professional
    science art music reading sports swimming food meals teachers classes garden playground trial
    nature hands-on hot home flexible full individual personal gentle quiet good great trained
    balanced organic seasonal clean spacious family children games stories books lessons weekend
    local after-school activities field parent parents live short long autumn spring summer winter
    online weekday monthly private public fun easy"""
)
"""First words of a point that are no names: inside a sentence they lose their capital."""

MASS_NOUNS = word_set("food music reading care play art science learning equipment fun support")
"""Nouns that need no article."""

PREPOSITIONS = word_set("at by for from in of on to with")

SMALL_WORDS = word_set(
    """a an and are as at by for from in is of on or our that the to with your we per than over
    under into until after before about"""
)
"""Words that a heading does not end with."""


def at_start(text: str) -> str:
    """With a capital, unless the first word is spelled as a name is: iPad, www.sunflower.cn."""
    first = text.split(" ", 1)[0]
    is_name = first[1:] != first[1:].lower() or re.search(r"\w\.\w|@", first)
    return text if is_name else text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """A common first word loses its capital."""
    first = text.split(" ", 1)[0]
    if first.lower() in COMMON_FIRST and first[1:] == first[1:].lower():
        return first.lower() + text[len(first) :]
    return text


def form_of(text: str) -> Form:
    if _CALL.search(text):
        return Form.CALL
    words = text.split()
    if len(words) > _MOST_WORDS_OF_A_THING or re.search(r"[^\w\s'’-]", text) or _LINE.search(text):
        return Form.LINE
    return Form.THING if _stands_in_a_sentence(words) else Form.LINE


def _stands_in_a_sentence(words: list[str]) -> bool:
    """Whether it may follow "start with": it has an article, or is one that needs none."""
    if _SAYS_SO.search(" ".join(words)) or _DOES.search(" ".join(words)):
        return False
    if words[0].lower() in DETERMINERS:
        return True
    if not (words[0][0].islower() or words[0].lower() in COMMON_FIRST):
        return False
    noun = _ADDITION.split(" ".join(words))[0].split()[-1].lower()
    return noun in MASS_NOUNS or (noun.endswith("s") and not noun.endswith("ss"))


def whole_words(head: str, text: str) -> str:
    return head if text[len(head)].isspace() else head.rpartition(" ")[0]
