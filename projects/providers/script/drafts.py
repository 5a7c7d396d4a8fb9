"""Drafts of the scenes: what each of them has to say, and what it can say more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from projects.word_files import any_of

from .headings import topic_heading
from .key_points_said import introduced, plainly, said_of
from .languages import WrittenLanguage
from .picker import Picker
from .plan import grouped
from .points import Point
from .request import Request
from .stock import Angle, Stock
from .wording import joined, statement

SHORT_FILM = 32
"""A film of at most so many seconds has little time for introductions."""

LONG_FILM = 100
"""In a film of more seconds a point needs more sentences than its theme has."""


@dataclass
class Draft:
    """A scene says its `head`, then the first `added` of its `extras`, then its `tail`."""

    title: str
    head: list[str]
    pictures: Sequence[str]
    extras: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    added: int = 0

    def narration(self, language: WrittenLanguage, added: int | None = None) -> str:
        taken = self.extras[: self.added if added is None else added]
        return joined([*self.head, *taken, *self.tail], language)


class Drafting:
    """Drafts one film. With `terse` it uses the fewest words that the stock has."""

    def __init__(self, request: Request, stock: Stock, picker: Picker, *, terse: bool):
        self._request, self._stock, self._picker, self._terse = request, stock, picker, terse
        self._language = request.language
        self._type = request.video_type
        self._openings, self._scenery = stock.openings, stock.pictures.scenery[self._type]
        self._sharing = Counter(point.theme.title for point in request.points if point.theme)

    def film(self, scenes: int) -> list[Draft]:
        """An opening, scenes with points, scenes about other sides of the topic, and a close."""
        opening, close = self._opening(), self._close()
        groups = grouped(self._request.points, scenes - 2)
        angles = self._angles(scenes - 2 - len(groups))
        bodies = [self._points(group, index, len(groups)) for index, group in enumerate(groups)]
        self._add_general(groups, bodies)
        before = 1 if len(angles) > 1 and bodies and self._picker.chance(0.4) else 0
        return [opening, *angles[:before], *bodies, *angles[before:], close]

    def _opening(self) -> Draft:
        head = [self._hook()]
        head.append(self._topic_line(head[0]))
        audience = [] if self._terse else self._audience_line()
        lead = self._beside([*head, *audience], self._openings.leads[self._type])
        if not self._is_short:
            head, audience = [*head, *audience], []
        title = topic_heading(self._request.topic, self._language) or self._stock.points.plain_title
        return Draft(title, head, self._scenery, [*audience, *lead])

    def _hook(self) -> str:
        """Mostly one in the style of the film, if there is one that suits the audience."""
        own = self._openings.hooks[self._type][self._picker.style]
        plain = self._openings.plain_hooks[self._type]
        is_own = bool(self._picker.unused(own)) and self._picker.chance(0.75)
        return self._one(own if is_own else plain)

    def _topic_line(self, hook: str) -> str:
        if self._terse or self._request.topic_is_sentence:
            return statement(self._request.topic, self._language)
        pool = self._openings.topic_lines[self._type]
        line = self._one(pool, beside=hook).format(t=self._request.topic)
        return self._language.at_start(line)

    def _audience_line(self) -> list[str]:
        if not self._request.audience:
            return []
        return [self._picker.one(self._openings.audience_lines).format(who=self._request.audience)]

    def _close(self) -> Draft:
        closings = self._stock.closings
        title = self._picker.one(closings.titles[self._type])
        head = [self._one(closings.closes[self._type])]
        call = self._one(closings.calls_on(self._request.brief.platform), beside=head[0])
        farewell = self._beside([*head, call], closings.farewells)
        return Draft(title, head, self._scenery, farewell, [call])

    def _beside(self, said: list[str], pool: Sequence[str]) -> list[str]:
        """A sentence of the pool that repeats little of what is said; [] if none is left."""
        sentence = self._picker.one(pool, beside=joined(said, self._language))
        return [sentence] if sentence else []

    def _angles(self, count: int) -> list[Draft]:
        speaking = [
            angle
            for angle in self._angles_by_nearness()
            if len(self._picker.unused(angle.says)) >= 2
            and (self._request.for_families or not angle.for_families)
        ]
        drafts = [self._angle(angle) for angle in speaking[: max(0, count)]]
        return [*self._theme_of_topic(), *drafts][: max(0, count)]

    def _angles_by_nearness(self) -> list[Angle]:
        """Angles of the video type, then common ones, then those that are far from the topic."""
        topic, angles = self._request.topic, self._stock.angles
        own = self._picker.shuffled(angles.angles[self._type])
        common = self._picker.shuffled(angles.common)
        is_place = any_of(self._stock.audiences.whole_places).search(topic)
        is_one_thing = not is_place and self._stock.themes.of(topic)
        far = [angle for angle in own if angle.broad and is_one_thing]
        return [*(angle for angle in own if angle not in far), *common, *far]

    def _angle(self, angle: Angle) -> Draft:
        first, *others = self._picker.angle_says(angle)
        return Draft(angle.title, [first], angle.pictures, others)

    def _theme_of_topic(self) -> list[Draft]:
        """A scene about the theme of the topic, unless a point has the same theme."""
        theme = self._stock.themes.of(self._request.topic)
        themes_of_points = [point.theme for point in self._request.points]
        if theme is None or theme.practical or theme in themes_of_points:
            return []
        says = self._picker.theme_says(theme)
        return [Draft(theme.title, says[:1], theme.pictures, says[1:])] if len(says) > 1 else []

    def _points(self, group: list[Point], index: int, count: int) -> Draft:
        """A scene that says these points. The first one gives it its title."""
        place = "first" if index == 0 else "last" if index == count - 1 else "following"
        head: list[str] = []
        is_led_to = count > 1 and not self._terse
        if is_led_to and self._picker.chance(0.25 if self._is_short else 0.75):
            head = introduced(group, place, self._stock.points, self._picker, self._language)
        extras = said_of(group, self._sharing, self._stock.points, self._picker)
        pictures = next((point.theme.pictures for point in group if point.theme), ())
        return Draft(group[0].title, head or plainly(group, self._language), pictures, extras)

    def _add_general(self, groups: list[list[Point]], bodies: list[Draft]) -> None:
        """Adds up to two sentences that suit any point to scenes that have few of their own."""
        for group, body in [*zip(groups, bodies, strict=True)] * 2:
            if self._is_open_to_more(group[0], body):
                is_fact = any(self._language.FACT.search(point.text) for point in group)
                pool = self._stock.points.general_facts if is_fact else self._stock.points.general
                body.extras.extend(self._beside([*body.head, *body.extras], pool))

    def _is_open_to_more(self, point: Point, body: Draft) -> bool:
        """Whether a general sentence may follow. A practical matter needs no more than one."""
        if not point.takes_comment:
            return False
        is_long = self._request.length.aim > LONG_FILM
        is_practical = point.theme is not None and not point.is_rich
        return len(body.extras) < (1 if is_practical else 2) or (is_long and point.is_rich)

    def _one(self, pool: Sequence[str], beside: str = "") -> str:
        """A sentence of the pool; a short one where the film has little time."""
        share = 0.0 if self._terse else 0.75 if self._is_short else 1.0
        return self._picker.one(pool, share, beside=beside)

    @property
    def _is_short(self) -> bool:
        return self._request.length.aim <= SHORT_FILM
