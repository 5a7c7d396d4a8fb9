"""How services that write, speak and paint, and libraries of stock, are spoken to. `filming.py` has
those that film."""

from __future__ import annotations

from functools import partial

from . import workflows
from .providers import (
    CHARACTERS,
    PICTURES,
    TOKENS,
    Shape,
    allowed,
    every,
    fields,
    longest,
    one_of,
    sizes,
    takes,
    voices,
)

SOUNDS = ("wav", "mp3", "flac", "opus", "aac", "pcm")

WRITERS = {
    "openai": Shape(
        "projects.providers.script.chat.ChatWriter", TOKENS, {"more": fields, "longest": longest}
    ),
}
SPEAKERS = {
    shape: Shape(
        f"projects.providers.speech.service.{shape}.{speaker}",
        CHARACTERS,
        {"voices": voices, "format": one_of(*SOUNDS), "longest": longest},
        path=path,
    )
    for shape, speaker, path in (
        ("openai", "OpenAISpeaker", ""),
        ("dashscope", "DashScopeSpeaker", "/api/v1"),
        ("minimax", "MiniMaxSpeaker", "/v1"),
    )
}
PAINTERS = {
    shape: Shape(
        f"projects.providers.picture.{painter}",
        PICTURES,
        {
            "sizes": sizes(usual),
            "more": fields,
            "longest": longest,
            "references": takes,
            "photos": allowed,
        },
        path={"dashscope": "/api/v1", "minimax": "/v1"}.get(shape, ""),
    )
    for shape, painter, usual in (
        ("openai", "ImagesPainter", "1088x1920,1088x1440,1920x1088"),
        ("ark", "ArkPainter", "1600x2848,1728x2304,2848x1600"),
        ("siliconflow", "SiliconFlowPainter", "720x1280,960x1280,1280x720"),
        ("dashscope", "DashScopePainter", "928x1664,1140x1472,1664x928"),
        ("minimax", "MiniMaxPainter", "1080x1920,1080x1440,1920x1080"),
    )
} | {
    "comfyui": Shape(
        "projects.providers.picture.comfyui.ComfyPainter",
        more={
            "workflow": workflows.workflow(*workflows.OF_A_PICTURE),
            "sizes": sizes(workflows.IMAGE_SIZES),
            "every": partial(every, default=3),
        },
        has_models=False,
    )
}
"""With sizes for the frames of our films, which the models of each service take as far as its
documents say: WIDTHxHEIGHT for 9:16, 3:4 and 16:9."""
LIBRARIES = {
    shape: Shape(f"projects.providers.stock.{library}", has_models=False, needs_key=True)
    for shape, library in (("pexels", "Pexels"), ("pixabay", "Pixabay"))
}
