"""The script writer that comes with the studio. It needs no key, no server and no network."""

from __future__ import annotations

from dataclasses import replace

from ..base import Brief, Estimate, SceneScript, Script, ScriptWriter
from ..work import Work
from .describing import is_ours
from .drafts import Draft, Drafting
from .headings import heading
from .languages import written_language
from .padding import fill
from .picker import Picker
from .plan import LONGEST_NARRATION
from .post import description_of, title_of
from .request import Request, read
from .stock import Camera, Stock, stock_of
from .wording import clipped, statement


class OfflineWriter(ScriptWriter):
    """Says what the brief says, in good order, and what is true of its topic and of its occasion.

    The same brief, seed and estimate give the same script. A film whose brief has little to say is
    shorter than what was asked for.
    """

    def write(self, brief: Brief, *, seed: int, estimate: Estimate, work: Work) -> Script:
        work.beat()
        stock = stock_of(brief.language)
        request = read(brief, stock, estimate)
        work.beat()
        picker = _picker(request, stock, seed)
        drafts = Drafting(request, stock, picker).film()
        fill(drafts, request.length, request.language, request.measure)
        work.beat()
        return Script(
            title=title_of(request, picker),
            description=description_of(request, stock, picker),
            scenes=_scenes(drafts, request, stock, picker),
        )

    def heading(self, text: str, *, language: str) -> str:
        return heading(text, written_language(language))

    def word(self, point: str, brief: Brief, *, estimate: Estimate) -> tuple[SceneScript, ...]:
        stock = stock_of(brief.language)
        request = read(replace(brief, key_points=(point,)), stock, estimate)
        picker = _picker(request, stock, seed=0)
        drafts = Drafting(request, stock, picker).of_points()
        if not drafts:  # it says what the topic says
            return super().word(point, brief, estimate=estimate)
        return _scenes(drafts, request, stock, picker)

    def illustrates(self, description: str, *, language: str) -> bool:
        return is_ours(description, language)

    def platform_tags(self, platform: str, *, language: str) -> tuple[str, ...]:
        return stock_of(language).posts.tags_on(platform)


def _picker(request: Request, stock: Stock, seed: int) -> Picker:
    brief = request.brief
    key = f"{seed}/{request.topic}/{request.video_type}/{brief.style}/{brief.platform}"
    return Picker(
        stock.audiences, request.language, brief.style, for_families=request.for_families, seed=key
    )


def _scenes(
    drafts: list[Draft], request: Request, stock: Stock, picker: Picker
) -> tuple[SceneScript, ...]:
    pictures = _pictures(drafts, request, picker)
    scenes: list[SceneScript] = []
    for index, draft in enumerate(drafts):
        before = scenes[-1] if scenes else None
        place = "first" if index == 0 else "last" if index == len(drafts) - 1 else ""
        shot = _shot(stock.pictures.camera, picker, place, before)
        look = picker.choice(stock.pictures.looks[picker.style])
        picture = f"{pictures[index]}{request.language.PAUSE}{look}"
        scenes.append(_scene(draft, request, picture, shot))
    return tuple(scenes)


def _pictures(drafts: list[Draft], request: Request, picker: Picker) -> dict[int, str]:
    """What each scene shows. The first and the last one choose last: others have more to show."""
    last = len(drafts) - 1
    return {
        index: picker.picture(
            drafts[index].pictures,
            drafts[index].otherwise,
            near=drafts[index].narration(request.language),
            least=drafts[index].least,
        )
        for index in (*range(1, last), 0, last)
    }


def _scene(draft: Draft, request: Request, picture: str, shot: tuple[str, str, str]) -> SceneScript:
    language = request.language
    narration = clipped(draft.narration(language), LONGEST_NARRATION, language)
    angle, movement, transition = shot
    return SceneScript(
        title=draft.title,
        visual_description=statement(picture, language),
        narration=narration,
        subtitle=narration,
        seconds=round(request.measure(narration), 2),
        camera_angle=angle,
        camera_movement=movement,
        transition=transition,
    )


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
