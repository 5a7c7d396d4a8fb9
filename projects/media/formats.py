"""The shape of a film by platform, where its words may stand, and the one way clips are encoded."""

from __future__ import annotations

from dataclasses import dataclass

FPS = 30

X264 = (
    *("-c:v", "libx264", "-preset", "superfast", "-crf", "21", "-tune", "animation"),
    *("-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709"),
    *("-color_trc", "bt709", "-color_range", "tv", "-threads", "2"),
    *("-video_track_timescale", "15360"),
)
"""Every clip of every film is encoded with exactly this line.

An mp4 keeps one set of headers: clips that differ in as little as crf cannot be joined by copying
the stream, a player that trusts the headers shows garbage.
"""

RECORDED_AS_BT709 = (
    "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"  # for raw frames
)
TO_BT709 = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{RECORDED_AS_BT709}"
"""Filters that bring RGB into the film's colours; ffmpeg's own choice would be untagged BT.601."""


AS_JPEG = "in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=pc"
"""For a scale filter: readers of JPEG expect BT.601 and full range, whatever the film is in."""


@dataclass(frozen=True)
class Format:
    """A frame in pixels, and how much of each edge the platform's own buttons and text may cover.

    The margins are our judgement from looking at the apps, rounded up: none of them publishes
    binding figures. Words stay inside; backgrounds and the progress line reach the edges.
    The sizes of letters are pixels to the em.
    """

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    title_px: float
    point_px: float
    caption_px: float

    @property
    def short_side(self) -> int:
        return min(self.width, self.height)

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height

    @property
    def column(self) -> int:
        """Width in pixels between the safe left and right edges."""
        return self.width - self.left - self.right


_PORTRAIT_SIZES = (104, 50, 58)

# Full-screen feeds: tabs and search on top, like, comment and share in a column on the right,
# author and description over the lower part.
_DOUYIN = Format(1080, 1920, 200, 380, 84, 156, *_PORTRAIT_SIZES)
_KUAISHOU = Format(1080, 1920, 200, 390, 84, 156, *_PORTRAIT_SIZES)
# The same, with the buttons in a row below the description instead of a column.
_WECHAT_CHANNELS = Format(1080, 1920, 200, 420, 96, 96, *_PORTRAIT_SIZES)
# Shown between the app's own bars; only the page dots and the corners are covered.
_XIAOHONGSHU = Format(1080, 1440, 96, 130, 84, 84, 92, 46, 54)
# The player's title bar above and controls below, while they show.
_BILIBILI = Format(1920, 1080, 84, 100, 126, 126, 99, 46, 54)

FORMATS = {
    "douyin": _DOUYIN,
    "kuaishou": _KUAISHOU,
    "wechat_channels": _WECHAT_CHANNELS,
    "xiaohongshu": _XIAOHONGSHU,
    "bilibili": _BILIBILI,
}


def even(length: float) -> int:
    """The nearest even number of pixels: each two share a value of colour."""
    return 2 * round(length / 2)
