"""Brings the colours of any photo to sRGB, which every screen shows and the film starts from.

A photo says how its numbers are meant in an ICC profile, or in four code numbers (nclx, ITU-T
H.273) if it is HEIC or AVIF. Of the codes a small ICC profile is made, so both go the same way.
"""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Callable
from contextlib import suppress

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")

# H.273, table 2. The colourants of each in XYZ, adapted to D50 as ICC demands: red, green, blue.
_BT709, _BT2020, _P3 = 1, 9, 12
_COLOURANTS = {
    _BT709: ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7142)),
    _BT2020: ((0.6734, 0.2790, -0.0019), (0.1657, 0.6753, 0.0299), (0.1251, 0.0456, 0.7969)),
    _P3: ((0.5151, 0.2412, -0.0011), (0.2919, 0.6922, 0.0419), (0.1572, 0.0666, 0.7841)),
}
_D50 = (0.9642, 1.0, 0.8249)
_STEPS = 1024  # of a curve

_WHITE, _BRIGHTEST = 203.0, 1000.0  # nits: white paper in an HDR picture (BT.2408), and a lamp
_KNEE = 0.6  # of white; what is lighter is squeezed, so that no two lights become one


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """A new RGB picture in sRGB, without notes. Transparent parts become white."""
    flat = _flat(picture)
    if profile and picture.mode in ("RGB", "RGBA"):
        with suppress(ImageCms.PyCMSError, OSError):  # it is broken: keep the colours as they are
            embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(flat, embedded, _SRGB, inPlace=True)
    flat.info = {}
    return flat


def profile_of_codes(primaries: int, transfer: int) -> bytes | None:
    """An ICC profile for these codes of H.273, or None if they mean sRGB or are not known."""
    curve = _CURVES.get(transfer, _srgb)
    if primaries not in _COLOURANTS or (primaries == _BT709 and curve is _srgb):
        return None
    steps = (curve(step / (_STEPS - 1)) for step in range(_STEPS))
    light = struct.pack(f">4s4xI{_STEPS}H", b"curv", _STEPS, *(round(65535 * y) for y in steps))
    colourants = map(_xyz, _COLOURANTS[primaries])
    tags = dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), colourants, strict=True))
    tags |= {b"wtpt": _xyz(_D50), b"rTRC": light, b"gTRC": light, b"bTRC": light}
    return _profile(tags)


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits per pixel: Pillow would clip, not scale
        return picture.point(lambda level: level / 256).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def _srgb(signal: float) -> float:
    return signal / 12.92 if signal <= 0.04045 else ((signal + 0.055) / 1.055) ** 2.4


def _pq(signal: float) -> float:
    """SMPTE ST 2084."""
    root = signal ** (1 / 78.84375)
    part = max(0.0, root - 0.8359375) / (18.8515625 - 18.6875 * root)
    return _squeezed(10_000 * part ** (1 / 0.1593017578125) / _WHITE)


def _hlg(signal: float) -> float:
    """ARIB STD-B67, on a screen of 1000 nits."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = signal**2 / 3 if signal <= 0.5 else (math.exp((signal - c) / a) + b) / 12
    return _squeezed(_BRIGHTEST * min(1.0, scene) ** 1.2 / _WHITE)


def _squeezed(light: float) -> float:
    """Reinhard's curve above the knee. The brightest light becomes 1."""
    if light <= _KNEE:
        return light
    above, most = ((x - _KNEE) / (1 - _KNEE) for x in (light, _BRIGHTEST / _WHITE))
    return min(1.0, _KNEE + (1 - _KNEE) * above * (1 + above / most**2) / (1 + above))


_CURVES: dict[int, Callable[[float], float]] = {
    4: lambda signal: signal**2.2,
    5: lambda signal: signal**2.8,
    8: lambda signal: signal,
    16: _pq,
    18: _hlg,
}  # H.273, table 3; every other one is sRGB's, or is shown as if it were


def _xyz(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">4s4x3i", b"XYZ ", *(round(65536 * value) for value in values))


def _profile(tags: dict[bytes, bytes]) -> bytes:
    """ICC.1:2001-04: a header of 128 bytes, the table of tags, the tags."""
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, tag in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(tag))
        body += tag
    head = struct.pack(">I4sI4s4s4s12x4s", start + len(body), b"", 0x02400000, b"mntr", b"RGB ",
                       b"XYZ ", b"acsp")  # fmt: skip
    light = struct.pack(">3i", *(round(65536 * value) for value in _D50))
    return (head.ljust(68, b"\0") + light).ljust(128, b"\0") + table + body
