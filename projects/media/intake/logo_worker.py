"""The program that decodes one logo: python -m projects.media.intake.logo_worker SOURCE OUT

It is as `photo_worker`, and what it prints and returns too.
"""

from .logo_decoder import accept
from .photo_worker import main

if __name__ == "__main__":
    main(accept)
