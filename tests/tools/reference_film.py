"""The film of text cards that make bench compares with: the same frames on every machine, always.

A card is a soft gradient with clouds of colour and a little noise, which drifts under a title, a
panel with three lines, and captions. Nothing here follows the studio: its films may change, and
the reference must not.
"""

from __future__ import annotations

import subprocess
from itertools import cycle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from projects.media.ffmpeg import ffmpeg_path
from projects.media.formats import FORMATS, FPS, TO_BT709
from projects.media.pictures.ass import Entrance, Pen, Sheet, disc, rectangle
from projects.media.typesetting.fonts import Face
from projects.vocabulary import Platform

WIDTH, HEIGHT = 1080, 1920
FRAMES = 900
X264 = (
    *("-c:v", "libx264", "-preset", "superfast", "-crf", "21", "-tune", "animation"),
    *("-pix_fmt", "yuv420p", "-threads", "2"),
)

INK, ACCENT = "431407", "EA580C"
_GRADIENT, _CLOUDS = ("FFF7ED", "FED7AA", "FDBA74"), ("FB7185", "FDE68A", "F97316")
_OVERSIZE, _COARSE, _NOISE = 1.12, 8, 1.2
_POINTS = ("小班教学", "双语课程", "户外乐园")
_CARD = 180  # frames
_CARDS = (  # a title, and two captions
    ("春季招生开放日", "春季招生开放日，看一看", "门开着，请进来看看"),
    ("小班教学", "我们有小班教学", "孩子举手，不用等很久"),
    ("双语课程", "听着听着就懂了", "说着说着就敢开口了"),
    ("户外乐园", "也有户外乐园", "风、阳光和泥土"),
    ("看一看，问一问", "走进来，自己看一看", "点击关注，下次再见"),
)


def write(frames: int, out: Path) -> None:
    """Write this many raw frames (yuv420p) to `out`: they are decoded from an encoded film, as the
    frames of a film are."""
    folder = out.with_suffix(".cards")
    folder.mkdir()
    cards = -(-frames // _CARD)
    for number, texts in zip(range(cards), cycle(_CARDS), strict=False):
        _encode(number, texts, folder)
    listed = "".join(f"file card{number}.mp4\n" for number in range(cards))
    (folder / "cards.txt").write_text(f"ffconcat version 1.0\n{listed}")
    raw = ("-frames:v", frames, "-pix_fmt", "yuv420p", "-f", "rawvideo", out.resolve())
    _ffmpeg(folder, "-f", "concat", "-i", "cards.txt", *raw)


def encode(raw: Path) -> None:
    """The work that everything is compared with."""
    source = ("-f", "rawvideo", "-s", f"{WIDTH}x{HEIGHT}", "-r", FPS, "-pix_fmt", "yuv420p")
    _ffmpeg(raw.parent, *source, "-i", raw.name, *X264, "reference.mp4")


def _encode(number: int, texts: tuple[str, ...], folder: Path) -> None:
    _backdrop(number).save(folder / "backdrop.ppm")
    letters = _sheet(number, *texts).write(folder, f"letters{number}")
    drift = (
        f"crop={WIDTH}:{HEIGHT}:x='(iw-ow)/2*(1+sin(2*PI*t/14+{number}))'"
        f":y='(ih-oh)/2*(1+cos(2*PI*t/18+{number}))'"
    )
    drawn = f"{TO_BT709},loop=loop=-1:size=1,setpts=N/{FPS}/TB,{drift},{letters}"
    still = ("-framerate", FPS, "-i", "backdrop.ppm", "-vf", drawn, "-frames:v", _CARD)
    _ffmpeg(folder, *still, *X264, f"card{number}.mp4")


def _backdrop(seed: int) -> Image.Image:
    random = np.random.default_rng(seed)
    width, height = (2 * round(side * _OVERSIZE / 2) for side in (WIDTH, HEIGHT))
    coarse = _colours(width // _COARSE, height // _COARSE, random)
    noise = (2 * random.random((height, width), dtype=np.float32) - 1) * _NOISE
    bands = [Image.fromarray(np.ascontiguousarray(coarse[:, :, index])) for index in range(3)]
    wide = [np.asarray(band.resize((width, height), Image.Resampling.BICUBIC)) for band in bands]
    levels = np.stack(wide, axis=2) + noise[:, :, None]
    return Image.fromarray(levels.clip(0, 255).round().astype(np.uint8))


def _colours(width: int, height: int, random: np.random.Generator) -> NDArray[np.float32]:
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    first, middle, last = map(_rgb, _GRADIENT)
    along = (x + y)[:, :, None]
    colours = first + (middle - first) * along.clip(0, 1)
    colours += (last - middle) * (along - 1).clip(0, 1)
    for colour, anchor in zip(_CLOUDS, random.permutation(3), strict=True):
        across, down = random.uniform(0, 1), (anchor + random.uniform(0.1, 0.9)) / 3
        spread = random.uniform(0.22, 0.34)
        distance = (x - across) ** 2 + ((y - down) * height / width) ** 2
        weight = 0.55 * np.exp(-distance / (2 * spread**2))[:, :, None]
        colours = colours * (1 - weight) + _rgb(colour) * weight
    return colours.astype(np.float32)


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array(list(bytes.fromhex(colour)), dtype=np.float64)


def _sheet(number: int, title: str, *captions: str) -> Sheet:
    sheet = Sheet(FORMATS[Platform.DOUYIN], _CARD / FPS)
    ink, accent, bold, regular = Pen(INK), Pen(ACCENT), Face.BOLD, Face.REGULAR
    for radius, line, opacity in ((270, 3, 0.2), (170, 26, 0.14)):
        ring = Pen(ACCENT, 0.0, line, outline_colour=ACCENT, outline_opacity=opacity)
        sheet.shape(disc(radius), WIDTH - 70 - radius, 110 - radius, ring, layer=0)
    halo = Pen(INK, 0.95, 8, outline_colour="FFF7ED", outline_opacity=0.6, blur=8)
    sheet.text("AI 生成", 84, 205, 62.6, halo, face=regular)
    sheet.shape(rectangle(190, 72, 36), 734, 200, accent)
    sheet.text(f"{number + 1:02} / 05", 768, 217, 38, Pen("FFFFFF"), face=bold)
    sheet.text(title, 84, 525, 104, ink, face=bold, entrance=Entrance(0, 0.42, 46))
    unfold = "\\fscx0\\t(250,850,0.5,\\fscx100)"
    sheet.shape(rectangle(150, 12, 6), 84, 673, accent, motion=unfold)
    panel = Entrance(0.5, 0.4, 46)
    sheet.shape(rectangle(840, 306, 36), 84, 749, Pen("FFFFFF", 0.62), entrance=panel)
    for index, point in enumerate(_POINTS):
        later, top = Entrance(0.61 + 0.11 * index, 0.4, 23), 797 + 80 * index
        sheet.shape(disc(9), 132, top + 16, accent, entrance=later, layer=2)
        sheet.text(point, 175, top, 50, ink, face=regular, entrance=later)
    grown = f"\\fscx{20 * number}\\t(0,{_CARD * 1000 // FPS},\\fscx{20 * number + 20})"
    sheet.shape(rectangle(WIDTH, 10), 0, HEIGHT - 10, Pen(INK, 0.14))
    sheet.shape(rectangle(WIDTH, 10), 0, HEIGHT - 10, accent, motion=grown)
    edged = Pen("FFFFFF", outline=4.35, outline_opacity=0.88)
    for index, caption in enumerate(captions):
        x, start = (WIDTH - 58 * len(caption)) / 2, Entrance(3.0 * index)
        sheet.text(caption, x, 1482, 58, edged, face=bold, entrance=start, until=3.0 + 3 * index)
    return sheet


def _ffmpeg(folder: Path, *arguments: object) -> None:
    command = [ffmpeg_path(), "-nostdin", "-v", "error", "-y", *map(str, arguments)]
    subprocess.run(command, cwd=folder, check=True)
