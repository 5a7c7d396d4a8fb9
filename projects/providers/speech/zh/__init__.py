"""Chinese, spoken by espeak-ng. `speech/languages.py` says what each name is."""

from .pace import ESPEAK_VOICE, PACES, weight
from .reading import ADDRESSES, spoken_form
