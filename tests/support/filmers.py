"""The services that film, and where each of them is asked."""

from __future__ import annotations

from typing import Any

from projects.providers.video import known
from projects.providers.video.tasks import TaskFilmer

DESCRIBED = """[mine]
submit = "/make"
poll = "/look/{id}"
id = ["number"]
state = ["how"]
file = ["where.0"]
body = { text = "$words" }
"""
"""A service as an operator describes it in a file."""
# The class, and where it takes orders and tells how far they are; what of the order is ours.
SPOKEN: dict[str, tuple[type[TaskFilmer], str, str, dict[str, Any]]] = {
    "ark": (
        *(known.Ark, "/contents/generations/tasks", "/contents/generations/tasks/"),
        {"model": "m-1", "ratio": "9:16", "duration": 5, "generate_audio": False},
    ),
    "dashscope": (
        *(known.DashScope, "/services/aigc/video-generation/video-synthesis", "/tasks/"),
        {
            "parameters": {
                "resolution": "720P",
                "ratio": "9:16",
                "duration": 5,
                "audio": False,
                "watermark": False,
            }
        },
    ),
    "kling": (
        *(known.Kling, "/videos/text2video", "/videos/text2video/"),
        {"model_name": "m-1", "duration": "5", "aspect_ratio": "9:16", "sound": "off"},
    ),
    "minimax": (
        *(known.MiniMax, "/video_generation", "/query/video_generation"),
        {"model": "m-1", "duration": 5, "resolution": "720P"},
    ),
    "minimax2": (
        *(known.MiniMax2, "/video_generation", "/query/video_generation/"),
        {"model": "m-1", "duration": 5, "ratio": "9:16", "resolution": "720P"},
    ),
    "zhipu": (
        *(known.Zhipu, "/videos/generations", "/async-result/"),
        {"size": "720x1280", "with_audio": False},
    ),
    "siliconflow": (
        *(known.SiliconFlow, "/video/submit", "/video/status"),
        {"image_size": "720x1280"},
    ),
    "vidu": (
        *(known.Vidu, "/text2video", "/creations"),
        {"aspect_ratio": "9:16", "duration": 5, "audio": False},
    ),
    "videos": (
        *(known.Videos, "/videos", "/videos/"),
        {"model": "m-1", "seconds": "5", "size": "720x1280"},
    ),
    "gateway": (
        *(known.Gateway, "/video/generations", "/video/generations/"),
        {"width": 720, "height": 1280, "n": 1},
    ),
}
