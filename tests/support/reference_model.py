"""A simple second model of a project and its Runs, without a database.

`tests/models/test_state_machine.py` does the same things to this and to the real one, and compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from projects.models import AlreadyRunning, NoScript, NotReady

STEPS = ("script", "narration", "scenes", "edit")
STATUS = dict(
    zip(
        STEPS, ("generating_script", "generating_audio", "generating_video", "editing"), strict=True
    )
)
# For each status, those that may follow it. The studio derives its own table from the steps. This
# one is written out by hand, so that tests find a mistake in the other.
MOVES = {
    "draft": {"generating_script", "generating_audio", "generating_video", "editing", "completed"},
    "completed": {"generating_script", "generating_audio", "generating_video", "editing", "draft"},
    "failed": {
        *("generating_script", "generating_audio", "generating_video", "editing"),
        *("draft", "completed"),
    },
    "generating_script": {"draft", "completed", "failed", "generating_audio"},
    "generating_audio": {"draft", "completed", "failed", "generating_video", "editing"},
    "generating_video": {"draft", "completed", "failed", "editing", "generating_audio"},
    "editing": {"draft", "completed", "failed", "generating_audio", "generating_video"},
}
MOST_ATTEMPTS = MOST_REBUILDS = 3
MOST_KEPT = 10
ENDS_OF_WORDS = "。，"


@dataclass
class Piece:
    """A Run: `key` is (run_no, step, key of the line or 0)."""

    key: tuple[int, str, int]
    state: str = "queued"
    attempt: int = 0
    hand_backs: int = 0
    losses: int = 0
    progress: int = 0
    silent: bool = False
    dead: bool = False

    @property
    def active(self) -> bool:
        return self.state in ("queued", "running")

    @property
    def attempts_left(self) -> int:
        return MOST_ATTEMPTS - (self.attempt - self.hand_backs)


@dataclass
class Line:
    """A scene: its words and the wanted take. `key` is its own, whatever its place is. `look`: what
    else its clip shows, as the studio says it."""

    key: int
    narration: str
    subtitle: str
    takes: dict[str, int] = field(default_factory=lambda: {"narration": 1, "clip": 1})
    look: Any = field(default=None, compare=False)

    @property
    def caption(self) -> str:
        return self.subtitle or self.narration


@dataclass
class Parts:
    """What a deed can change."""

    voice: str
    script_no: int
    lines: list[Line]

    @property
    def order(self) -> list[int]:
        return [line.key for line in self.lines]


@dataclass
class Deed:
    """What a person did: the parts before and after it. It is undone as a whole."""

    before: Parts
    after: Parts

    @property
    def moves_lines(self) -> bool:
        return self.before.order != self.after.order

    @property
    def replaces_script(self) -> bool:
        return self.before.script_no != self.after.script_no


@dataclass
class Film:
    status: str = "draft"
    step: str = "script"
    progress: int = 0
    run_no: int = 0
    rebuilds: int = 0
    make_all: bool = False
    goal: str = ""
    notified: bool = False
    voice: str = "gentle_female"
    gone: bool = False
    interrupted: str = ""  # the step that failed or was cancelled, until another begins
    script_no: int = 0
    keys: int = 0  # of lines so far
    lines: list[Line] = field(default_factory=list)
    made: dict[tuple[Any, ...], bool] = field(
        default_factory=dict
    )  # by recipe: whether the file is whole
    pieces: dict[tuple[int, str, int], Piece] = field(default_factory=dict)
    told: list[tuple[int, str, str]] = field(default_factory=list)
    done: list[Deed] = field(default_factory=list)
    undone: list[Deed] = field(default_factory=list)  # the last one first

    # What is there

    @property
    def running(self) -> bool:
        return self.status in STATUS.values()

    def of(self, step: str) -> list[Piece]:
        """The pieces of this step in the present or the last start."""
        return [piece for key, piece in self.pieces.items() if key[:2] == (self.run_no, step)]

    def recipe(self, kind: str, position: int = 0) -> tuple[Any, ...]:
        if kind == "film":
            clips = [self.recipe("clip", place + 1) for place in range(len(self.lines))]
            return ("film", -self.script_no, *clips)
        line = self.lines[position - 1]
        spoken = ("narration", line.key, line.narration, self.voice, line.takes["narration"])
        if kind == "narration":
            return spoken
        return ("clip", line.key, spoken, line.caption, line.takes["clip"], line.look)

    def has(self, kind: str, position: int = 0) -> bool:
        return self.recipe(kind, position) in self.made

    @property
    def in_film(self) -> list[tuple[Any, ...]]:
        """The recipes of what is made, without those of scenes and films of earlier scripts."""
        pieces = {-self.script_no, *(line.key for line in self.lines)}
        return [recipe for recipe in self.made if recipe[1] in pieces]

    def missing(self, step: str) -> list[int]:
        places = range(1, len(self.lines) + 1)
        match step:
            case "narration":
                return [place for place in places if not self.has("narration", place)]
            case "scenes":
                return [place for place in places if not self.has("clip", place)]
            case "edit":
                return [] if self.has("film") else [0]
        return [0]

    @property
    def next_step(self) -> str | None:
        if not self.lines:
            return "script"
        return next((step for step in STEPS[1:] if self.missing(step)), None)

    @property
    def standing(self) -> str:
        if not self.lines or self.missing("narration"):
            return "script"
        return "narration" if self.missing("scenes") else "scenes"

    # What a person does

    def start(self, step: str, *, make_all: bool | None = None) -> None:
        self.check_rest()
        if step != "script" and not self.lines:
            raise NoScript
        lacking = self.lacking(step)
        if any(not self.was_done(before) for before in lacking):
            raise NotReady
        if make_all is not None:
            self.make_all = make_all
        self.goal, self.rebuilds = step, 0
        self._begin(lacking[0] if lacking else step)

    def lacking(self, step: str) -> list[str]:
        return [before for before in STEPS[1 : STEPS.index(step)] if self.missing(before)]

    def was_done(self, step: str) -> bool:
        """The project has gone on from this step once."""
        later = {"narration": ("clip", "film"), "scenes": ("film",)}[step]
        place = [*STEPS, "export"].index
        return place(self.step) > place(step) or any(kind in later for kind, *_ in self.in_film)

    def retry(self) -> None:
        self.check_rest()
        if not self.interrupted:
            raise NotReady
        at = self.interrupted
        first = "script" if at == "script" else self.next_step or at
        goals = ["edit"] if self.make_all else [first, at, *([self.goal] if self.goal else [])]
        self.goal, self.rebuilds = max(goals, key=STEPS.index), 0
        self._begin(first)

    def make_rest(self) -> None:
        self.start(self.next_step or "edit", make_all=True)

    def cancel(self) -> None:
        if not self.running:
            return
        self.run_no += 1
        self.make_all, self.goal = False, ""
        cancelled = self.step
        self._move("draft", self.standing)
        self.interrupted = cancelled

    def rewrite(self, position: int, name: str, words: str) -> None:
        self.check_rest()
        with self._deed():
            line = self.lines[position - 1]
            if name == "narration" and line.caption == line.narration:
                line.subtitle = words
            setattr(line, name, words)

    def another_take(self, position: int, kind: str) -> None:
        self.check_rest()
        before = deepcopy(self._parts())
        takes = self.lines[position - 1].takes
        takes[kind] += 1
        try:
            self.start("narration" if kind == "narration" else "scenes")
        except NotReady:
            takes[kind] -= 1
            raise
        self._note_deed(before)

    def choose_voice(self, voice: str) -> None:
        self.check_rest()
        with self._deed():
            self.voice = voice

    def insert(self, place: int, words: str) -> None:
        """As the line at this place, which is 0 for the first."""
        self.check_rest()
        with self._deed():
            self.lines.insert(place, self._line(words))

    def remove(self, place: int) -> None:
        self.check_rest()
        if len(self.lines) == 1:
            raise NotReady
        with self._deed():
            del self.lines[place]

    def move(self, place: int, to: int) -> None:
        self.check_rest()
        with self._deed():
            self.lines.insert(to, self.lines.pop(place))

    def split(self, place: int, at: int) -> None:
        self.check_rest()
        line = self.lines[place]
        first, second = line.narration[:at], line.narration[at:]
        if not all(any(map(str.isalnum, part)) for part in (first, second)):
            raise NotReady
        with self._deed():
            line.narration = line.subtitle = first
            self.lines.insert(place + 1, self._line(second))

    def join(self, place: int) -> None:
        self.check_rest()
        if place == len(self.lines) - 1:
            raise NotReady
        with self._deed():
            first, second = self.lines[place], self.lines.pop(place + 1)
            first.subtitle = _joined(first.caption, second.caption)
            first.narration = _joined(first.narration, second.narration)

    def duplicate(self, place: int) -> None:
        self.check_rest()
        with self._deed():
            line = self.lines[place]
            copy = self._line(line.narration)
            copy.subtitle = line.caption
            self.lines.insert(place + 1, copy)

    def undo(self) -> Deed:
        self.check_rest()
        if not self.done:
            raise NotReady
        deed = self.done.pop()
        self._restore(deed.after, deed.before)
        self.undone.append(deed)
        return deed

    def redo(self) -> Deed:
        self.check_rest()
        if not self.undone:
            raise NotReady
        deed = self.undone.pop()
        self._restore(deed.before, deed.after)
        self.done.append(deed)
        return deed

    def stand_anew(self, *, replaced: bool = False) -> None:
        """The film has other lines than before, or another order."""
        if self.lines and self.next_step is None:
            if self.status != "completed":
                self._move("completed", "export")
        elif self.status == "completed" and any(kind == "film" for kind, *_ in self.in_film):
            return
        elif replaced or self.status != "draft":
            self._move("draft", self.standing)

    def delete(self) -> None:
        self.gone = True
        for piece in self.pieces.values():
            piece.state = "gone"

    def check_rest(self) -> None:
        if self.running:
            raise AlreadyRunning

    # What workers do

    def claim(self, piece: Piece) -> bool:
        if piece.state != "queued" and not (piece.state == "running" and piece.silent):
            return False
        piece.state, piece.silent, piece.dead, piece.progress = "running", False, False, 0
        piece.attempt += 1
        return True

    def report(self, piece: Piece, percent: int) -> None:
        piece.silent = False
        piece.progress = max(piece.progress, percent)
        if piece.key[1] == self.step:
            self._average()

    def succeed(self, piece: Piece, *, scenes: int = 0) -> None:
        if piece.key[1] == "script":
            self._take_script(scenes)
        else:
            kind = {"narration": "narration", "scenes": "clip", "edit": "film"}[piece.key[1]]
            self._keep(self.recipe(kind, self._place(piece.key[2])))
        piece.state, piece.progress = "succeeded", 100
        self._settle()

    def _keep(self, recipe: tuple[Any, ...]) -> None:
        others = [old for old in self.made if old[:2] == recipe[:2] and old != recipe]
        for old in others[: -(MOST_KEPT - 1)]:
            del self.made[old]
        self.made[recipe] = True

    def fail(self, piece: Piece) -> None:
        piece.state = "failed"
        self._settle()

    def make_lost_first(self, piece: Piece) -> None:
        """The start goes back to what is lost, as another start."""
        for recipe in self.in_film:
            if not self.made[recipe]:
                del self.made[recipe]
        lacking = self.lacking(piece.key[1])
        if lacking and self.rebuilds < MOST_REBUILDS:
            piece.state = "failed"
            for other in self.pieces.values():
                other.state = "cancelled" if other.active else other.state
            self.run_no += 1
            self.rebuilds += 1
            self._begin(lacking[0])
        elif lacking or not piece.attempts_left > 0:
            self.fail(piece)
        else:
            self.requeue(piece)

    def requeue(self, piece: Piece, *, handed_back: bool = False) -> None:
        piece.state, piece.silent = "queued", False
        piece.hand_backs += handed_back

    def sweep(self) -> None:
        for piece in list(self.pieces.values()):
            if piece.state == "running" and (piece.silent or piece.dead):
                self._lose(piece)

    def _lose(self, piece: Piece) -> None:
        piece.losses += 1
        if piece.losses < MOST_ATTEMPTS:
            self.requeue(piece)
        else:
            self.fail(piece)

    # What follows from it

    def _begin(self, step: str) -> None:
        if not self.missing(step):
            self._step_done(step)
            return
        self.run_no += not self.running
        self._add_pieces(step)
        if not any(piece.active for piece in self.of(step)):
            self._end_step(step)
            return
        self._move(STATUS[step], step)
        self._begin_early()

    def _begin_early(self) -> None:
        """The clip of a scene follows its narration at once, if the start goes on to the clips."""
        if self.step == "narration" and self._goes_on():
            self._add_pieces("scenes")

    def _add_pieces(self, step: str) -> None:
        for place in self.missing(step):
            key = (self.run_no, step, self.lines[place - 1].key if place else 0)
            if key not in self.pieces and (step != "scenes" or self.has("narration", place)):
                self.pieces[key] = Piece(key)

    def _settle(self) -> None:
        if any(piece.active for piece in self.of(self.step)):
            self._average()
            self._begin_early()
        else:
            self._end_step(self.step)

    def _end_step(self, step: str) -> None:
        if any(piece.state == "failed" for piece in self.of(step)):
            self._tell("failed", step)
            self._move("failed", step)
        else:
            self._step_done(step)

    def _goes_on(self, step: str = "") -> bool:
        at = STEPS.index(step or self.step)
        return self.make_all or bool(self.goal and STEPS.index(self.goal) > at)

    def _step_done(self, step: str) -> None:
        if step == "edit" or self.next_step is None:
            self._tell("completed", step)
            self.make_all, self.goal = False, ""
            self._move("completed", "export")
        elif self._goes_on(step):
            self._begin(STEPS[STEPS.index(step) + 1])
        else:
            self.goal = ""
            self._tell("done", step)
            self._move("draft", self.standing)

    def _tell(self, outcome: str, step: str) -> None:
        if self.running:
            self.told.append((self.run_no, step, outcome))

    def _move(self, to: str, step: str) -> None:
        ended, self.status, self.step = self.running, to, step
        self.interrupted = step if to == "failed" else ""
        self.progress = 100 if to == "completed" else 0
        if any(piece.state != "queued" for piece in self.of(step)) and self.running:
            self._average()
        if not self.running:
            for piece in self.pieces.values():
                piece.state = "cancelled" if piece.active else piece.state
        if ended and not self.running:
            self.notified = False

    def _average(self) -> None:
        of_pieces = [piece.progress for piece in self.of(self.step)]
        self.progress = max(self.progress, min(sum(of_pieces) // len(of_pieces), 99))

    def _take_script(self, scenes: int) -> None:
        before = deepcopy(self._parts())
        if self.lines:
            films = [-recipe[1] for recipe in self.made if recipe[0] == "film"]
            self.script_no = 1 + max([self.script_no, *films])
        words = [f"这是第{place}句。" for place in range(1, scenes + 1)]
        self.lines = [self._line(spoken) for spoken in words]
        if before.lines:
            self._note_deed(before)

    def _line(self, words: str) -> Line:
        self.keys += 1
        return Line(self.keys, words, words)

    def _place(self, key: int) -> int:
        """From 1 on; 0 for the film."""
        return 1 + [line.key for line in self.lines].index(key) if key else 0

    # What a person has done

    def _parts(self) -> Parts:
        return Parts(self.voice, self.script_no, self.lines)

    @contextmanager
    def _deed(self) -> Iterator[None]:
        before = deepcopy(self._parts())
        yield
        self._note_deed(before)

    def _note_deed(self, before: Parts) -> None:
        after = deepcopy(self._parts())
        if before == after:
            return
        self.done.append(Deed(before, after))
        if self.undone:
            self.undone = []
            self._forget_unreachable()

    def _restore(self, present: Parts, wanted: Parts) -> None:
        """Only what the deed has changed: a first script is no deed, and stays."""
        if present.voice != wanted.voice:
            self.voice = wanted.voice
        if present.lines != wanted.lines:
            self.script_no, self.lines = wanted.script_no, deepcopy(wanted.lines)

    def _forget_unreachable(self) -> None:
        """The files and the work of lines and scripts that no deed can bring back."""
        reachable = [self._parts()]
        for deed in self.done:
            reachable += [deed.before, deed.after]
        keys = {line.key for parts in reachable for line in parts.lines}
        keys |= {-parts.script_no for parts in reachable}
        self.made = {recipe: whole for recipe, whole in self.made.items() if recipe[1] in keys}
        keys.add(0)
        self.pieces = {key: piece for key, piece in self.pieces.items() if key[2] in keys}


def _joined(one: str, other: str) -> str:
    return one + ("" if one[-1] in ENDS_OF_WORDS else "，") + other
