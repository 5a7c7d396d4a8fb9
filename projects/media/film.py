"""Joins the clips to a film. Their pictures are copied, and one sound track is encoded once.

If each clip had its own sound, the sound would drift: AAC starts every file with 1024 samples of
priming, so the sound of ten joined clips is 0.2 to 0.3 s late. One encode of the whole track is
exact to the sample.
"""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from .ffmpeg import run
from .formats import AS_JPEG, FPS
from .probe import Damaged, hashing, probe, verify
from .progress import part_of
from .sound import soundtrack
from .sound.clip_sounds import SoundingClip
from .sound.samples import RATE

SOUND = "sound.wav"
PICTURES = "pictures.md5"  # the hash of all pictures of the clips
MADE = "film.part.mp4"
JOINED = 0.99  # progress when the film has been written: comparing it takes a moment


def merge(
    clips: Sequence[Path],
    narrations: Sequence[Path],
    out: Path,
    *,
    title: str,
    comment: str,
    aigc: Mapping[str, str],
    on_progress: Callable[[float], None],
    backing: soundtrack.Backing | None = None,
    sounds: Sequence[SoundingClip] = (),
    tails: Sequence[int] = (),
) -> None:
    """Join `clips` (silent, of one size and x264 setting) and their `narrations` to a film.

    Each narration is a 48 kHz mono 16-bit WAV. It lasts a whole number of 1/30 s frames, as long as
    its clip, which may have more frames, of silence: `tails` says how many each of them has. The
    film's loudness is -16 LUFS, and its true peaks are under -1 dBTP. With a `backing`, music is
    under the voice; `sounds` are those of own clips. `aigc` is the label of GB 45438-2025; the
    metadata has it as JSON under "AIGC". Only when all of the film has been read and has the
    pictures of its clips, `out` appears and `on_progress` gets 1.0. Its sound is decoded by
    `checks.measuring`. Raises Damaged and FfmpegError.
    """
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".film-") as folder:
        work = Path(folder)
        beat = partial(on_progress, 0.0)
        sound = work / SOUND
        frames = soundtrack.make(narrations, backing, sound, sounds=sounds, tails=tails, beat=beat)
        list_clips(clips, frames, work)
        tags = tags_of(title=title, comment=comment, aigc=aigc)
        _mux(work, tags, sum(frames) / FPS, part_of(on_progress, 0.0, JOINED))
        _check(work, clips[0], sum(frames), partial(on_progress, JOINED))
        (work / MADE).replace(out)
    on_progress(1.0)


def frame_at(
    film: Path,
    at_seconds: float,
    out: Path,
    *,
    width: int = 0,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Save the picture that `film` shows at `at_seconds`, or near its end, as a JPEG.

    `width` is in pixels; 0 keeps the width of the film.
    """
    last = probe(film).seconds - 2 / FPS
    seen = ["-ss", f"{max(0.0, min(at_seconds, last)):.3f}", "-i", str(film.resolve())]
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".frame-") as folder:
        made = Path(folder) / "frame.jpg"
        picture = [
            "-vf",
            f"scale={width or -2}:-2:{AS_JPEG},format=yuvj420p",
            "-frames:v",
            "1",
            "-q:v",
            "2",
            made.name,
        ]
        run([*seen, *picture], cwd=made.parent, on_progress=lambda _: beat())
        if not made.exists():
            raise Damaged("wrong_length", f"no picture at {at_seconds} s")
        made.replace(out)


def list_clips(clips: Sequence[Path], frames: Sequence[int], work: Path) -> None:
    """Write the concat list. Clips get names of our own, and last as long as their narrations."""
    lines = ["ffconcat version 1.0"]
    for index, (clip, count) in enumerate(zip(clips, frames, strict=True)):
        name = f"clip{index}.mp4"
        (work / name).symlink_to(clip.resolve())
        lines += [f"file {name}", f"duration {count / FPS:.6f}"]
    (work / "clips.txt").write_text("\n".join(lines) + "\n")


def _mux(
    work: Path, tags: Sequence[str], seconds: float, on_progress: Callable[[float], None]
) -> None:
    inputs = ["-f", "concat", "-i", "clips.txt", "-i", SOUND, "-map", "0:v", "-map", "1:a"]
    # At this bit rate the fast coder takes half as long as the default one, and its result is
    # 17 dB nearer to the original.
    aac = ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "160k", "-ar", str(RATE)]
    clean = ["-map_metadata", "-1", "-map_chapters", "-1", *tags]
    flags = ["-movflags", "+faststart+use_metadata_tags", MADE]
    command = [*inputs, "-c:v", "copy", *aac, *clean, *flags, *hashing(PICTURES)]
    run(command, cwd=work, total_seconds=seconds, on_progress=on_progress)


def _check(work: Path, clip: Path, frames: int, beat: Callable[[], None]) -> None:
    size, pictures = probe(clip), (work / PICTURES).read_text()
    wanted = {"width": size.width, "height": size.height, "frames": frames}
    verify(work / MADE, **wanted, pictures=pictures, beat=beat)


def tags_of(*, aigc: Mapping[str, str], **words: str) -> list[str]:
    """Options that write these into the metadata. With `-movflags use_metadata_tags`."""
    tags = {**words, "AIGC": _json(aigc)}
    return [arg for name, text in tags.items() for arg in ("-metadata", f"{name}={_plain(text)}")]


def _plain(text: str) -> str:
    """Replace line breaks, control characters and lone surrogates: no argument can hold them."""
    kinds = ("Cc", "Cs", "Zl", "Zp")
    return "".join(" " if unicodedata.category(char) in kinds else char for char in text).strip()


def _json(values: Mapping[str, str]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, separators=(",", ":"))
