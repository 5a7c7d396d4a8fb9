"""A part of make bench: a film of each language and voice style, judged by how it sounds.

    make bench ARGS=films
    make bench ARGS="films --language zh --keep FOLDER"

The films are made by a running studio, from a brief alone, with its natural voice and its music.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from projects.vocabulary import Style, VideoType, VoiceStyle
from tests.support import data_template
from tests.support.sounds import loudness
from tests.support.studio import Studio, running, wait_until
from tests.tools.bench import MAKE, completed
from tests.tools.listening import sound
from tests.tools.listening.stems import (
    RATE,
    Stems,
    ending,
    longest_gap,
    music_alone,
    stems,
    voice_over_music,
)

LUFS, LUFS_OFF, PEAK, OVER_MUSIC = -16.0, 1.0, -1.0, 10.0
MELODY, PAUSE, LAST, SILENT_END = 2.0, 0.9, -25.0, 1.0
BRIEFS = {
    "zh": ("春季招生开放日", "小班教学，每班不超过20人；双语课程；户外乐园；3月28日上午9点报到"),
    "en": (
        "Spring open day",
        "Small classes, no more than 15 children; Two languages; A large garden; Saturday at 9:30",
    ),
}
# One of each for the four voice styles, so that several moods of music are heard.
STYLES = tuple(zip(VoiceStyle.values, list(Style.values)[:4], VideoType.values, strict=True))
BEGIN = """
user, _ = User.objects.get_or_create(username="bench")
project = Project.objects.create(
    owner=user, topic={topic!r}, key_points={points!r}, seconds=30,
    voice_style={voice!r}, style={style!r}, video_type={video_type!r},
)
print(project.pk)
"""
FILES = """
import json
p = Project.objects.get(pk="{pk}")
spoken = p.artifacts.filter(kind="narration").order_by("scene__position")
print(json.dumps([p.artifacts.get(kind="film").file.path, *(one.file.path for one in spoken)]))
"""


@dataclass(frozen=True)
class Film:
    """Its figures: `seconds`, dB and LU, semitones. `wrong`: those that miss their target."""

    name: str
    seconds: float
    lufs: float
    peak: float
    over_music: float
    music: float
    melody: float
    pause: float
    gap: float
    last: float
    silent_end: float

    @property
    def wrong(self) -> list[str]:
        kept = {
            "loudness": abs(self.lufs - LUFS) <= LUFS_OFF,
            "peak": self.peak <= PEAK,
            "voice over music": self.over_music >= OVER_MUSIC,
            "melody": self.melody >= MELODY,
            "pause": self.pause <= PAUSE,
            "end": self.last <= LAST and self.silent_end <= SILENT_END,
        }
        return [name for name, keeps in kept.items() if not keeps]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="make bench ARGS=films")
    parser.add_argument("--language", choices=tuple(BRIEFS), help="only this one")
    parser.add_argument("--keep", type=Path, help="copy the films here")
    options = parser.parse_args(arguments)
    try:
        with running(STUDIO_VOICE="natural") as studio:
            for language in [options.language] if options.language else BRIEFS:
                for voice, style, video_type in STYLES:
                    paths = make(studio, language, voice, style, video_type)
                    name = f"{language} {voice} {style}"
                    report(judge(name, paths, studio.data.parent))
                    if options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        shutil.copy(paths[0], options.keep / f"{name.replace(' ', '-')}.mp4")
    finally:
        data_template.remove()


def make(studio: Studio, language: str, voice: str, style: str, video_type: str) -> list[Path]:
    """The film, and the narrations of its scenes."""
    topic, points = BRIEFS[language]
    begin = BEGIN.format(
        topic=topic, points=points, voice=voice, style=style, video_type=video_type
    )
    project = studio.shell(begin).strip()
    studio.shell(MAKE.format(pk=project))
    wait_until(lambda: completed(studio, project), timeout=600)
    return [Path(path) for path in json.loads(studio.shell(FILES.format(pk=project)))]


def judge(name: str, paths: list[Path], folder: Path) -> Film:
    film, *narrations = paths
    parts: Stems = stems(film, narrations)
    lufs, peak = loudness(film)
    last, silent_end = ending(parts.film)
    return Film(
        name,
        len(parts.film) / RATE,
        lufs,
        peak,
        voice_over_music(parts, folder),
        music_alone(parts),
        float(np.median([sound.melody(sound.read(path)) for path in narrations])),
        max(sound.silences(sound.read(path)).inside for path in narrations),
        longest_gap(parts),
        last,
        silent_end,
    )


def report(film: Film) -> None:
    print(
        f"film, {film.name}: {film.seconds:.1f} s, "
        f"{film.lufs:.1f} LUFS, peak {film.peak:.1f} dBTP, "
        f"voice {film.over_music:.1f} LU over the music, music alone {film.music:.1f} dB, "
        f"melody {film.melody:.1f} semitones, longest pause in a scene {film.pause:.2f} s and "
        f"between words of two {film.gap:.2f} s, at the end {film.last:.0f} dB and "
        f"{film.silent_end:.2f} s of silence" + "".join(f"; MISSED: {each}" for each in film.wrong),
        flush=True,
    )
