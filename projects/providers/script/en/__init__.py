"""English, written by the offline writer. `script/languages.py` says what each name is."""

from .grammar import (
    COMMA,
    DENIED,
    FULL_STOP,
    LONGEST_AUDIENCE,
    LONGEST_PAIR,
    NEEDLESS_LABEL,
    OBVIOUS_AUDIENCES,
    PAUSE,
    SPACE,
    STRONG_COMMA,
    TITLE_LENGTH,
    TO,
    WELCOME,
    at_start,
    form_of,
    inside,
    whole_words,
)
from .headings import (
    WIDEST_CLAUSE,
    WIDEST_POINT,
    WIDEST_TOPIC,
    beginning,
    drawn,
    part_of_topic,
    stands_alone,
)
from .roles import (
    are_alike,
    headline,
    is_a_day,
    is_deed,
    is_one_thing,
    may_pause,
    role_of,
    row,
    shorter,
)
from .telling import telling
from .topics import is_sentence, topic_of
