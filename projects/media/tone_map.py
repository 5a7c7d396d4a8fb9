"""Tone-maps HDR for every screen: bright parts get darker, but stay different from each other."""

from __future__ import annotations

from .probe import Picture

_WHITE = 203  # nits of a sheet of paper in HDR, by ITU-R BT.2408
_PEAKS = {"arib-std-b67": 1_000, "smpte2084": 10_000}  # nits of the brightest signal: HLG, PQ
_KNEE = 0.5  # light up to this part of white stays as it is, and faces are darker than that
_UNTAGGED = ("unknown", "reserved")


def to_bt709(picture: Picture, width: int, height: int) -> list[str]:
    """Filters that scale pictures like `picture` to a size and tone-map them to yuv420p in BT.709.

    There are none if `picture` is not HDR.
    """
    if picture.transfer not in _PEAKS:
        return []
    peak = _PEAKS[picture.transfer] / _WHITE
    tags = {"colorspace": ("bt2020nc", picture.matrix)}
    tags["color_primaries"] = ("bt2020", picture.primaries)
    missing = [f"{tag}={usual}" for tag, (usual, said) in tags.items() if said in _UNTAGGED]
    return [
        *([f"setparams={':'.join(missing)}"] if missing else []),
        # zscale takes neither odd sizes nor every kind of pixel, so give it the same each time.
        f"scale={width}:{height}:out_color_matrix=bt2020nc:out_range=tv,format=yuv420p10le",
        f"zscale=t=linear:npl={_WHITE},format=gbrpf32le,zscale=p=709",
        f"tonemap=tonemap=mobius:param={_KNEE}:desat=0:peak={peak:.3f}",
        "zscale=t=709:m=709:r=tv,format=yuv420p",
    ]
