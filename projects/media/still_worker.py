"""The program that draws small stills, one after another: python -m projects.media.still_worker

A request is a pickled `small_stills.Wanted`, and an answer a picture as WebP. To start it takes
longer than to draw; to draw takes 100 MB, which a web server would keep.
"""

from __future__ import annotations

import io
import pickle

from PIL import Image

from . import warm_process
from .small_stills import Wanted
from .stills import still

QUALITY = 80


def draw(request: bytes) -> bytes:
    wanted: Wanted = pickle.loads(request)  # noqa: S301 - our own process has written it
    out = wanted.folder / "still.ppm"
    still(wanted.order, out, frame=wanted.frame)
    small = io.BytesIO()
    with Image.open(out) as picture:
        picture.save(small, "WEBP", quality=QUALITY)
    out.unlink()
    return small.getvalue()


if __name__ == "__main__":
    warm_process.serve(draw)
