"""What the card of a failed step says: why it failed, and what its owner can do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from projects.models import Run
from projects.providers.wire.faults import Fault
from projects.status_text import common_reason_words

# What a service has against the words or the picture of a scene. With other reasons of services
# neither other words nor another picture help.
_OF_A_SCENE = {
    *(Fault.CONTENT, Fault.FACES, Fault.PHOTO, Fault.NOTHING),
    *(Fault.SOUND, Fault.SILENT, Fault.LENGTH),
}
HEALED_ELSEWHERE = {"disk_full", *set(Fault) - _OF_A_SCENE}


class Failure:
    """Why Runs failed, and what their owner can do besides trying again. There are several if
    nothing can be done at one scene alone."""

    def __init__(self, runs: Sequence[Run], remedy: str):
        self.run, code = runs[0], runs[0].reason["code"]
        self.scene = None if code in HEALED_ELSEWHERE else self.run.scene
        # Whatever the step is, only other words help against letters that a film cannot have.
        remedy = "words" if code == "unwritable" else remedy
        self.by_words = remedy == "words" and self.scene
        self.by_upload = self.scene if remedy == "upload" else None
        # A service was told what it shows, and was not sent a photo of it.
        is_described = self.by_upload and not self.by_upload.shot_list
        self.by_description = code == Fault.CONTENT and is_described
        self.by_search = code == Fault.NOTHING and self.by_upload
        self._scenes = [run.scene.position for run in runs if run.scene]

    @property
    def words(self) -> str:
        if len(self._scenes) < 2:
            return self.run.reason_message
        return common_reason_words(self.run.reason, self._scenes)


def failures_of(runs: Iterable[Run], remedy: str) -> list[Failure]:
    """What is healed elsewhere is said once for all its scenes."""
    found: dict[object, list[Run]] = {}
    for run in runs:
        code = run.reason["code"]
        of_all = code in HEALED_ELSEWHERE and run.scene
        found.setdefault(code if of_all else run.pk, []).append(run)
    return [Failure(each, remedy) for each in found.values()]
