"""Scripts that another one has replaced: a person asks for as many as they like, and chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..errors import NotReady
from .old_takes import ProjectOldTakes
from .state import State, difference, restore

_OF_SCRIPT = ("script_no", "title", "title_found", "description", "script_made_by")
_DEEDS = ("script", "script_back")


@dataclass(frozen=True)
class EarlierScript:
    """`narrations`: what its scenes say. `made_by`: as `script_made_by`."""

    number: int
    title: str
    narrations: tuple[str, ...]
    made_by: Mapping[str, str]


class ProjectEarlierScripts(ProjectOldTakes):
    """They are there as long as undo or redo could bring them back, which would undo the rest
    too."""

    class Meta(ProjectOldTakes.Meta):
        abstract = True

    @property
    def has_earlier_scripts(self) -> bool:
        return any(entry.what["code"] in _DEEDS for entry in self._entries)

    @property
    def earlier_scripts(self) -> list[EarlierScript]:
        """The newest first, as they were last, without the present one."""
        states = self._scripts()
        return [_as_script(states[number]) for number in sorted(states, reverse=True)]

    def use_script(self, number: int) -> None:
        """Bring this one back, with all that was made of it. The settings of the film stay. Raises
        NotReady if it is not there any more, and AlreadyRunning."""
        with self.changing("script_back"):
            states = self._scripts()
            if number not in states:
                raise NotReady(_("This script is not there any more."))
            now, then = self._reachable()[0], states[number]
            project = now["project"] | {name: then["project"][name] for name in _OF_SCRIPT}
            wanted = {"project": project, "scenes": then["scenes"]}
            restore(self, difference(now, wanted)[1])
            self._forget()
            self.note_use()
            self._stand_anew(replaced=True)

    def _scripts(self) -> dict[int, State]:
        """The last state of each but the present one."""
        found: dict[int, State] = {}
        for state in self._reachable():
            found.setdefault(state["project"]["script_no"], state)
        found.pop(self.script_no)
        return found


def _as_script(state: State) -> EarlierScript:
    project = state["project"]
    scenes: list[dict[str, Any]] = sorted(
        state["scenes"].values(), key=lambda scene: scene["position"]
    )
    narrations = tuple(scene["narration"] for scene in scenes)
    return EarlierScript(
        project["script_no"], project["title"], narrations, project["script_made_by"]
    )
