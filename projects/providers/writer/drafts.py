"""The scenes of a film before they are counted out: what each must say, and what it may add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .headings import topic_heading
from .picker import Picker
from .plan import grouped
from .points import Point, theme_of
from .request import Request
from .saying import introduced, plainly, said_of
from .stock import PRACTICAL, Angle, Stock
from .wording import capitalised, joined, statement

SHORT_FILM = 32
"""Seconds up to which a film has little room for introductions."""

LONG_FILM = 100
"""Seconds beyond which a point needs more than its theme has to say."""


@dataclass
class Draft:
    title: str
    head: list[str]
    pictures: Sequence[str]
    extras: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    added: int = 0

    def narration(self, language: str, added: int | None = None) -> str:
        taken = self.extras[: self.added if added is None else added]
        return joined([*self.head, *taken, *self.tail], language)


class Drafting:
    """Drafts one film: `terse` says everything as briefly as the stock can."""

    def __init__(self, request: Request, stock: Stock, picker: Picker, *, terse: bool):
        self._request, self._stock, self._picker, self._terse = request, stock, picker, terse
        self._language = request.brief.language
        self._type = request.video_type
        self._sharing = Counter(point.theme.title for point in request.points if point.theme)

    def film(self, scenes: int) -> list[Draft]:
        """The opening, the points and what else fills the scenes, and the close."""
        opening, close = self._opening(), self._close()
        groups = grouped(self._request.points, scenes - 2)
        angles = self._angles(scenes - 2 - len(groups))
        bodies = [self._points(group, index, len(groups)) for index, group in enumerate(groups)]
        self._add_general(groups, bodies)
        before = 1 if len(angles) > 1 and bodies and self._picker.chance(0.4) else 0
        return [opening, *angles[:before], *bodies, *angles[before:], close]

    def _opening(self) -> Draft:
        head = [self._hook(), self._topic_line()]
        extras = [] if self._terse else self._audience_line()
        extras.append(self._picker.one(self._stock.leads[self._type]))
        title = topic_heading(self._request.topic, self._language)
        scenery = self._stock.scenery[self._type]
        return Draft(title or self._stock.plain_title, head, scenery, list(filter(None, extras)))

    def _hook(self) -> str:
        """In the style of the film more often than not, if that suits the audience."""
        own = self._stock.hooks[self._type][self._picker.style]
        plain = self._stock.plain_hooks[self._type]
        is_own = bool(self._picker.unused(own)) and self._picker.chance(0.75)
        return self._one(own if is_own else plain)

    def _topic_line(self) -> str:
        if self._terse or self._request.topic_is_sentence:
            return statement(self._request.topic, self._language)
        line = self._one(self._stock.topic_lines[self._type]).format(t=self._request.topic)
        return line if self._language == "zh" else capitalised(line)

    def _audience_line(self) -> list[str]:
        if not self._request.audience:
            return []
        return [self._picker.one(self._stock.audience_lines).format(who=self._request.audience)]

    def _close(self) -> Draft:
        return Draft(
            self._picker.one(self._stock.close_titles[self._type]),
            [self._one(self._stock.closes[self._type])],
            self._stock.scenery[self._type],
            [self._picker.one(self._stock.farewells)],
            [self._one(self._stock.calls[self._request.platform])],
        )

    def _angles(self, count: int) -> list[Draft]:
        own, common = self._stock.angles[self._type], self._stock.common_angles
        angles = [*self._picker.shuffled(own), *self._picker.shuffled(common)]
        speaking = [angle for angle in angles if len(self._picker.unused(angle.says)) >= 2]
        drafts = [self._angle(angle) for angle in speaking[: max(0, count)]]
        return [*self._theme_of_topic(), *drafts][: max(0, count)]

    def _angle(self, angle: Angle) -> Draft:
        first, *others = self._picker.angle_says(angle)
        return Draft(angle.title, [first], angle.pictures, others)

    def _theme_of_topic(self) -> list[Draft]:
        """What the topic itself is about, unless a point is about the same."""
        theme = theme_of(self._request.topic, self._stock.themes)
        themes_of_points = [point.theme for point in self._request.points]
        if theme is None or theme.most <= PRACTICAL or theme in themes_of_points:
            return []
        says = self._picker.theme_says(theme)
        return [Draft(theme.title, says[:1], theme.pictures, says[1:])] if len(says) > 1 else []

    def _points(self, group: list[Point], index: int, count: int) -> Draft:
        """Headed by the first point that it says."""
        place = "first" if index == 0 else "last" if index == count - 1 else "following"
        head: list[str] = []
        if not self._terse and self._picker.chance(0.25 if self._is_short else 0.75):
            head = introduced(group, place, self._stock, self._picker, self._language)
        extras = said_of(group, self._sharing, self._stock, self._picker)
        pictures = next((point.theme.pictures for point in group if point.theme), ())
        return Draft(group[0].title, head or plainly(group, self._language), pictures, extras)

    def _add_general(self, groups: list[list[Point]], bodies: list[Draft]) -> None:
        """Up to two sentences that suit anything, where a point has nothing of its own to add.

        In a long film also where it has, but not about practical matters.
        """
        is_long = self._request.length.aim > LONG_FILM
        open_to_more = [
            (group, body)
            for group, body in zip(groups, bodies, strict=True)
            if group[0].takes_comment and (not body.extras or (is_long and group[0].is_rich))
        ]
        for group, body in open_to_more * 2:
            body.extras.extend(filter(None, [self._general(group)]))

    def _general(self, group: list[Point]) -> str:
        is_fact = any(point.states_a_fact for point in group)
        return self._picker.one(self._stock.general_facts if is_fact else self._stock.general)

    def _one(self, pool: Sequence[str]) -> str:
        """A sentence of the pool; a short one where the film has little room."""
        return self._picker.one(pool, 0.0 if self._terse else 0.75 if self._is_short else 1.0)

    @property
    def _is_short(self) -> bool:
        return self._request.length.aim <= SHORT_FILM
