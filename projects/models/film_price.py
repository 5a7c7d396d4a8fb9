"""What services will cost for a film, from now to its end, as far as prices are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.language import LANGUAGES
from projects.providers import painters, providers_of, script_writers, services_of, speakers
from projects.vocabulary import ProviderKind

from .project.model import Project
from .scene import Scene
from .scene_painting import unpaid_paintings
from .spending import usual, usual_script

SECONDS_A_SCENE = 6.0  # of a film that has no script yet
FEWEST_SCENES, MOST_SCENES = 3, 30
_SPOKEN = {
    "characters": "我们的孩子今天一起去春游，",
    "words": "Our children go on an outing today. ",
}


@dataclass(frozen=True)
class Part:
    """What this service makes: so many `pieces`. `price`: of all of them; None if not known.
    `is_most`: it is no more than this, if it was not asked for such a thing yet."""

    kind: ProviderKind
    maker: str
    pieces: int
    price: Decimal | None
    is_most: bool = False


@dataclass(frozen=True)
class FilmPrice:
    parts: tuple[Part, ...]

    @property
    def known(self) -> Decimal:
        return sum((part.price for part in self.parts if part.price is not None), Decimal(0))

    @property
    def is_complete(self) -> bool:
        return all(part.price is not None for part in self.parts)


def film_price(project: Project) -> FilmPrice:
    """Of all that is missing; of one without a script, of what it is planned to be. It may be one
    that is not saved yet. Of the makers that are tried in turn the first one counts."""
    scenes = [] if project._state.adding else project.scene_list
    return FilmPrice(tuple(_parts(project, scenes)))


def _parts(project: Project, scenes: list[Scene]) -> Iterator[Part]:
    planned = round(min(max(project.seconds / SECONDS_A_SCENE, FEWEST_SCENES), MOST_SCENES))
    if not scenes and (writer := _service(ProviderKind.SCRIPT, project)):
        yield _of_script(project, writer)
    speaker = project.speakers_allowed[0]
    spoken = [scene for scene in scenes if scene.audio is None]
    if speaker in services_of(ProviderKind.SPEECH) and (spoken or not scenes):
        pieces = len(spoken) or planned
        yield Part(
            ProviderKind.SPEECH, speaker, pieces, _of_speech(project, spoken, speaker, pieces)
        )
    yield from _seen(project, scenes, planned)


def _seen(project: Project, scenes: list[Scene], planned: int) -> Iterator[Part]:
    """A scene that is filmed needs no picture, unless the service fails."""
    kind, filmer = ProviderKind.VIDEO, _service(ProviderKind.VIDEO, project)
    filmed = [scene for scene in scenes if filmer and scene.may_be_filmed and not scene.footage]
    if filmer and (filmed or not scenes):
        lengths = [scene.seconds for scene in filmed] or [project.seconds / planned] * planned
        yield Part(kind, filmer, len(lengths), _of_footage(filmer, lengths))
    painter = _service(ProviderKind.PICTURE, project)
    if painter and not filmer:
        pieces = len(unpaid_paintings(scenes)) if scenes else planned
        price = painting_price(painter)
        if pieces:
            yield Part(
                ProviderKind.PICTURE, painter, pieces, None if price is None else price * pieces
            )


def _service(kind: ProviderKind, project: Project) -> str:
    """The service that is asked first for this kind; "" if that is the studio itself."""
    first = project.makers_allowed(kind)[0]
    return first if first in services_of(kind) else ""


def _of_script(project: Project, name: str) -> Part:
    """By the scripts that this model has written here, or else by the length of the brief."""
    writer, kind = script_writers()[name], ProviderKind.SCRIPT
    past = usual_script(name, getattr(writer, "model", ""), getattr(writer, "prices", {}))
    if past is not None:
        return Part(kind, name, 1, past)
    most = writer.price_of(project.for_writer)
    return Part(kind, name, 1, most, is_most=most is not None)


def _of_speech(project: Project, scenes: list[Scene], speaker: str, pieces: int) -> Decimal | None:
    asked = speakers()[speaker]
    if scenes:
        prices = [asked.price_of(scene.narration) for scene in scenes]
    else:
        text = _SPOKEN[LANGUAGES[project.language].counted_in]
        a_second = asked.price_of(text)
        share = Decimal(project.seconds / max(project.estimate(text), 0.1))
        prices = [None if a_second is None else a_second * share]
    if None in prices:
        return _times(_usual(ProviderKind.SPEECH, speaker), pieces)
    return sum(filter(None, prices), Decimal(0))


def _of_footage(filmer: str, lengths: list[float]) -> Decimal | None:
    asked = providers_of(ProviderKind.VIDEO)[filmer]
    told = getattr(asked, "price_of", lambda seconds: None)
    prices = [told(seconds) for seconds in lengths]
    if None in prices:
        return _times(_usual(ProviderKind.VIDEO, filmer), len(lengths))
    return sum(filter(None, prices), Decimal(0))


def painting_price(name: str) -> Decimal | None:
    """Of one picture: as it is set, or as it was."""
    price = painters()[name].price
    return _usual(ProviderKind.PICTURE, name) if price is None else price


def _usual(kind: ProviderKind, name: str) -> Decimal | None:
    """Of one call, as it was."""
    known = usual(kind, name)
    return known.price if known else None


def _times(price: Decimal | None, pieces: int) -> Decimal | None:
    return None if price is None else price * pieces
