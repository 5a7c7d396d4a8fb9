"""English, written by the offline writer. `script/languages.py` says what each name is."""

from .grammar import (
    AND,
    COMMA,
    DENIED,
    FACT,
    FULL_STOP,
    LONGEST_AUDIENCE,
    NEEDLESS_LABEL,
    OBVIOUS_AUDIENCES,
    PAUSE,
    SPACE,
    STRONG_COMMA,
    TITLE_LENGTH,
    TO,
    WELCOME,
    at_start,
    fits_a_row,
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
from .repetition import keywords
from .topics import is_sentence, topic_of
