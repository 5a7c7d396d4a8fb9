"""Turns an exception into a reason. Only this module says why a step gave up."""

from __future__ import annotations

import errno

from projects.media.ffmpeg import FfmpegError
from projects.media.probe import Damaged
from projects.models import Run
from projects.providers.base import ProviderError
from projects.providers.wire.faults import Fault, ServiceError
from projects.status_text import FAULT, REASONS, Note
from projects.timeline import NARRATION, SCENES, SCRIPT
from projects.vocabulary import ProviderKind

from .checks import Unfit
from .letters import Unwritable
from .scenes import UploadMissing

# With these reasons, another try at once would fail in the same way.
HOPELESS = frozenset(
    {
        *("out_of_credit", "refused", "disk_full", "photo_missing", "own_clip_missing"),
        *("own_clip_heavy", "own_sound_missing", "own_music_missing", "over_limit"),
        "logo_missing",
        *(code for code in REASONS if code.startswith(FAULT)),
        *("unwritable", "unwritable_brief", "unwritable_script", "points_too_long"),
        # What may help has been tried already (providers/wire/again.py).
        *(fault.value for fault in Fault),
    }
)

# Of the step that asks it, if a service does not say its kind.
KINDS: dict[str, str] = {
    SCRIPT.name: ProviderKind.SCRIPT.value,
    NARRATION.name: ProviderKind.SPEECH.value,
    SCENES.name: ProviderKind.VIDEO.value,
}


def reason_of(error: Exception, run: Run) -> Note:
    """{"code": a key of status_text.REASONS, "scene": the number of its scene if there is one,
    "letters": those that a film cannot have, if that is the reason; "service" and "kind": which one
    has failed, and of which kind of provider it is}."""
    note: dict[str, object] = {"code": _code(error)}
    if run.scene is not None:
        note["scene"] = run.scene.position
    if isinstance(error, ServiceError):
        note |= {"service": error.service, "kind": error.kind or KINDS.get(run.step, "")}
    if isinstance(error, Unwritable):
        note["letters"] = error.letters
    if isinstance(error, Unfit) and error.check.scene:
        note["scene"] = error.check.scene
    return note


def is_hopeless(reason: Note) -> bool:
    return reason["code"] in HOPELESS


def _code(error: Exception) -> str:
    match error:
        case FfmpegError() | ProviderError() | UploadMissing() | Unwritable():
            return error.reason
        case Unfit(check=check):
            return f"{FAULT}{check.name}"
        case Damaged():
            return "damaged"
        case FileNotFoundError():
            return "file_missing"
        case OSError(errno=errno.ENOSPC):
            return "disk_full"
    return "unexpected"
