"""A part of make bench: is the voice understood, does it sound natural, what does it cost?

    make bench ARGS=voice
    make bench ARGS="voice --language zh --keep FOLDER"

The studio's own voice says 20 texts a language in each style. What a recogniser hears is compared
with the text, and DNSMOS judges the sound. STUDIO_VOICE=quick measures espeak-ng.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

TEXTS = Path(__file__).with_name("listening") / "texts.tsv"
# DNSMOS at least; the part misheard, and seconds of silence, at most.
NATURAL, MISHEARD, PAUSE = 3.1, {"zh": 0.08, "en": 0.03}, 0.9


@dataclass(frozen=True)
class Text:
    id: str
    language: str
    text: str
    said: str  # what is to be heard, if that is not the text: figures in words, {a|b} for either


@dataclass(frozen=True)
class Spoken:
    """A text as one style said it. `cpu`: seconds. `in_order`: its word times rise to its end."""

    text: Text
    style: str
    path: Path
    seconds: float
    cpu: float
    in_order: bool


@dataclass(frozen=True)
class Judged:
    spoken: Spoken
    heard: str
    length: int
    edits: tuple[tuple[str, str], ...]
    naturalness: float
    melody: float
    pause: float
    abrupt: bool
    distillmos: float  # 0.0 if it was not asked for


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    folder = Path(tempfile.mkdtemp(prefix="studio-bench-"))
    os.environ["STUDIO_DATA"] = str(folder / "data")
    try:
        judge = _judge(folder, options.distillmos)
        judged = [judge(spoken) for spoken in _speak_all(folder, options.language)]
        if options.keep:
            shutil.copytree(folder / "spoken", options.keep, dirs_exist_ok=True)
    finally:
        shutil.rmtree(folder)
    report(judged)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench_voice")
    parser.add_argument("--language", choices=("zh", "en"), help="only this one")
    parser.add_argument("--keep", type=Path, help="copy the WAVs here")
    parser.add_argument("--distillmos", action="store_true", help="with torch and distillmos")
    return parser.parse_args(arguments)


def texts(language: str | None = None) -> list[Text]:
    with TEXTS.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = [Text(row["id"], row["language"], row["text"], row["said"]) for row in rows]
    return [text for text in found if language in (None, text.language)]


def _speak_all(folder: Path, language: str | None) -> Iterator[Spoken]:
    """What the studio's voice says, text by text and style by style."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videostudio.settings")
    import django

    django.setup()
    from projects.media.sound.narration import normalise
    from projects.providers import speaker
    from projects.providers.work import Unpaid
    from projects.vocabulary import VoiceStyle

    (folder / "spoken").mkdir()
    narrator = speaker().narrator()
    print(f"the narrator is {narrator or 'espeak-ng'}")
    for text in texts(language):
        for style in VoiceStyle.values:
            raw, out = folder / "raw.wav", folder / "spoken" / f"{text.id}__{style}.wav"
            before = _cpu_of_children()
            speech = speaker().speak(
                text.text,
                narrator=narrator,
                voice_style=style,
                language=text.language,
                speed=1.0,
                out=raw,
                work=Unpaid(),
            )
            cpu = _cpu_of_children() - before
            times = [word.seconds for word in speech.words]
            in_order = times == sorted(times) and bool(times) and times[-1] < speech.seconds
            normalise(raw, out)  # as a film has it: with its rests, and as loud
            yield Spoken(text, style, out, speech.seconds, cpu, in_order)


def _cpu_of_children() -> float:
    """Seconds of those that ended and of those that live."""
    ended = os.times()
    total = ended.children_user + ended.children_system
    for child in psutil.Process().children(recursive=True):
        times = child.cpu_times()
        total += times.user + times.system
    return total


def _judge(folder: Path, with_distillmos: bool) -> Callable[[Spoken], Judged]:
    # Only this part of the bench needs their packages.
    from tests.tools.listening import misheard, recogniser, sound

    distillmos = _distillmos() if with_distillmos else lambda samples: 0.0

    def judge(spoken: Spoken) -> Judged:
        samples = sound.read(spoken.path)
        text, silences = spoken.text, sound.silences(samples)
        heard = recogniser.heard(samples, text.language, folder)
        found = misheard.compare(text.said or text.text, heard, text.language)
        judged = Judged(
            spoken,
            heard,
            found.length,
            found.edits,
            sound.naturalness(samples),
            sound.melody(samples),
            silences.inside,
            silences.abrupt,
            distillmos(samples),
        )
        _tell(judged)
        return judged

    return judge


def _distillmos() -> Callable[..., float]:
    """DistillMOS, on any machine that has it: pip install torch torchaudio transformers distillmos.

    It is not among the bench's packages, because torch alone is over a gigabyte.
    """
    import distillmos  # type: ignore[import-not-found]
    import torch  # type: ignore[import-not-found]

    model = distillmos.ConvTransformerSQAModel()
    model.eval()

    def naturalness(samples: object) -> float:
        with torch.no_grad():
            return float(model(torch.tensor(samples)[None]))

    return naturalness


def _tell(judged: Judged) -> None:
    spoken = judged.spoken
    if judged.edits:
        edits = " ".join(f"{said}>{heard}" for said, heard in judged.edits)
        print(f"{spoken.path.stem}: {edits}\n    heard: {judged.heard}", flush=True)
    if judged.abrupt or not spoken.in_order or judged.pause > PAUSE:
        print(
            f"{spoken.path.stem}: pause {judged.pause:.2f} s, abrupt {judged.abrupt}, "
            f"word times in order {spoken.in_order}",
            flush=True,
        )


def report(judged: list[Judged]) -> None:
    groups: dict[tuple[str, str], list[Judged]] = {}
    for one in judged:
        groups.setdefault((one.spoken.text.language, one.spoken.style), []).append(one)
    for (language, style), found in sorted(groups.items()):
        part = sum(len(one.edits) for one in found) / sum(one.length for one in found)
        lowest = min(one.naturalness for one in found)
        said, cpu = (sum(getattr(one.spoken, name) for one in found) for name in ("seconds", "cpu"))
        line = (
            f"voice, {language} {style}: DNSMOS {_mean(found, 'naturalness'):.2f} "
            f"(target {NATURAL}; lowest {lowest:.2f}), "
            f"misheard {part:.1%} (target {MISHEARD[language]:.0%}), "
            f"melody {_mean(found, 'melody'):.1f} semitones, "
            f"longest pause {max(one.pause for one in found):.2f} s (target {PAUSE}), "
            f"{said / cpu:.1f} s a CPU second"
        )
        if found[0].distillmos:
            line += f", DistillMOS {_mean(found, 'distillmos'):.2f}"
        print(line)


def _mean(judged: list[Judged], name: str) -> float:
    return statistics.mean(getattr(one, name) for one in judged)
