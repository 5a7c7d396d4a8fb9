"""Libraries of stock videos and photos: what fits some words is found there, and may be shown for
nothing. `library.py` says what all have, and each has a file of its own."""

from .pexels import Pexels
from .pixabay import Pixabay

__all__ = ["Pexels", "Pixabay"]
