"""The rule by which a scene says a key point. There is no other one in the studio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from projects.language import UNSPACED, is_spoken
from videostudio.patterns import late

from .amounts import Amount, Kind, amounts_in, apart
from .words import Clause, Content, clauses_of, content_of, is_denied, share

_MOST = 0.8  # of its words: who writes a point anew says it in other words
_SOME = 0.4
_TOGETHER = 3  # scenes that may share a point


class Says(StrEnum):
    SAID = "said"
    OTHERWISE = "otherwise"  # with another figure, another time, or denied
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True)
class Change:
    """What a narration says, and what the point has in its place."""

    said: Amount
    wanted: str


@dataclass(frozen=True)
class Covered:
    """A key point, and how the narrations say it. `scene` counts from 0; None if none says it."""

    point: str
    says: Says
    scene: int | None = None
    changes: tuple[Change, ...] = ()

    @property
    def instead(self) -> tuple[str, ...]:
        """What the scene says instead: "15:00"."""
        return tuple(change.said.text for change in self.changes)


@lru_cache(maxsize=64)
def covered(points: tuple[str, ...], narrations: tuple[str, ...]) -> tuple[Covered, ...]:
    """Each point in its order, with the scene that says it, or says the most of it."""
    found = {point: _said(point, narrations) for point in points}
    said = [point for point, one in found.items() if one]
    claimed = [amount for point in points for amount in amounts_in(point)]
    return tuple(found[point] or _unsaid(point, narrations, said, claimed) for point in points)


def unsaid(points: Sequence[str], narrations: Sequence[str]) -> tuple[str, ...]:
    """The points that no scene says."""
    found = covered(tuple(points), tuple(narrations))
    return tuple(one.point for one in found if one.says != Says.SAID)


def put_right(narration: str, changes: Sequence[Change]) -> str:
    """The narration with what the point has, in the place of what it says now."""
    for change in sorted(changes, key=lambda change: change.said.start, reverse=True):
        said = change.said
        narration = narration[: said.start] + change.wanted + narration[said.end :]
    return narration


def _said(point: str, narrations: Sequence[str]) -> Covered | None:
    """The first scene that says it; or the first of a few neighbours that say it together; or of
    several sentences each may be said for itself."""
    for count in range(1, _TOGETHER + 1):
        for at in range(len(narrations) - count + 1):
            if _says(point, "\n".join(narrations[at : at + count])):
                return Covered(point, Says.SAID, at + _main(point, narrations[at : at + count]))
    parts = _sentences(point)
    if len(parts) < 2:
        return None
    places = [_said(part, narrations) for part in parts]
    first = places[0]
    return Covered(point, Says.SAID, first.scene) if first and all(places) else None


def _main(point: str, narrations: Sequence[str]) -> int:
    """Which of these says the most of it."""
    content = content_of(point)
    shares = [share(content, clauses_of(narration)) for narration in narrations]
    return shares.index(max(shares))


_SENTENCE_END = late(r"(?<=[。！？；!?;])|(?<=\.)\s|\n")


def _sentences(point: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(point) if is_spoken(part)]


_MARK = late(r"(?<=[，、])|(?<=,)\s")


def _parts(point: str) -> list[str]:
    """Its sentences, or the clauses of one: a long point may be said in several scenes."""
    parts = _sentences(point)
    if len(parts) == 1:
        parts = [part for part in _MARK.split(point) if is_spoken(part)]
    return parts if len(parts) > 1 else []


def _says(point: str, narration: str) -> bool:
    if not is_spoken(point) or _has_all(point, narration):
        return True
    content, clauses = content_of(point), _meant(point, narration)
    if share(content, clauses) < _MOST or not _names(content, clauses):
        return False
    return not _apart(point, clauses)[0] and not _is_foreign(point, content, clauses)


def _meant(point: str, narration: str) -> list[Clause]:
    """The clauses that may say it: what says "not" is no word for what is there, nor what does not
    for what is not."""
    clauses, content = list(clauses_of(narration)), content_of(point)
    if not content.is_denied:
        return [clause for clause in clauses if not clause.is_denied]
    beside = (clauses[max(0, at - 1) : at + 1] for at in range(len(clauses)))
    is_said = any(row[-1].is_denied and share(content, row) for row in beside)
    return clauses if is_said else []


def _names(content: Content, clauses: Sequence[Clause]) -> bool:
    said = _folded("".join(clause.text for clause in clauses)) if content.names else ""
    return all(_folded(name) in said for name in content.names)


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _apart(point: str, clauses: Sequence[Clause]) -> tuple[list[Amount], list[Amount]]:
    """The amounts of the point that these clauses lack, and theirs that are none of the point."""
    return apart(amounts_in(point), [amount for clause in clauses for amount in clause.amounts])


def _is_foreign(point: str, content: Content, clauses: Sequence[Clause]) -> bool:
    """Whether its words stand with another amount than its own, wherever they stand: as in "sign in
    at 3 pm. At 9 am the show begins" for "9 am: sign in"."""
    return bool(content.weight) and all(_foreign(point, row) for row in _nearest(content, clauses))


def _foreign(point: str, clauses: Sequence[Clause]) -> bool:
    lacking, others = _apart(point, clauses)
    return any(one.is_like(other) for one in lacking for other in others)


def _nearest(content: Content, clauses: Sequence[Clause]) -> list[Sequence[Clause]]:
    """The fewest clauses in a row that have its words; all such rows."""
    for count in range(1, len(clauses) + 1):
        rows = _rows(clauses, count)
        if near := [row for row in rows if share(content, row) >= _MOST]:
            return near
    return [clauses]


def _rows(clauses: Sequence[Clause], count: int) -> list[Sequence[Clause]]:
    return [clauses[at : at + count] for at in range(len(clauses) - count + 1)]


_WORD = late(rf"[^\W_{UNSPACED}]+|[^\W_]")
_BEFORE = 3  # words: so near stands a "not" that turns what follows
_AFTER_MARKS = late(r"[^，。！？；：、…,.!?;:\n]*$")


def _has_all(point: str, narration: str) -> bool:
    """Whether it says the point word for word, and no "not" before it. Writers change capitals and
    marks, and leave out emoji."""
    wanted, narration = _words(point), narration.casefold()
    if f" {' '.join(wanted)} " not in _row_of_words(narration):
        return False
    told = list(_WORD.finditer(narration))
    words = [found[0] for found in told]
    for at in range(len(words) - len(wanted) + 1):
        if words[at : at + len(wanted)] == wanted:
            before = narration[told[max(0, at - _BEFORE)].start() : told[at].start()]
            if not is_denied("".join(_AFTER_MARKS.findall(before))):
                return True
    return False


@lru_cache(maxsize=512)
def _row_of_words(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _unsaid(
    point: str, narrations: Sequence[str], said: Sequence[str], claimed: Sequence[Amount]
) -> Covered:
    content = content_of(point)
    shares = [_told(point, content, clauses_of(narration)) for narration in narrations]
    for at in sorted(range(len(narrations)), key=lambda index: -shares[index])[:_LIKELY]:
        changes = _changes(point, content, narrations[at], claimed)
        if changes and _heals(point, narrations[at], changes, said):
            return Covered(point, Says.OTHERWISE, at, changes)
    for part in _parts(point):
        if not _said(part, narrations):
            other = _unsaid(part, narrations, said, claimed)
            if _are_free(other.changes, claimed):
                return replace(other, point=point)
    most = max(shares, default=0.0)
    says = Says.PARTLY if most >= _SOME else Says.MISSING
    return Covered(point, says, shares.index(most) if most >= _SOME else None)


def _told(point: str, content: Content, clauses: Sequence[Clause]) -> float:
    """How much of it these clauses say. Its words count twice as much as its amounts."""
    hard = [amount for amount in amounts_in(point) if not amount.is_soft]
    words = [share(content, clauses)] * 2 if content.weight else []
    amounts = [1 - len(_apart(point, clauses)[0]) / len(hard)] if hard else []
    return sum([*words, *amounts]) / len([*words, *amounts])


def _changes(
    point: str, content: Content, narration: str, claimed: Sequence[Amount]
) -> tuple[Change, ...]:
    """What has to be changed in the narration so that it says the point, if that is only amounts:
    in the row of clauses that has most of them already."""
    clauses = clauses_of(narration)
    if share(content, clauses) < _MOST:
        return ()
    best: tuple[tuple[float, ...], tuple[Change, ...]] = ((), ())
    for count in range(1, _LONGEST_ROW + 1):
        for row in _rows(clauses, count):
            if share(content, row) < _MOST or not _names(content, row):
                continue
            changes = _paired(point, row)
            is_free = _are_free(changes, claimed)
            if changes and (content.weight or (is_free and _is_of_one_thing(point, row, changes))):
                best = max(best, ((is_free, -len(changes), -count), changes), key=_first)
    return best[1]


def _is_of_one_thing(point: str, row: Sequence[Clause], changes: Sequence[Change]) -> bool:
    """Whether a point without words may be what the row says: a bare number may count anything."""
    is_partly_said = len(_apart(point, row)[0]) < len(amounts_in(point))
    return is_partly_said or all(change.said.kind != Kind.NUMBER for change in changes)


def _are_free(changes: Sequence[Change], claimed: Sequence[Amount]) -> bool:
    """Whether no point has what these changes take away."""
    return bool(changes) and not any(
        one.equals(change.said) for change in changes for one in claimed
    )


_LONGEST_ROW = 4
_LIKELY = 5  # scenes that are looked at for a point that none says


def _first(pair: tuple[tuple[float, ...], tuple[Change, ...]]) -> tuple[float, ...]:
    return pair[0]


def _paired(point: str, row: Sequence[Clause]) -> tuple[Change, ...]:
    """For each amount that the row lacks another one of its kind; () if there is none for one."""
    lacking, others = _apart(point, row)
    changes: list[Change] = []
    for wanted in lacking:
        other = next((one for one in others if one.is_like(wanted)), None)
        if other is None:
            return ()
        others.remove(other)
        changes.append(Change(other, wanted.text))
    return tuple(changes)


def _heals(point: str, narration: str, changes: Sequence[Change], said: Sequence[str]) -> bool:
    """Whether it then says the point, and all that it says now."""
    then = put_right(narration, changes)
    others = (other for other in said if _says(other, narration))
    return _says(point, then) and all(_says(other, then) for other in others)
