"""Videos as people would send them, made by ffmpeg from nothing."""

from __future__ import annotations

from pathlib import Path

from projects.media.ffmpeg import capture

H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le")
X265 = "log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
TO_HLG = (
    "zscale=t=arib-std-b67:p=2020:m=2020_ncl:r=tv:npl=203:tin=709:pin=709:min=709:rin=tv"
    ",format=yuv420p10le"
)


def video(
    path: Path, picture: str = "testsrc2=s=640x360:r=30", *how: str, seconds: float = 2
) -> Path:
    """A file of `picture`, a source of ffmpeg's, encoded as `how` says."""
    source = ["-v", "error", "-y", "-f", "lavfi", "-i", picture]
    capture([*source, "-t", str(seconds), *(how or H264), path.name], cwd=path.parent)
    return path


def sounding(path: Path, **options: float) -> Path:
    """One with a tone beside its pictures."""
    tone = ("-f", "lavfi", "-i", "sine=440")
    source = ["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=30", *tone]
    form = [*H264, "-c:a", "aac", "-shortest", "-t", str(options.get("seconds", 2))]
    capture([*source, *form, path.name], cwd=path.parent)
    return path


def halves(path: Path, first: str = "red", then: str = "blue", size: str = "640x360") -> Path:
    """A second of one colour, then a second of another."""
    graph = f"color={first}:s={size}:r=30:d=1[a];color={then}:s={size}:r=30:d=1[b];[a][b]concat"
    capture(["-v", "error", "-y", "-filter_complex", graph, *H264, path.name], cwd=path.parent)
    return path


def copied(source: Path, path: Path, *before: str) -> Path:
    capture(
        ["-v", "error", "-y", *before, "-i", source.name, "-c", "copy", path.name], cwd=path.parent
    )
    return path
