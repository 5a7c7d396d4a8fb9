"""The size of a film for each platform, where its text may stand, and how clips are encoded."""

from __future__ import annotations

from dataclasses import dataclass

from projects.vocabulary import Platform

FPS = 30

FACES = (0.5, 0.4)
"""The point that a crop keeps, as shares from the left and the top: faces are above the middle."""

_X264 = (
    *("-c:v", "libx264", "-preset", "ultrafast"),
    *("-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709"),
    *("-color_trc", "bt709", "-color_range", "tv", "-threads", "2"),
    *("-video_track_timescale", "15360"),
)
DRAWN = (*_X264, "-qp", "20", "-x264-params", "stitchable=1")
FILMED = (*_X264, "-qp", "22", "-x264-params", "stitchable=1:subme=1")
"""How clips are encoded that show a drawn picture, and those that show photos or own clips.

Measured against crf 23: VMAF is 95 at least for both, drawings take half of the CPU time and two
thirds of the bytes, and photos three quarters of the bytes. The rate control of crf weighs each
frame, and that takes longer than encoding a drawn one. Photos move by parts of a pixel, so a search
between pixels (subme) halves their bytes.

An MP4 has one set of headers. Clips whose headers differ cannot be joined by copying the stream: a
player that trusts the headers would show garbage. With `stitchable` the headers do not depend on
qp and subme; but for preset, B-frames and refs they do.
"""

RECORDED_AS_BT709 = (
    "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"  # for raw frames
)
TO_BT709 = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{RECORDED_AS_BT709}"
"""Filters that convert RGB to the film's colours. By default ffmpeg would use untagged BT.601."""


AS_JPEG = "in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=pc"
"""Options for a scale filter: JPEG readers expect BT.601 and full range, unlike the film."""


@dataclass(frozen=True)
class Format:
    """A frame, and the margins at its edges that the platform's own buttons and text may cover.

    All sizes are in pixels. We estimated the margins by looking at the apps, and rounded them up:
    no platform publishes binding figures. Text stays inside the margins. Backgrounds and the
    progress line reach the edges. Font sizes are pixels per em.
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

# Full-screen feeds. Tabs and search are on top. Like, comment and share are in a column on the
# right. The author and the description cover the lower part.
_DOUYIN = Format(1080, 1920, 200, 380, 84, 156, *_PORTRAIT_SIZES)
_KUAISHOU = Format(1080, 1920, 200, 390, 84, 156, *_PORTRAIT_SIZES)
# The same, but the buttons are in a row below the description.
_WECHAT_CHANNELS = Format(1080, 1920, 200, 420, 96, 96, *_PORTRAIT_SIZES)
# The app shows the film between its bars. Only the page dots and the corners are covered.
_XIAOHONGSHU = Format(1080, 1440, 96, 130, 84, 84, 92, 46, 54)
# The player shows a title bar above and controls below, but not all the time.
_BILIBILI = Format(1920, 1080, 84, 100, 126, 126, 99, 46, 54)

FORMATS: dict[str, Format] = {
    Platform.DOUYIN: _DOUYIN,
    Platform.KUAISHOU: _KUAISHOU,
    Platform.WECHAT_CHANNELS: _WECHAT_CHANNELS,
    Platform.XIAOHONGSHU: _XIAOHONGSHU,
    Platform.BILIBILI: _BILIBILI,
}


def even(length: float) -> int:
    """The nearest even number of pixels, because in yuv420p two pixels share one colour."""
    return 2 * round(length / 2)
