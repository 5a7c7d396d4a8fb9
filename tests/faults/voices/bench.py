"""A bench in which the natural voice speaks."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil

from tests.faults.bench import Bench
from tests.faults.film import Film

# Some seconds of speech in each scene: enough to be killed in, few enough for a small machine.
LENGTHEN = "UPDATE projects_scene SET narration = repeat(narration, 3) WHERE project_id = %(pk)s"
SPOKEN_BY = """
project = Project.objects.get(pk="{pk}")
spoken = set(project.artifacts.filter(kind="narration").values_list("input_hash", flat=True))
print(project.narrator, spoken == {{scene.narration_hash for scene in project.scenes.all()}})
"""


class VoicedBench(Bench):
    def __init__(self) -> None:
        # One lane a worker: each lane has a voice, and each voice takes seconds to load.
        super().__init__(STUDIO_VOICE="natural", STUDIO_CONCURRENCY="1")

    @property
    def weights(self) -> Path:
        return self.data / "voice"

    def voices(self) -> dict[int, int]:
        """The natural voice's processes, also orphans: process id -> the parent's id."""
        found = {}
        for pid, parent in super().at_work().items():
            with suppress(psutil.Error):
                if "/natural/" in " ".join(psutil.Process(pid).cmdline()):
                    found[pid] = parent
        return found

    def at_work(self) -> dict[int, int]:
        """Without the voices that their workers keep warm."""
        kept, workers = self.voices(), self.workers
        return {
            pid: parent
            for pid, parent in super().at_work().items()
            if not (pid in kept and parent in workers)
        }

    def speaking(self, film: Film) -> list[int]:
        """The voices of the worker that speaks this film."""
        worker = film.working_pid()
        return [pid for pid, parent in self.voices().items() if parent == worker]

    def frozen(self) -> list[int]:
        voices = [*self.voices()]
        stopped = [pid for pid in voices if psutil.Process(pid).status() == psutil.STATUS_STOPPED]
        return [*super().frozen(), *stopped]


def before_narration(bench: VoicedBench) -> Film:
    film = Film.clone(bench, "written")
    bench.connection.execute(LENGTHEN.encode(), {"pk": film.pk})
    return film


def spoken_by(film: Film) -> str:
    """The narrator of all its scenes. There must be only one."""
    *narrator, all_by_them = film.bench.shell(SPOKEN_BY.format(pk=film.pk)).split()
    assert all_by_them == "True", "a scene is missing, or another voice spoke it"
    return "".join(narrator)


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
