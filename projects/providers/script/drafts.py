"""Drafts of the scenes: what each of them has to say, and what it can say more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .headings import label_of, topic_heading, value_of
from .languages import Role, WrittenLanguage
from .picker import Picker
from .plan import (
    FEWEST_SCENES,
    LONGEST_NARRATION,
    MOST_SCENES,
    SHORTEST_SCENE,
    scenes_for,
    scenes_of,
    seconds_a_scene,
)
from .points import Point
from .request import Request
from .spoken_lines import Line, lines_of, plain_lines
from .stock import Stock
from .wording import folded, joined, statement

_AROUND = 10.0
"""Seconds that the first and the last scene of a film take, about."""

_A_THOUGHT = 3.2
"""Seconds of a sentence about the theme of a point, about."""

_NEAR = 1.1
_FAR = 0.8
"""A film may be longer or shorter than its aim by this factor, if its points are better said so."""

_LONGEST_CLOSE = 11.0
"""Seconds of what to do and whom to ask, which the last scene says. More has scenes of its own."""

_CLOSE_WITH_TIME = 8.0
"""A last scene that has more seconds to say needs no good-bye."""

_THOUGHTS, _OF_THE_TOPIC = 5, 2
"""At most so many sentences may follow one line, in the longest films; and if its theme is that of
the topic, which a scene of its own may tell."""

_LEAST = 15.0
"""Seconds of a film that nobody calls a film if it is shorter."""

_TOLD_BY_VALUE = (Role.WHEN, Role.WHERE, Role.PRICE)
_IN_ONE_SCENE = 3

_AT_THE_END = (Role.JOIN, Role.CONTACT)


@dataclass
class Draft:
    """A scene. Its lines say all that they have to, and as much more as there is time for.

    It shows one of `pictures` that shares at least so many words with what is said, else one of
    `otherwise`.
    """

    title: str
    lines: list[Line]
    pictures: Sequence[str]
    otherwise: Sequence[str]
    tail: list[str] = field(default_factory=list)
    least: int = 0

    def narration(self, language: WrittenLanguage) -> str:
        said = [sentence for line in self.lines for sentence in line.sentences()]
        return joined([*said, *self.tail], language)


class Drafting:
    """Drafts one film."""

    def __init__(self, request: Request, stock: Stock, picker: Picker):
        self._request, self._stock, self._picker = request, stock, picker
        self._language, self._occasion = request.language, request.occasion
        spoken = sum(_with_thought(point, request) for point in request.points)
        around = _AROUND + request.estimate("".join(self._contacts()))
        self._has_time = spoken + around < request.length.aim * _NEAR

    def film(self) -> list[Draft]:
        """An opening, scenes that say the points, scenes about the topic if it needs them, and a
        close."""
        opening = self._opening()
        points, last = self._parted(self._request.points)
        lines = self._lines(points)
        self._add_thoughts(lines)
        scene = seconds_a_scene(self._request.length.aim)
        rows = scenes_for(self._request.brief.material, lines, scene, self._seconds)
        bodies = [self._body(row) for row in rows]
        close = self._close(last)
        about = self._about([opening, *bodies, close])
        return [opening, *about, *bodies, close]

    def of_points(self) -> list[Draft]:
        """Scenes that say the points, and nothing else."""
        lines = self._lines(self._request.points)
        scene = seconds_a_scene(self._request.length.aim)
        return [self._body(row) for row in scenes_of(lines, scene, self._seconds)]

    def _add_thoughts(self, lines: list[Line]) -> None:
        """What is true of the theme of a line may follow it. Where several lines have one theme,
        each takes only what shares a word with it."""
        if self._occasion.is_notice:
            return
        sharers = Counter(theme.title for line in lines for theme in line.themes)
        for nth in range(_THOUGHTS):
            for line in (line for line in lines if len(line.themes) == 1):
                (theme,) = line.themes
                if theme == self._request.theme and nth >= _OF_THE_TOPIC:
                    continue
                is_broad = sharers[theme.title] > 1 or theme == self._request.theme
                near, least = (line.said, sharers[theme.title] > 1) if is_broad else ("", 0)
                if thought := self._picker.one(theme.says, near=near, least=least):
                    line.more.append(thought)

    def _seconds(self, line: Line) -> float:
        """Of a line with what it is likely to say."""
        likely = line.more[:1] if self._has_time else []
        return self._request.estimate(joined([line.said, *likely], self._language))

    def _parted(self, points: Sequence[Point]) -> tuple[list[Point], list[Point]]:
        """The points of the scenes between, and those that the last scene says."""
        last = [point for point in points if point.role in _AT_THE_END]
        said = [*(point.text for point in last), *self._contacts()]
        if last and self._request.measure("。".join(said)) > _LONGEST_CLOSE:
            last = [point for point in last if point.role == Role.CONTACT][-1:]
        elif not last and not self._has_farewell and len(points) > 1:
            last = [points[-1]]
        return [point for point in points if point not in last], last

    def _lines(self, points: Sequence[Point]) -> list[Line]:
        lines = lines_of(points, self._occasion.frames, self._language, in_rows=not self._has_time)
        crowded = sum(len(line.said) for line in lines) > LONGEST_NARRATION * 2
        return plain_lines(points, self._language) if crowded else lines

    def _opening(self) -> Draft:
        """The topic, and what it is about."""
        request, theme = self._request, self._request.theme
        pattern = "" if request.topic_is_sentence else self._opens()
        said = pattern.format(t=request.topic) or statement(request.topic, self._language)
        more = [self._picker.one(theme.opens) if theme else "", *self._welcomes()]
        more.append(self._audience_line())
        title = topic_heading(request.topic, self._language) or self._stock.roles.titles[Role.WHAT]
        line = Line(self._language.at_start(said), title, Role.WHAT, more=[*filter(None, more)])
        return Draft(title, [line], *self._scenery)

    def _welcomes(self) -> list[str]:
        """What follows a topic that is a sentence. A film of no special occasion does without it,
        unless the topic alone is over too soon."""
        request = self._request
        is_short = request.measure(request.topic) < SHORTEST_SCENE
        is_wanted = request.topic_is_sentence and (self._occasion.closes or is_short)
        return [self._picker.one(self._occasion.welcomes)] if is_wanted else []

    def _opens(self) -> str:
        """How the topic is brought in: in words that are not its own, where there are any."""
        words = self._language.telling(self._request.topic)
        opens = [text for text in self._occasion.opens if self._is_long_enough(text)]
        fresh = [text for text in opens if not words & self._language.telling(text)]
        return self._picker.one(fresh) or self._picker.one(opens or self._occasion.opens)

    def _is_long_enough(self, pattern: str) -> bool:
        return self._request.measure(pattern.format(t=self._request.topic)) > SHORTEST_SCENE

    def _audience_line(self) -> str:
        if not self._request.audience:
            return ""
        pattern = self._picker.choice(self._stock.calls.audience_lines)
        return pattern.format(who=self._request.audience)

    def _body(self, lines: list[Line]) -> Draft:
        """A scene that says these lines. The one that says the most gives it title and picture."""
        longest = max(lines, key=lambda line: len(line.said))
        main = lines[0] if len(lines[0].said) * 2 >= len(longest.said) else longest
        themes = [theme for line in (main, *lines) for theme in line.themes]
        if self._occasion.is_notice:
            themes = [theme for theme in themes if theme == self._request.theme]
        pictures = [picture for theme in themes for picture in theme.pictures]
        title = self._headline(main) if len(lines) == 1 else main.title
        is_of_topic = bool(themes) and themes[0] == self._request.theme
        return Draft(title, lines, pictures, self._of_role(main), least=int(is_of_topic))

    def _headline(self, line: Line) -> str:
        """The title of a line that has a scene to itself: less than all that the line says."""
        title = line.title
        if folded(title) != folded(line.said):
            return title
        shorter = self._language.shorter(title)
        if line.themes and not (self._occasion.is_notice and shorter):
            return line.themes[0].title
        if label := label_of(title):
            return value_of(title) if line.role in _TOLD_BY_VALUE else label
        return shorter or self._stock.roles.titles[line.role]

    def _of_role(self, line: Line) -> list[str]:
        patterns = self._stock.roles.pictures[line.role]
        return [pattern.format(p=line.shows or line.title) for pattern in patterns]

    def _about(self, drafts: list[Draft]) -> list[Draft]:
        """Scenes about the topic itself, where the points leave the film too short for one."""
        scenes: list[Draft] = []
        length = self._request.length
        least = max(length.shortest, length.aim * _FAR)
        for title, says, pictures in self._matters(drafts):
            count = len(drafts) + len(scenes)
            if self._most([*drafts, *scenes]) >= least and (scenes or count >= FEWEST_SCENES):
                break
            if count >= MOST_SCENES:
                break
            if says:
                line = Line(says[0], title, Role.WHAT, more=says[1:])
                scenes.append(Draft(title, [line], pictures, self._occasion.scenery))
        return scenes

    def _matters(self, drafts: list[Draft]) -> Iterator[tuple[str, list[str], Sequence[str]]]:
        """A title, sentences and pictures: of the theme of the topic; and of the occasion, if there
        are no points, no scene to say them in, or too few for any film."""
        theme, occasion = self._request.theme, self._occasion
        is_needed = len(drafts) < FEWEST_SCENES
        is_too_short = self._most(drafts) < min(self._request.length.shortest, _LEAST)
        if theme and not occasion.is_notice:
            yield theme.title, self._picker.some(theme.says), theme.pictures
        if self._request.points and not is_needed and not is_too_short:
            return
        says = self._picker.some(occasion.says)
        for at in range(0, len(says), _IN_ONE_SCENE):
            title = self._picker.one(occasion.titles) or self._picker.choice(occasion.titles)
            yield title, says[at : at + _IN_ONE_SCENE], occasion.scenery

    def _most(self, drafts: list[Draft]) -> float:
        """Seconds of the film if it says all that it can."""
        return sum(
            self._request.measure(
                joined(
                    [say for line in draft.lines for say in [line.said, *line.more]] + draft.tail,
                    self._language,
                )
            )
            for draft in drafts
        )

    def _close(self, last: Sequence[Point]) -> Draft:
        """What to do, whom to ask, a good-bye and what the platform offers."""
        platform = self._request.brief.platform
        call = self._picker.one(self._stock.calls.on(platform, is_notice=self._occasion.is_notice))
        lines = lines_of(last, None, self._language, in_rows=True)
        lines = self._with_contacts(lines)
        said = joined([line.said for line in lines], self._language)
        farewell = self._farewell("\n".join([said, *(p.text for p in self._request.points)]))
        title = self._title_of_close(lines)
        named = next((line for line in lines if line.title), None)
        pictures, otherwise = ((), self._of_role(named)) if named else self._scenery
        if not lines:
            lines = [Line(farewell or call, title, Role.JOIN)]
        elif self._request.measure(said) < _CLOSE_WITH_TIME:
            lines[-1].more = [*filter(None, [farewell])]
        tail = [call] if call != lines[0].said else []
        return Draft(title, lines, pictures, otherwise, tail)

    def _farewell(self, told: str) -> str:
        """A good-bye of the theme, else of the occasion if it does not say again what was told."""
        theme = self._request.theme
        if theme and (farewell := self._picker.one(theme.closes)):
            return farewell
        closes = self._occasion.closes or ()
        return self._picker.one([text for text in closes if not self._echoes(text, told)])

    @property
    def _has_farewell(self) -> bool:
        theme = self._request.theme
        return bool(self._request.contacts or self._occasion.closes or (theme and theme.closes))

    def _echoes(self, text: str, said: str) -> bool:
        """Whether a good-bye says again what was said: "Thank you" after "Thanks a lot"."""
        words = self._language.telling(text)
        return any(len(words & self._language.telling(one)) > 1 for one in said.split("\n"))

    def _with_contacts(self, lines: list[Line]) -> list[Line]:
        """And the fields of the brief that no key point and no topic has said: the name first."""
        said = self._contacts()
        names = [said.pop(0)] if "organization" in self._request.contacts else []
        before, after = ([Line(text, "", Role.CONTACT) for text in one] for one in (names, said))
        return [*before, *lines, *after]

    def _title_of_close(self, lines: list[Line]) -> str:
        if link := self._request.shown_link:
            return link
        named = (line.title for line in lines if line.title)
        return next(named, "") or self._picker.choice(self._occasion.titles)

    def _contacts(self) -> list[str]:
        """The fields of the brief that no key point and no topic has said."""
        contacts = self._stock.roles.contacts
        return [
            getattr(contacts, name).replace("{v}", value)
            for name, value in self._request.contacts.items()
        ]

    @property
    def _scenery(self) -> tuple[Sequence[str], Sequence[str]]:
        """Pictures of the topic, and of the occasion where the topic has none left."""
        theme = self._request.theme
        return theme.pictures if theme else (), self._occasion.scenery


def _with_thought(point: Point, request: Request) -> float:
    return request.measure(point.text) + (_A_THOUGHT if point.theme else 0.0)
