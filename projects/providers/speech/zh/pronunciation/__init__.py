"""How each hanzi of a text sounds in the word that it stands in.

It imports nothing of the studio, so that a child process can load it without Django, by its path.
"""

from .syllables import Syllable, syllables

__all__ = ["Syllable", "syllables"]
