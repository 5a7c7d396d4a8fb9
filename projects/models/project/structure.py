"""Which scenes a film has, and in which order: scenes are handled like the paragraphs of a text.

Hashes decide what is made again, not numbers. A clip knows how it comes out of the scene before it
(`changes.after` of that one's seed), so a new scene gets a seed with which its successor stays as
it is. Only the first and the last scene have pictures of their own kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from projects.illustration import changes
from projects.language import LANGUAGES
from projects.media.captions.timing import place_of
from projects.media.sound.narration import REST
from projects.providers import script_writer
from projects.providers.base import MOST_SHOTS

from ..errors import NotReady
from ..merging import plain
from ..scene import MOST_SCENES, TEXT_FIELDS, Scene, any_seed
from .history import ProjectHistory

LONGEST_NARRATION = Scene._meta.get_field("narration").max_length or 0
_COPIED = ("camera_angle", "camera_movement", "transition", "fit")
_STOPS = "。.,，、；;：:"  # at the end of a title
_MARKS = _STOPS + "！？!?…—"


class ProjectStructure(ProjectHistory):
    """Its verbs raise AlreadyRunning while jobs work on the project, Scene.DoesNotExist if another
    tab has deleted the scene, and NotReady for what a film cannot be."""

    class Meta(ProjectHistory.Meta):
        abstract = True

    def insert_scene(self, after: int | None, narration: str, **words: str) -> Scene:
        """A new scene after the one with this key; None: as the first. `words` are its other texts.
        Without a title it gets one from what it says, and its caption is what it says."""
        with self._rearranging("insert") as (scenes, about):
            self._check_room()
            place = 1 + scenes.index(self._scene(after)) if after else 0
            behind = scenes[place - 1].seed if place else None
            new = self._new_scene(narration, behind, words)
            self._arrange([*scenes[:place], new, *scenes[place:]], [new])
            about["scene"] = place + 1
        return new

    def delete_scene(self, pk: int) -> Scene:
        """Returns the scene that has its place now: the next, or the one before. A film has at
        least one scene."""
        with self._rearranging("delete") as (scenes, about):
            gone = self._scene(pk)
            about["scene"] = gone.position
            scenes.remove(gone)
            if not scenes:
                raise NotReady(_("A film has at least one scene."))
            self._arrange(scenes)
        return scenes[min(about["scene"], len(scenes)) - 1]

    def move_scene(self, pk: int, to: int) -> Scene:
        """`to` is its new number; more than there are scenes means the last."""
        with self._rearranging("move") as (scenes, about):
            moved = self._scene(pk)
            scenes.remove(moved)
            about["scene"] = min(max(1, to), len(scenes) + 1)
            scenes.insert(about["scene"] - 1, moved)
            self._arrange(scenes)
        return moved

    def split_scene(self, pk: int, at: int | None = None) -> Scene:
        """Let the words from the character `at` of its narration on be a scene of their own, which
        is returned; without a number, from the sentence on that begins nearest to its middle. Its
        caption is parted at the same words, and its shots by the time that each
        part takes; a single shot stays in the first."""
        with self._rearranging("split") as (scenes, about):
            first = self._scene(pk)
            place = about["scene"] = first.position
            self._check_room()
            at = _middle_of(first.narration) if at is None else at
            before, after = plain(first.narration[:at]), plain(first.narration[at:])
            if not (_says_something(before) and _says_something(after)):
                raise NotReady(_("There must be words before and after the place."))
            second = self._new_scene(first.narration[at:], first.seed, {}, like=first)
            if first.caption != first.narration:
                cut = place_of(first.caption, first.narration, at)
                second.subtitle = plain(first.caption[cut:]) or second.narration
                first.subtitle = plain(first.caption[:cut]) or before
                second.save(update_fields=["subtitle"])
            else:
                first.subtitle = before
            self._part_shots(first, second, at / len(first.narration))
            self._say(first, before)
            self._arrange([*scenes[:place], second, *scenes[place:]], [first, second])
        return second

    def join_scenes(self, pk: int) -> Scene:
        """One scene out of this one and the next one, with the words and the shots of both."""
        with self._rearranging("join") as (scenes, about):
            first = self._scene(pk)
            place = about["scene"] = first.position
            if place == len(scenes):
                raise NotReady(_("This is the last scene. There is none to join it with."))
            second = scenes[place]
            said, caption = (self._joined(first, second, name) for name in ("narration", "caption"))
            if max(len(said), len(caption)) > LONGEST_NARRATION:
                longest = {"most": LONGEST_NARRATION}
                raise NotReady(
                    _("Together they say too much: a scene has at most %(most)s characters.")
                    % longest
                )
            self._join_shots(first, second)
            first.subtitle = said if caption == said else caption
            first.visual_description = first.visual_description or second.visual_description
            first.seed = _seed_like(first.seed, second.seed)
            self._say(first, said)
            self._arrange([*scenes[:place], *scenes[place + 1 :]], [first])
        return first

    def duplicate_scene(self, pk: int) -> Scene:
        """The same scene once more, after it."""
        with self._rearranging("duplicate") as (scenes, about):
            scene = self._scene(pk)
            self._check_room()
            place = scene.position
            words = {name: getattr(scene, name) for name in TEXT_FIELDS}
            copy = self._new_scene(scene.narration, scene.seed, words, like=scene)
            for shot in scene.shot_list:
                shot.pk, shot.scene = uuid4(), copy
                shot.save(force_insert=True)
            self._arrange([*scenes[:place], copy, *scenes[place:]], [copy])
            about["scene"] = place + 1
        return copy

    def _take_words(self, wanted: Sequence[Mapping[str, Any]]) -> None:
        """Let the film have these scenes alone: new ones, and those with an "id", which may have
        other words (the row is locked)."""
        pks = [said["id"] for said in wanted if said.get("id")]
        if len({*pks}) < len(pks) or {*pks} - {scene.pk for scene in self.scene_list}:
            raise NotReady(_("Each id must be that of one scene of the script, and be there once."))
        self._check_room(len(wanted) - self.scene_count)
        scenes: list[Scene] = []
        reworded = []
        for said in wanted:
            words = {name: said[name] for name in TEXT_FIELDS if name in said}
            if said.get("id"):
                scene = self._scene(said["id"])
                is_other = scene.change_texts(words)
            else:
                behind = scenes[-1].seed if scenes else None
                scene, is_other = self._new_scene(words["narration"], behind, words), True
            scenes.append(scene)
            reworded += [scene] if is_other else []
        self._arrange(scenes, reworded)

    def _check_room(self, more: int = 1) -> None:
        if self.scene_count + more > MOST_SCENES:
            raise NotReady(
                _("A film has at most %(most)s scenes. Join some, or delete one first.")
                % {"most": MOST_SCENES}
            )

    @contextmanager
    def _rearranging(self, code: str) -> Iterator[tuple[list[Scene], dict[str, Any]]]:
        with self.changing(code) as about:
            yield [*self.scene_list], about

    def _scene(self, pk: int) -> Scene:
        found = next((scene for scene in self.scene_list if scene.pk == pk), None)
        if found is None:
            raise Scene.DoesNotExist
        return found

    def _new_scene(
        self,
        narration: str,
        behind: int | None,
        words: Mapping[str, str],
        *,
        like: Scene | None = None,
    ) -> Scene:
        """A stored scene without a place yet. `behind`: the seed of the one before it."""
        said = plain(narration)
        new = Scene(position=MOST_SCENES)
        new.project = self  # type: ignore[assignment]  # every instance is a Project
        for name in _COPIED if like else ():
            setattr(new, name, getattr(like, name))
        new.seed = _seed_like(any_seed(), behind)
        new.title = words.get("title") or self._title_of(said)
        new.subtitle = words.get("subtitle") or said
        new.visual_description = words.get("visual_description", "")
        self._say(new, said)
        return new

    def _title_of(self, said: str) -> str:
        found = script_writer().heading(said, language=self.language)[:80] or said[:12]
        return found.rstrip(_STOPS) or said[:12]

    def _say(self, scene: Scene, narration: str) -> None:
        scene.narration = narration
        scene.seconds = round(self.estimate(narration) + REST, 2)
        scene.save()

    def _joined(self, first: Scene, second: Scene, name: str) -> str:
        before, after = getattr(first, name), getattr(second, name)
        blank = "" if LANGUAGES[self.language].counted_in == "characters" else " "
        comma = "" if before.endswith(tuple(_MARKS)) else "," if blank else "，"
        return f"{before}{comma}{blank}{after}"

    def _part_shots(self, first: Scene, second: Scene, share: float) -> None:
        shots = first.shot_list
        stay = max(1, round(len(shots) * share))
        for position, shot in enumerate(shots[stay:], start=1):
            shot.scene, shot.position = second, position
            shot.save()
        if stay >= len(shots):
            second.fit = ""
            second.save(update_fields=["fit"])

    def _join_shots(self, first: Scene, second: Scene) -> None:
        shots, more = first.shot_list, second.shot_list
        if len(shots) + len(more) > MOST_SHOTS:
            raise NotReady(
                _("A scene shows at most %(most)s photos and videos. Remove one first.")
                % {"most": MOST_SHOTS}
            )
        first.shows_all = first.shows_all or bool(more)
        if not shots:
            first.fit = second.fit
        for position, shot in enumerate(more, start=len(shots) + 1):
            shot.scene, shot.position = first, position
            shot.save()

    def _arrange(self, scenes: list[Scene], reworded: Collection[Scene] = ()) -> None:
        """Give the film these scenes, in this order. Those with other words get other pictures, and
        those that are the first or the last now, or are it no longer."""
        ends = {scene.pk: _end_of(scene) for scene in self.scene_list}
        kept = [scene.pk for scene in scenes]
        if kept == [*ends]:
            self.choose_pictures(reworded)
            return
        self.scenes.exclude(pk__in=kept).update(in_film=None)
        for position, scene in enumerate(scenes, start=1):
            self.scenes.filter(pk=scene.pk).update(position=position)
            scene.position = position
        self._forget()
        anew = {scene.pk for scene in reworded}
        self.choose_pictures(
            [
                scene
                for scene in self.scene_list
                if scene.pk in anew or _end_of(scene) != ends.get(scene.pk)
            ]
        )
        self._stand_anew()


def _says_something(text: str) -> bool:
    """A full stop alone would be a scene that nobody hears: its film would fail."""
    return any(map(str.isalnum, text))


def _middle_of(text: str) -> int:
    """Where a sentence begins, or else a clause or a word: what is nearest to the middle."""
    for mark in (r"[。！？!?…]+|\.(?=\s)", r"[，、；：,;:]+", r"\s+"):
        places = [found.end() for found in re.finditer(mark, text.rstrip())]
        if places := [at for at in places if 0 < at < len(text.rstrip())]:
            return min(places, key=lambda at: abs(2 * at - len(text)))
    return len(text) // 2


def _end_of(scene: Scene) -> tuple[bool, bool]:
    """Whether it is the first, and whether it is the last scene."""
    return scene.position == 1, scene.position == scene.project.scene_count


def _seed_like(seed: int, other: int | None) -> int:
    """This seed, or one by chance, with which the next scene comes in as after the other seed."""
    while other is not None and changes.after(seed) != changes.after(other):
        seed = any_seed()
    return seed
