"""YuNet, a small detector of faces: https://doi.org/10.1007/s11633-023-1423-y

The model looks at 640 x 640 pixels, blue first. Each of its cells, 8, 16 or 32 pixels wide, says
how sure it is to see a face, and where it is: its middle from the corner of the cell, in cells, and
the logarithm of its size in cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from . import SIDE

WEIGHTS = Path(__file__).parent / "yunet.onnx"
_CELLS = (8, 16, 32)  # pixels
_SURE = 0.7
_SAME = 0.3  # two faces that share so much of their area are one

Plane = NDArray[np.float32]


def faces_of(pictures: Sequence[Path]) -> list[list[list[float]]]:
    """The faces of each picture, as shares of it: left, top, right, bottom.

    A picture that cannot be read has none. Raises ModuleNotFoundError without ONNX Runtime.
    """
    import onnxruntime  # noqa: PLC0415 - not on every machine

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(WEIGHTS, options, ["CPUExecutionProvider"])
    found: list[list[list[float]]] = [[] for _ in pictures]
    for path, faces in zip(pictures, found, strict=True):
        with suppress(OSError, SyntaxError):  # Pillow raises both for what is damaged
            faces += _faces(session, _small(path))
    return found


def _small(path: Path) -> Image.Image:
    with Image.open(path, formats=("JPEG",)) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        picture.thumbnail((SIDE, SIDE))
        return picture.convert("RGB")


def _faces(session: Any, small: Image.Image) -> Iterator[list[float]]:
    square = Image.new("RGB", (SIDE, SIDE))
    square.paste(small)
    names = [output.name for output in session.get_outputs()]
    pixels = np.asarray(square, np.float32)[..., ::-1].transpose(2, 0, 1)[None]
    told = session.run(names, {"input": np.ascontiguousarray(pixels)})
    outputs = {name: plane[0] for name, plane in zip(names, told, strict=True)}
    width, height = small.size
    for left, top, right, bottom in _apart(*_decoded(outputs)):
        yield [left / width, top / height, right / width, bottom / height]


def _decoded(outputs: dict[str, Plane]) -> tuple[Plane, Plane]:
    """Boxes in pixels, and how sure the model is of each."""
    boxes, scores = [], []
    for cell in _CELLS:
        sure = np.sqrt(outputs[f"cls_{cell}"].clip(0, 1) * outputs[f"obj_{cell}"].clip(0, 1))[:, 0]
        rows, columns = np.divmod(np.arange(len(sure)), SIDE // cell)
        box = outputs[f"bbox_{cell}"]
        middle = (np.stack([columns, rows], axis=1) + box[:, :2]) * cell
        half = np.exp(box[:, 2:]) * cell / 2
        boxes.append(np.hstack([middle - half, middle + half])[sure >= _SURE])
        scores.append(sure[sure >= _SURE])
    return np.vstack(boxes), np.concatenate(scores)


def _apart(boxes: Plane, scores: Plane) -> Iterator[list[float]]:
    """Each face once, the surest first."""
    kept: list[Plane] = []
    for index in np.argsort(-scores):
        box = boxes[index]
        if all(_shared(box, other) < _SAME for other in kept):
            kept.append(box)
            yield [float(edge) for edge in box]


def _shared(one: Plane, other: Plane) -> float:
    """Intersection over union."""
    sides = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    both = float(np.prod(sides.clip(0)))
    areas = float(np.prod(one[2:] - one[:2]) + np.prod(other[2:] - other[:2]))
    return both / (areas - both)
