"""Earlier takes that nobody needs any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from projects.providers import OFFLINE
from projects.timeline import Kind, step_that_makes

from ..history_entry import HistoryEntry
from ..removal import remove_on_commit
from .state import State, state_of
from .versions import KINDS, SPOKEN, ProjectVersions, plain_state

if TYPE_CHECKING:
    from ..artifact import Artifact

KEPT = timedelta(days=30)  # a take that is not in use
# What a clip is made from, of its scene; a film also from their order.
_SEEN = (
    *("narration", "subtitle", "title", "seed", "chosen_picture", "shots", "fit"),
    *("stock_choice", "stock_words", "search_words"),
)
_DESCRIBED = ("title", "visual_description", "shots", "made_here")
_LOOKED_FOR = ("title", "visual_description", "shots", "stock_words", "search_words")
_FIELDS = {
    Kind.FOOTAGE: (*_DESCRIBED, "clip_take"),
    Kind.PAINTING: (*_DESCRIBED, "painting_take"),
    Kind.STOCK_VIDEO: (*_LOOKED_FOR, "stock_choice"),
    Kind.STOCK_PHOTO: (*_LOOKED_FOR, "stock_choice"),
    Kind.CANDIDATE: _LOOKED_FOR,
    Kind.NARRATION: SPOKEN,
    Kind.CLIP: (*_SEEN, "narration_take", "clip_take", "painting_take", "made_here"),
    Kind.FILM: (*_SEEN, "narration_take", "clip_take", "painting_take", "made_here", "position"),
}


# What services make for scenes, and who is chosen for it in a state of the project.
BY_SERVICES = {
    Kind.FOOTAGE: "video_by",
    Kind.PAINTING: "picture_by",
    **dict.fromkeys((Kind.STOCK_VIDEO, Kind.STOCK_PHOTO, Kind.CANDIDATE), "stock_by"),
}
TAKES = (*KINDS, *BY_SERVICES)


class ProjectOldTakes(ProjectVersions):
    class Meta(ProjectVersions.Meta):
        abstract = True

    def forget_old_takes(self, before: datetime) -> int:
        """Delete the narrations, clips and films that were made before, and what belongs to them,
        and what services have made for scenes; none while jobs run. It keeps what is shown, and
        what an undo or a redo would use again. Returns how many are gone."""
        with self.locked():
            if self.running:
                return 0
            states, shown = self._reachable(), self._shown()
            files = self.artifacts.model.whole.filter(project=self.pk, kind__in=TAKES)
            old = [
                each
                for each in files.filter(created_at__lt=before)
                if each.pk not in shown and not _is_needed(each, states)
            ]
            self._forget_takes(old)
        return len(old)

    def _shown(self) -> set[Any]:
        """The present one of each piece, and the one that a page shows while that is missing."""
        pieces = [
            (kind, scene)
            for kind in KINDS
            for scene in ([None] if kind == Kind.FILM else self.scene_list)
        ]
        found = [self.latest(*each) for each in pieces]
        found += [self.current(step_that_makes(kind), scene) for kind, scene in pieces]
        for scene in self.scene_list:
            found += [scene.footage, scene.painting, scene.stock, *scene.stock_candidates]
        return {each.pk for each in found if each}

    def _reachable(self) -> list[State]:
        """As it is now, and all that undo and redo can bring back."""
        now = plain_state(state_of(self))
        entries = list(HistoryEntry.whole.filter(project=self.pk))
        states, forth = [now], now
        for entry in entries:
            if entry.undone:
                states.append(forth := _overlaid(forth, entry.after))
        back = now
        for entry in reversed(entries):
            if not entry.undone:
                states.append(back := _overlaid(back, entry.before))
        return states

    def _forget_takes(self, old: Collection[Artifact]) -> None:
        """With the posters of clips, and the covers and captions of films."""
        recipes = {_recipe(each) for each in old}
        gone = [each for each in self.artifacts.all() if _recipe(each) in recipes]
        remove_on_commit([str(each.file) for each in gone])
        self.artifacts.filter(pk__in=[each.pk for each in gone]).delete()
        self._forget()


def _recipe(artifact: Artifact) -> tuple[Any, ...]:
    return artifact.scene_id, artifact.input_hash, artifact.script_no


def _overlaid(state: State, part: Mapping[str, Any]) -> State:
    scenes = dict(state["scenes"])
    for pk, fields in part["scenes"].items():
        scenes[pk] = None if fields is None else {**(scenes.get(pk) or {}), **fields}
    there = {pk: fields for pk, fields in scenes.items() if fields is not None}
    return {"project": {**state["project"], **part["project"]}, "scenes": there}


def _is_needed(artifact: Artifact, states: Collection[State]) -> bool:
    """Whether it would be up to date in one of these states, as far as its scenes tell. Of a file
    from before that was stored, it is assumed while there is anything to undo."""
    if not artifact.state:
        return len(states) > 1
    return any(_agrees(artifact, state) for state in states)


def _agrees(artifact: Artifact, state: State) -> bool:
    then, kind = artifact.state, Kind(artifact.kind)
    if kind in BY_SERVICES and state["project"].get(BY_SERVICES[kind]) == OFFLINE:
        return False
    names = _FIELDS[kind]
    if artifact.scene_id is None:
        project = {name: state["project"].get(name) for name in then["project"]}
        if project != then["project"] or then["scenes"].keys() != state["scenes"].keys():
            return False
    return all(
        pk in state["scenes"] and all(_is_same(n, fields, state["scenes"][pk]) for n in names)
        for pk, fields in then["scenes"].items()
    )


def _is_same(name: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """What nobody could choose then is as it is without a choice."""
    return then.get(name) == now.get(name) if name in then else not now.get(name)
