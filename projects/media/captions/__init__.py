"""The words that are shown while a narration is spoken."""

from .cue import Cue as Cue
from .cue import Word as Word
from .cue import of_film as of_film
from .cutting import cut as cut
from .files import to_srt as to_srt
from .files import to_vtt as to_vtt
