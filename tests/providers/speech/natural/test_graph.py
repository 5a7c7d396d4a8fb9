"""The model with products in the place of its convolutions computes the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from projects.providers.speech.natural.graph import with_products
from projects.providers.speech.natural.protobuf import field, fields, integers, texts

UINT8, INT32 = 2, 6
ZERO, OF_WEIGHTS = 120, 133  # what counts as zero


def tensor(name: str, array: NDArray[np.uint8]) -> bytes:
    dims = b"".join(field(1, size) for size in array.shape)
    return field(5, dims + field(2, UINT8) + field(8, name) + field(9, array.tobytes()))


def value(name: str, kind: int, dims: Sequence[int]) -> bytes:
    shape = b"".join(field(1, field(1, size) if size else field(2, "time")) for size in dims)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def integers_of(name: str, values: Sequence[int]) -> bytes:
    return field(5, field(1, name) + b"".join(field(8, each) for each in values) + field(20, 7))


def model(
    weights: NDArray[np.uint8], *, stride: int = 1, step: int = 1, pads: tuple[int, int] = (0, 0)
) -> bytes:
    """One convolution of integers."""
    out, channels, taps = weights.shape
    node = b"".join(field(1, name) for name in ("sound", "weights", "zero", "of_weights"))
    node += field(2, "heard") + field(3, "conv") + field(4, "ConvInteger")
    node += integers_of("kernel_shape", [taps]) + integers_of("strides", [stride])
    node += integers_of("dilations", [step]) + integers_of("pads", pads)
    zeros = (("zero", ZERO), ("of_weights", OF_WEIGHTS))
    graph = field(1, node) + field(2, "graph") + tensor("weights", weights)
    graph += b"".join(tensor(name, np.array(at, np.uint8)) for name, at in zeros)
    graph += field(11, value("sound", UINT8, [1, channels, 0]))
    graph += field(12, value("heard", INT32, [1, out, 0]))
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 18))


def heard(model: bytes, sound: NDArray[np.uint8]) -> NDArray[np.int32]:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    found: NDArray[np.int32] = session.run(None, {"sound": sound})[0]
    return found


@pytest.mark.parametrize(
    "shape",
    [
        {"taps": 1},
        {"taps": 3, "pads": (1, 1)},
        {"taps": 11, "step": 5, "pads": (25, 25)},
        {"taps": 12, "stride": 6, "pads": (3, 3)},
        {"taps": 3, "stride": 2, "step": 2},
        {"taps": 1, "stride": 2},
    ],
)
def test_a_product_is_the_same_as_the_convolution(shape: dict[str, int]) -> None:
    numbers = np.random.default_rng(7)
    rest = {name: value for name, value in shape.items() if name != "taps"}
    weights = numbers.integers(0, 256, (5, 6, shape["taps"]), np.uint8)
    sound = numbers.integers(0, 256, (1, 6, 40), np.uint8)
    convolved = model(weights, **rest)
    product = b"".join(with_products(convolved))
    assert b"ConvInteger" in convolved and b"ConvInteger" not in product
    assert np.array_equal(heard(product, sound), heard(convolved, sound))


def test_fields_are_read_as_they_are_written() -> None:
    message = field(1, 300) + field(2, "声音") + field(3, field(1, 2)) + bytes([0x25, 1, 2, 3, 4])
    assert [each.number for each in fields(message)] == [1, 2, 3, 4]
    assert b"".join(each.raw for each in fields(message)) == message
    assert (integers(message, 1), integers(message, 3), texts(message, 2)) == (
        [300],
        [8, 2],
        ["声音"],
    )
