"""A server on this machine that speaks as each of these services does, and how a studio asks them.
The first part of a path is the name of the service.

What a file of tests needs for it are two fixtures: one that serves, and one that `asks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models.functions import Now

from projects import providers
from projects.jobs.execution import work_on
from projects.models import PaidCall, Project, Run
from projects.models.paid_call import CallState
from projects.providers.stock import library
from projects.providers.video import tasks
from projects.providers.wire import again, results
from projects.steps import outside
from projects.timeline import TO_CLAIM

from .filmers import SPOKEN
from .projects import fresh, store, write
from .services import Services, pictures, speech
from .services.chat import Said, chat, script_for
from .services.pictures import described
from .services.server import KEY, Answering, Asked
from .services.stock import Stocked, pexels
from .services.tasks import Filming
from .undrawn import no_film, undrawn

FILMERS = ("ark", "kling", "minimax", "dashscope", "siliconflow")
PAINTERS = {
    "openai": "ImagesPainter",
    "linked": "ImagesPainter",  # its answers say where a picture is
    "dashscope": "DashScopePainter",
    "minimax": "MiniMaxPainter",
}
SPEAKERS = {
    "openai": "openai.OpenAISpeaker",
    "dashscope": "dashscope.DashScopeSpeaker",
    "minimax": "minimax.MiniMaxSpeaker",
}
VIDEO = b"\0\0\0\x18ftypmp42" + bytes(999)  # which nobody looks at


class AllServices:
    """`filming`: of each that films, its tasks."""

    def __init__(self, folder: Path, write: Callable[[Said], Any] = script_for):
        self.filming = {name: Filming(folder, name, polls=1) for name in FILMERS}
        self.services = Services(self._shapes(write))

    def begin_anew(self) -> None:
        self.services.faults.clear()
        self.services.asked.clear()
        self.services.done.clear()
        for each in self.filming.values():
            each.begin_anew()
            each.made = VIDEO

    @contextmanager
    def asked(self, settings: Any, patch: pytest.MonkeyPatch) -> Iterator[Services]:
        """The studio asks these services meanwhile. It does not rest between two tries, and waits 3
        s for what gets stuck."""
        settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | self.configured

        def rest(_seconds: float, beat: Callable[[], None]) -> None:
            self.services.open()
            beat()

        patch.setattr(again, "rest", rest)
        patch.setattr(outside, "PATIENCE", 30.0)  # threads do not see what is not committed
        for module, name in ((tasks, "ANSWER_WITHIN"), (results, "SILENT"), (library, "WITHIN")):
            patch.setattr(module, name, 3.0)
        self.begin_anew()
        providers._provider.cache_clear()
        with undrawn(), no_film():
            yield self.services
        providers._provider.cache_clear()

    def work(self, project: Project) -> Project:
        """Each Run in its turn, also those that wait, until it rests. Pauses are over at once."""
        while runs := [*Run.objects.filter(project=project, state__in=TO_CLAIM).order_by("pk")]:
            ago = {"ended_at": Now() - timedelta(minutes=2), "again_at": None}
            PaidCall.objects.filter(state=CallState.FAILED).update(**ago)
            for run in runs:
                self.services.open()
                work_on(run.pk, lambda: False)
        return fresh(project)

    @property
    def configured(self) -> dict[str, Any]:
        """STUDIO_PROVIDERS without the studio's own."""
        sizes = [(288, 512)]
        return {
            "script": {"openai": self._entry("script.chat.ChatWriter", "openai")},
            "speech": {
                name: self._entry(f"speech.service.{kind}", name, voices={"": "a"})
                for name, kind in SPEAKERS.items()
            },
            "picture": {
                name: self._entry(f"picture.{kind}", name, sizes=sizes)
                for name, kind in PAINTERS.items()
            },
            "video": {
                name: self._entry(f"video.known.{SPOKEN[name][0].__name__}", name)
                for name in FILMERS
            },
            "stock": {"pexels": self._stock()},
        }

    def _entry(self, backend: str, name: str, **more: Any) -> dict[str, Any]:
        options = {"name": name, "url": f"{self.services.url}/{name}", "model": "m-1", "key": KEY}
        return {"BACKEND": f"projects.providers.{backend}", "OPTIONS": options | more}

    def _stock(self) -> dict[str, Any]:
        entry = self._entry("stock.Pexels", "pexels")
        del entry["OPTIONS"]["model"]
        entry["OPTIONS"]["url"] += "/v1"
        return entry

    def _shapes(self, write: Callable[[Said], Any]) -> dict[str, Answering]:
        found: dict[str, Answering] = {}
        for name, filming in self.filming.items():
            _, submit, poll, _ = SPOKEN[name]
            found |= {f"/{name}{poll}": filming.tell, f"/{name}{submit}": filming.order}
        minimax = self.filming["minimax"]
        found |= {"/minimax/files/retrieve": minimax.retrieve, "/files/": minimax.file}
        found |= {
            "/openai/chat/completions": chat(write),
            "/openai/audio/speech": speech.speech({}),
            "/dashscope/services/audio/tts/SpeechSynthesizer": speech.dashscope({}),
            "/minimax/t2a_v2": speech.minimax({}, tells=True),
            "/subtitles": lambda talk: talk.say_json(200, []),
            "/openai/images/generations": pictures.pictures(_code_for),
            "/linked/images/generations": lambda talk: pictures.pictures(
                _code_for, link=f"{self.services.url}/drawn/7-288x512.png"
            )(talk),
            "/dashscope/services/aigc/multimodal-generation/generation": pictures.dashscope(
                _code_for
            ),
            "/drawn/": pictures.drawn,
            "/minimax/image_generation": pictures.minimax(_code_for),
        }
        return found | {
            path if path == "/stock/" else f"/pexels{path}": shape
            for path, shape in pexels(_stocked).items()
        }


def _code_for(asked: Asked) -> int:
    return sum(described(asked).encode()) % pictures.CODES


def _stocked(words: str) -> Sequence[Stocked]:
    """Photos: the code of the first depends on the words."""
    first = sum(words.encode()) % (pictures.CODES - 3)
    return [Stocked(first + more, is_video=False) for more in range(3)]


def spoken(project: Project, folder: Path, scenes: int = 2) -> Project:
    """With scenes that are each described in other words, and narrations."""
    write(project, scenes)
    for scene in fresh(project).scene_list:
        scene.visual_description = f"花园 {scene.position}"
        scene.save(update_fields=["visual_description"])
        store(project, "narration", scene.narration_hash, folder, scene)
    return fresh(project)
