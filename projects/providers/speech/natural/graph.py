"""Rewrites the graph of the model: its convolutions become products of matrices.

They are the same sums of the same integers, so the voice is the same to the last bit. But ONNX
Runtime has no fast way for a ConvInteger. For a product with a constant matrix of signed bytes it
takes the best that the processor has: five times as fast with AMX or VNNI.

The messages are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .protobuf import Bytes, field, fields, head, integers, texts

# Fields of messages.
_GRAPH, _NODE, _TENSOR = 7, 1, 5  # of a model, and of its graph
_INPUT, _OUTPUT, _NAME, _KIND, _ATTRIBUTE = 1, 2, 3, 4, 5  # of a node
_DIMS, _TYPE, _INT32S, _TENSOR_NAME, _RAW = 1, 2, 5, 8, 9  # of a tensor
_ATTRIBUTE_NAME, _INT, _INTS, _ATTRIBUTE_TYPE = 1, 3, 8, 20
_UINT8, _INT8, _INT64 = 2, 3, 7  # types of tensors
_ONE_INT, _MANY_INTS = 2, 7  # types of attributes
_SIGN = 128  # unsigned bytes less this are signed ones

Tensors = Mapping[str, Bytes]


def with_products(*model: Bytes) -> Iterator[Bytes]:
    """The model with a product of matrices in the place of each convolution of integers, in parts
    that are not copied: it is large. `model` is in parts, too."""
    read = [each for part in model for each in fields(part)]
    yield from (each.raw for each in read if each.number != _GRAPH)
    graph = _rewritten([each.value for each in read if each.number == _GRAPH])
    yield head(_GRAPH, sum(map(len, graph)))
    yield from graph


def _rewritten(graph: Iterable[int | memoryview]) -> list[Bytes]:
    read = [each for part in graph if not isinstance(part, int) for each in fields(part)]
    tensors = {
        texts(each.value, _TENSOR_NAME)[0]: each.value
        for each in read
        if each.number == _TENSOR and not isinstance(each.value, int)
    }
    written: list[Bytes] = []
    replaced: set[str] = set()
    for number, value, raw in read:
        if (
            number == _NODE
            and not isinstance(value, int)
            and texts(value, _KIND) == ["ConvInteger"]
        ):
            convolution = _read(value, tensors)
            written += convolution.as_product()
            replaced |= {convolution.weights, convolution.zero}
        else:
            written.append(raw)
    return [each for each in written if not _is_tensor(each, replaced)]


def _is_tensor(part: Bytes, names: set[str]) -> bool:
    return any(
        number == _TENSOR
        and not isinstance(value, int)
        and not names.isdisjoint(texts(value, _TENSOR_NAME))
        for number, value, _ in fields(part)
    )


@dataclass(frozen=True)
class _Convolution:
    """A convolution of [1, channels, time] with `matrix`, which is [out, channels, taps]."""

    name: str
    input: str
    weights: str
    input_zero: str
    zero: str
    output: str
    matrix: NDArray[np.uint8]
    zero_point: int
    stride: int
    step: int  # between taps
    pads: tuple[int, int]

    def as_product(self) -> Iterator[bytes]:
        """The nodes and tensors of the graph that take its place: each row of a matrix has what all
        taps meet at one time. Pads are what counts as zero."""
        out, channels, taps = self.matrix.shape
        rows = "rows"
        yield self._node("Transpose", [self.input], rows, perm=[0, 2, 1])
        if any(self.pads):
            pads = self._integers("pads", [0, self.pads[0], 0, 0, self.pads[1], 0])
            yield pads
            yield self._node("Pad", [self._own(rows), self._own("pads"), self.input_zero], "padded")
            rows = "padded"
        if taps > 1 or self.stride > 1:
            yield from self._met(rows, taps * channels)
            rows = "met"
        flat = self.matrix.transpose(2, 1, 0).reshape(taps * channels, out)
        yield self._tensor("matrix", _INT8, flat.shape, (flat ^ _SIGN).tobytes())
        yield self._tensor("zero", _INT8, (), bytes([self.zero_point ^ _SIGN]))
        both = [self._own(rows), self._own("matrix"), self.input_zero, self._own("zero")]
        yield self._node("MatMulInteger", both, "product")
        yield self._node("Transpose", [self._own("product")], self.output, perm=[0, 2, 1])

    def _met(self, rows: str, width: int) -> Iterator[bytes]:
        """What all taps meet: from [1, time, channels] to [1, times, width]."""
        taps = self.matrix.shape[2]
        own = self._own
        yield self._integers("first", 0)
        yield self._integers("axis", [1])
        yield self._integers("stride", self.stride)
        yield self._integers("reach", self.step * (taps - 1))
        yield self._integers("taps", [self.step * tap for tap in range(taps)])
        yield self._integers("wide", [1, -1, width])
        yield self._node("Shape", [own(rows)], "length", start=1, end=2)
        yield self._node("Squeeze", [own("length")], "count")
        yield self._node("Sub", [own("count"), own("reach")], "until")
        yield self._node("Range", [own("first"), own("until"), own("stride")], "times")
        yield self._node("Unsqueeze", [own("times"), own("axis")], "column")
        yield self._node("Add", [own("column"), own("taps")], "places")
        yield self._node("Gather", [own(rows), own("places")], "gathered", axis=1)
        yield self._node("Reshape", [own("gathered"), own("wide")], "met")

    def _own(self, name: str) -> str:
        return f"{self.name}/{name}"

    def _node(
        self, kind: str, inputs: Sequence[str], output: str, **attributes: int | Sequence[int]
    ) -> bytes:
        output = output if output == self.output else self._own(output)
        node = b"".join(field(_INPUT, name) for name in inputs) + field(_OUTPUT, output)
        node += field(_NAME, f"{output}/{kind}") + field(_KIND, kind)
        for name, value in attributes.items():
            node += field(_ATTRIBUTE, _attribute(name, value))
        return field(_NODE, node)

    def _integers(self, name: str, value: int | Sequence[int]) -> bytes:
        array = np.array(value, "<i8")
        return self._tensor(name, _INT64, array.shape, array.tobytes())

    def _tensor(self, name: str, kind: int, shape: Sequence[int], content: bytes) -> bytes:
        dims = b"".join(field(_DIMS, size) for size in shape)
        named = field(_TYPE, kind) + field(_TENSOR_NAME, self._own(name))
        return field(_TENSOR, dims + named + field(_RAW, content))


def _read(node: Bytes, tensors: Tensors) -> _Convolution:
    source, weights, input_zero, zero = texts(node, _INPUT)
    lists = dict(_attributes(node))
    (stride,), (step,) = lists["strides"], lists["dilations"]
    before, after = lists["pads"]
    matrix = np.frombuffer(_content(tensors[weights]), np.uint8)
    return _Convolution(
        name=texts(node, _NAME)[0],
        input=source,
        weights=weights,
        input_zero=input_zero,
        zero=zero,
        output=texts(node, _OUTPUT)[0],
        matrix=matrix.reshape(integers(tensors[weights], _DIMS)),
        zero_point=_content(tensors[zero])[0],
        stride=stride,
        step=step,
        pads=(before, after),
    )


def _content(tensor: Bytes) -> bytes:
    """Its unsigned bytes. Raises ValueError if it has none."""
    if integers(tensor, _TYPE) != [_UINT8]:
        raise ValueError("not of unsigned bytes")
    for number, value, _ in fields(tensor):
        if number == _RAW and not isinstance(value, int):
            return bytes(value)
    return bytes(integers(tensor, _INT32S))


def _attributes(node: Bytes) -> Iterator[tuple[str, list[int]]]:
    """Those that are lists of integers."""
    for number, value, _ in fields(node):
        if number == _ATTRIBUTE and not isinstance(value, int):
            yield texts(value, _ATTRIBUTE_NAME)[0], integers(value, _INTS)


def _attribute(name: str, value: int | Sequence[int]) -> bytes:
    if isinstance(value, int):
        ints, kind = field(_INT, value), _ONE_INT
    else:
        ints, kind = b"".join(field(_INTS, each) for each in value), _MANY_INTS
    return field(_ATTRIBUTE_NAME, name) + ints + field(_ATTRIBUTE_TYPE, kind)
