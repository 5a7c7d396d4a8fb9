"""Chinese, spoken. `speech/languages.py` says what each name is."""

from .espeak import spoken_form
from .natural import NATURAL_VOICES
from .pace import ESPEAK_VOICE, PACES, weight
from .reading import ADDRESSES, plain_form
