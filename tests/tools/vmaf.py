"""How like a clip is to the frames that it was encoded from: 100 is the same to the eye.

VMAF by https://github.com/Netflix/vmaf, which is a filter of our ffmpeg.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from projects.media.clip_order import ClipOrder
from projects.media.clips import Drawn, prepare
from projects.media.ffmpeg import ffmpeg_path
from projects.media.pictures import resting

EVERY = 5  # frames, of which one is compared


def of(order: ClipOrder, clip: Path) -> float:
    """The mean of a clip that was drawn for this order. It must not show photos or own clips."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (inputs, graph, _), sheet = prepare(order, folder, lambda _: None, Drawn())
        number = inputs.count("-i")
        compared = f"libvmaf=n_subsample={EVERY}:log_fmt=json:log_path=vmaf.json"
        graph = f"{graph},{resting.write(sheet, folder)},trim=end_frame={order.frames}[drawn];"
        graph += f"[{number}:v]setpts=PTS-STARTPTS[made];[made][drawn]{compared}"
        *drawn, option = inputs
        read = [*drawn, "-i", str(clip.resolve()), option, graph, "-f", "null", "-"]
        command = [ffmpeg_path(), "-nostdin", "-v", "error", *read]
        subprocess.run(command, cwd=folder, check=True)
        pooled = json.loads((folder / "vmaf.json").read_text())["pooled_metrics"]
        return float(pooled["vmaf"]["mean"])
