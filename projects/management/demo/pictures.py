"""Draws a photo and a video as people would upload them. They show no people."""

from __future__ import annotations

import tempfile
from io import BytesIO
from math import sin
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageDraw, ImageOps

from projects.media.ffmpeg import capture

WIDTH, HEIGHT = 1600, 1200  # pixels
SKY, SUN = ("#7fb7e6", "#fdf1d6"), "#fff4c2"
HILLS = (("#8fbf7f", 620), ("#6fa763", 780), ("#4f8a4b", 960))
# Bands of colour that move slowly for eight seconds.
CLIP = "gradients=s=1280x720:r=30:d=8:n=3:speed=0.02:c0=0x2b6cb0:c1=0xf6ad55:c2=0x68d391"


def photo() -> UploadedFile:
    """Hills below a low sun."""
    shade = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    scene = ImageOps.colorize(shade, *SKY)
    draw = ImageDraw.Draw(scene)
    draw.ellipse((1050, 260, 1310, 520), fill=SUN)
    for number, (colour, top) in enumerate(HILLS):
        ridge = [(x, top + 90 * sin(x / 230 + 2 * number)) for x in range(0, WIDTH + 20, 20)]
        draw.polygon([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], fill=colour)
    file = BytesIO()
    scene.save(file, "JPEG", quality=88)
    return SimpleUploadedFile("garden.jpg", file.getvalue(), "image/jpeg")


def video() -> UploadedFile:
    with tempfile.TemporaryDirectory(prefix="studio-demo-") as folder:
        out = Path(folder) / "colours.mp4"
        how = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
        capture(["-v", "error", "-f", "lavfi", "-i", CLIP, *how, out.name], cwd=out.parent)
        return SimpleUploadedFile(out.name, out.read_bytes(), "video/mp4")
