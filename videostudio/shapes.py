"""How services that write, speak and paint are spoken to. `filming.py` has those that film."""

from __future__ import annotations

from .providers import CHARACTERS, PICTURES, TOKENS, Shape, fields, one_of, sizes, voices

SOUNDS = ("wav", "mp3", "flac", "opus", "aac", "pcm")

WRITERS = {
    "openai": Shape("projects.providers.script.chat.ChatWriter", TOKENS, {"more": fields}),
}
SPEAKERS = {
    shape: Shape(
        f"projects.providers.speech.service.{shape}.{speaker}",
        CHARACTERS,
        {"voices": voices, "format": one_of(*SOUNDS)},
    )
    for shape, speaker in (
        ("openai", "OpenAISpeaker"),
        ("dashscope", "DashScopeSpeaker"),
        ("minimax", "MiniMaxSpeaker"),
    )
}
PAINTERS = {
    shape: Shape(
        f"projects.providers.picture.{painter}", PICTURES, {"sizes": sizes, "more": fields}
    )
    for shape, painter in (
        ("openai", "ImagesPainter"),
        ("ark", "ArkPainter"),
        ("siliconflow", "SiliconFlowPainter"),
        ("dashscope", "DashScopePainter"),
        ("minimax", "MiniMaxPainter"),
    )
}
