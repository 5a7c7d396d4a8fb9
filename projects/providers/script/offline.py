"""The script writer that comes with the studio. It needs no key, no server and no network."""

from __future__ import annotations

from ..base import Beat, Brief, Estimate, SceneScript, Script, ScriptWriter
from .drafts import Draft, Drafting
from .padding import HASTY_SCENE, fill
from .picker import Picker
from .plan import LONGEST_NARRATION, Length, attempts, needed_scenes, scene_count
from .post import description_of, title_of
from .request import Request, read
from .stock import Camera, Stock, stock_of
from .wording import clipped, statement

_SLOW_SCENE = 22
"""After so many seconds people have seen enough of a picture."""

_NEAR = 0.15
"""A film may be longer or shorter than its aim by this part of it."""


class OfflineWriter(ScriptWriter):
    """Writes from a stock of sentences. The same brief, seed and estimate give the same script."""

    def write(self, brief: Brief, *, seed: int, estimate: Estimate, beat: Beat) -> Script:
        beat()
        stock = stock_of(brief.language)
        request = read(brief, stock, estimate)
        beat()
        drafts, picker = _best_film(request, stock, seed, beat)
        return Script(
            title=title_of(request, stock, picker),
            description=description_of(request, stock, picker),
            scenes=_scenes(drafts, request, stock, picker),
        )


def _best_film(request: Request, stock: Stock, seed: int, beat: Beat) -> tuple[list[Draft], Picker]:
    """The first attempt without a fault, or else the one with the smallest faults."""
    spoken = sum(request.measure(point.text) for point in request.points)
    count = scene_count(request.length.aim, request.points, spoken)
    films = []
    for scenes, terse in attempts(count, needed_scenes(request.points, spoken)):
        beat()
        picker = _picker(request, stock, seed)
        drafts = Drafting(request, stock, picker, terse=terse).film(scenes)
        seconds = fill(drafts, request.length, request.language, request.measure)
        faults = _faults(seconds, request.length)
        if not any(faults):
            return drafts, picker
        films.append((faults, drafts, picker))
    _, drafts, picker = min(films, key=lambda film: film[0])
    return drafts, picker


def _faults(scenes: list[float], length: Length) -> tuple[float, float, int]:
    """Seconds outside the limits, seconds far from the aim, scenes that are too short or long."""
    film = sum(scenes)
    outside = max(0.0, length.shortest - film, film - length.longest)
    far = max(0.0, abs(film - length.aim) - _NEAR * length.aim)
    return outside, far, sum(not HASTY_SCENE <= scene <= _SLOW_SCENE for scene in scenes)


def _picker(request: Request, stock: Stock, seed: int) -> Picker:
    brief = request.brief
    key = f"{seed}/{request.topic}/{request.video_type}/{brief.style}/{brief.platform}"
    return Picker(
        stock.audiences, request.language, brief.style, for_families=request.for_families, seed=key
    )


def _scenes(
    drafts: list[Draft], request: Request, stock: Stock, picker: Picker
) -> tuple[SceneScript, ...]:
    scenes: list[SceneScript] = []
    for index, draft in enumerate(drafts):
        before = scenes[-1] if scenes else None
        place = "first" if index == 0 else "last" if index == len(drafts) - 1 else ""
        scenes.append(_scene(draft, request, stock, picker, place, before))
    return tuple(scenes)


def _scene(
    draft: Draft,
    request: Request,
    stock: Stock,
    picker: Picker,
    place: str,
    before: SceneScript | None,
) -> SceneScript:
    language = request.language
    narration = clipped(draft.narration(language), LONGEST_NARRATION, language)
    angle, movement, transition = _shot(stock.pictures.camera, picker, place, before)
    return SceneScript(
        title=draft.title,
        visual_description=_picture(draft, request, stock, picker),
        narration=narration,
        subtitle=narration,
        seconds=round(request.measure(narration), 2),
        camera_angle=angle,
        camera_movement=movement,
        transition=transition,
    )


def _picture(draft: Draft, request: Request, stock: Stock, picker: Picker) -> str:
    angles = stock.angles.angles[request.video_type]
    scenery = stock.pictures.scenery[request.video_type]
    around = [*scenery, *(picture for angle in angles for picture in angle.pictures)]
    subject = picker.picture(draft.pictures, around)
    look = picker.choice(stock.pictures.looks[picker.style])
    return statement(f"{subject}{request.language.PAUSE}{look}", request.language)


def _shot(
    camera: Camera, picker: Picker, place: str, before: SceneScript | None
) -> tuple[str, str, str]:
    """Angle, movement and transition: never those of the scene before."""
    if place == "first" or before is None:
        return camera.angles[0], camera.movements[0], picker.choice(camera.transitions[:2])
    angle = picker.choice(camera.angles[1:], but=before.camera_angle)
    if place == "last":
        return angle, camera.movements[-1], camera.transitions[-1]
    movement = picker.choice(camera.movements[:-1], but=before.camera_movement)
    return angle, movement, picker.choice(camera.transitions[:-1], but=before.transition)
