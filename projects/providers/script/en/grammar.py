"""English words by what they do in a phrase, as far as the writer needs to know."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words("a an the our your my their two three four five six many all")

COMMON_FIRST = DETERMINERS | _words(
    """small large big free fresh new daily weekly bilingual outdoor indoor experienced qualified
    healthy safe warm friendly bright modern kind caring little open early creative professional
    science art music reading sports swimming food meals teachers classes garden playground trial
    nature hands-on hot home flexible full individual personal gentle quiet good great trained
    balanced organic seasonal clean spacious family children games stories books lessons weekend
    local after-school activities field parent parents live short long autumn spring summer winter
    online weekday monthly private public fun easy"""
)
"""First words of a point that are no names: inside a sentence they lose their capital."""

MASS_NOUNS = _words("food music reading care play art science learning equipment fun support")
"""Nouns that need no article."""

PREPOSITIONS = _words("at by for from in of on to with")

SMALL_WORDS = _words(
    """a an and are as at by for from in is of on or our that the to with your we per than over
    under into until after before"""
)
"""Words that a heading does not end with."""

PLAIN_WORDS = SMALL_WORDS | _words(
    """be but can do has have how if it let's more no not one so them then there they this up us
    what when where who will you"""
)
"""Words that nobody hears twice."""
