"""What a button says, it does: every button of a page, in every state, after every change.

A button that a page offers must not refuse. When its work has ended, what it has promised is done.
No worker and no ffmpeg: the Runs are done as rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.api.steps import start_missing
from projects.jobs.queue import run_and_enqueue
from projects.models import Artifact, Project, Run, Scene
from projects.pages import regions
from projects.pages.steps.card import card_of, plan_of
from projects.timeline import EDIT, NARRATION, SCENES, SCRIPT, WORK_STEPS, State, Step, step_of
from tests.support.programs import Program
from tests.support.projects import fresh, script

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("collected_files")]
SCENE_COUNT = 2
Change = Callable[[Project], None]


# States


def keep(run: Run) -> None:
    """What a worker commits at the end of the Run, without the files."""
    project = fresh(run.project)
    step = step_of(run.step)
    if step.makes_scenes:
        return project.take_script(script(SCENE_COUNT))
    scene = next((each for each in project.scene_list if each.pk == run.scene_id), None)
    add_files(project, step, scene)
    return None


def add_files(project: Project, step: Step, scene: Scene | None) -> None:
    recipe = project.recipe_of(step, scene)
    for kind in step.makes:
        known = {"project": project, "scene": scene, "kind": kind, "input_hash": recipe}
        Artifact.objects.get_or_create(**known, defaults={"size": 1, "file": f"{kind}-{recipe}"})


def do(runs: Any) -> None:
    for run in runs:
        claimed = Run.claim(run.pk, worker="test")
        assert claimed
        claimed.succeed(lambda claimed=claimed: keep(claimed))


def work_through(project: Project) -> None:
    """Let each step that runs succeed, until the project rests."""
    while (project := fresh(project)).running:
        for run in project.runs.active().select_related("scene"):
            keep(run)
        with project.locked():
            project.runs.active().update(state=State.SUCCEEDED)
            list(project.settle())


def made_up_to(project: Project, step: Step) -> None:
    for each in WORK_STEPS:
        if each.number <= step.number:
            list(fresh(project).start(each))
            work_through(project)


def begin(project: Project, step: Step, *, done: int = 0) -> list[Run]:
    """Start the step and let the first pieces of it succeed. Returns the others."""
    project = fresh(project)
    for scene in project.scene_list if step.per_scene else []:  # other takes: all is missing
        scene.next_take("narration" if step is NARRATION else "clip")
    runs = list(fresh(project).start(step))
    do(runs[:done])
    return list(project.runs.active().order_by("pk"))


def cancelled(step: Step, *, done: int = 0) -> Change:
    def make(project: Project) -> None:
        begin(project, step, done=done)
        fresh(project).cancel()

    return make


def failed(step: Step, *, done: int = 0) -> Change:
    def make(project: Project) -> None:
        for run in begin(project, step, done=done):
            fail(run, "timed_out")

    return make


def fail(run: Run, code: str) -> None:
    claimed = Run.claim(run.pk, worker="test")
    assert claimed
    claimed.fail({"code": code, "scene": run.scene and run.scene.position}, "")


@dataclass(frozen=True)
class Stage:
    made: Step | None
    then: Change = lambda project: None


STAGES = {
    "only a brief": Stage(None),
    "a script": Stage(SCRIPT),
    "narration": Stage(NARRATION),
    "clips": Stage(SCENES),
    "a film": Stage(EDIT),
    "a script that was cancelled": Stage(None, cancelled(SCRIPT)),
    "a script that failed": Stage(None, failed(SCRIPT)),
    "a second script that was cancelled": Stage(EDIT, cancelled(SCRIPT)),
    "a second script that failed": Stage(EDIT, failed(SCRIPT)),
    "first narration cancelled": Stage(SCRIPT, cancelled(NARRATION, done=1)),
    "first narration failed": Stage(SCRIPT, failed(NARRATION, done=1)),
    "another narration cancelled": Stage(EDIT, cancelled(NARRATION, done=1)),
    "another narration failed": Stage(EDIT, failed(NARRATION, done=1)),
    "first clips cancelled": Stage(NARRATION, cancelled(SCENES, done=1)),
    "first clips failed": Stage(NARRATION, failed(SCENES, done=1)),
    "other clips failed": Stage(EDIT, failed(SCENES, done=1)),
    "merge cancelled": Stage(SCENES, cancelled(EDIT)),
    "merge failed": Stage(SCENES, failed(EDIT)),
}


# Changes


def brief(**values: Any) -> Change:
    return lambda project: project.change_brief(**values)


def words(name: str, *places: int) -> Change:
    def change(project: Project) -> None:
        for scene in project.scene_list:
            if scene.position in places:
                scene.rewrite(**{name: f"Changed {scene.position}."})

    return change


def titled(project: Project) -> None:
    said = [{name: getattr(scene, name) for name in scene.digests} for scene in project.scene_list]
    if said:
        project.rewrite_script(project.script_version, said, title="Another title")


def shows(model: str) -> Change:
    def change(project: Project) -> None:
        for scene in project.scene_list[:1]:
            uploads = getattr(project, model)
            scene.show(uploads.create(consent_by=project.owner, sha256="1", original_name="a"))

    return change


def taken_away(project: Project) -> None:
    """A photo is in the clip and in the film, and is not wanted any more."""
    if not project.scene_list:
        return
    shows("photos")(project)
    for step in WORK_STEPS[1:]:
        if project.has_files_of([step]):
            list(fresh(project).start(step))
            work_through(project)
    fresh(project).scene_list[0].show(None)


def voice(project: Project) -> None:
    project.choose_voice("friendly_male")


def both(*changes: Change) -> Change:
    def change(project: Project) -> None:
        for each in changes:
            each(fresh(project))

    return change


def lost(*kinds: str) -> Change:
    def change(project: Project) -> None:
        for kind in kinds:
            found = fresh(project).artifacts.filter(kind=kind).order_by("scene__position").last()
            if found:
                fresh(project).notice_lost(found)

    return change


def deleted(*kinds: str) -> Change:
    def change(project: Project) -> None:
        project.artifacts.filter(kind__in=kinds).delete()

    return change


CHANGES: dict[str, Change] = {
    "nothing": lambda project: None,
    "voice": voice,
    "topic": brief(topic="秋季亲子运动会"),
    "language": brief(topic="Autumn sports day", key_points="Sack race\nParents run too"),
    "key points": brief(key_points="第1句旁白\n第2句"),
    "platform": brief(platform="bilibili"),
    "style": brief(style="fresh"),
    "length": brief(seconds=100),
    "one narration": words("narration", 2),
    "all narrations": words("narration", 1, 2),
    "two captions": words("subtitle", 1, 2),
    "a scene's title": words("title", 2),
    "a scene's picture": words("visual_description", 2),
    "the film's title": titled,
    "a photo": shows("photos"),
    "an own clip": shows("own_clips"),
    "a photo that was taken away": taken_away,
    "a narration and a photo": both(words("narration", 2), shows("photos")),
    "a lost narration": lost("narration"),
    "a lost narration and another caption": both(lost("narration"), words("subtitle", 1)),
    "a lost clip": lost("clip"),
    "a lost clip and another voice": both(lost("clip"), voice),
    "a lost film": lost("film"),
    "a lost cover": lost("cover"),
    "everything lost": lost("film", "clip", "narration"),
    "deleted narrations": deleted("narration"),
    "deleted clips": deleted("clip"),
    "deleted narrations and clips": deleted("narration", "clip"),
    "deleted film": deleted("film"),
    "all deleted": deleted("narration", "clip", "film", "cover", "srt", "vtt"),
}


OTHERWISE = (
    "nothing",
    "voice",
    "one narration",
    "a lost narration and another caption",
    "everything lost",
    "all deleted",
)


# What a page offers


@dataclass(frozen=True)
class Button:
    id: str
    address: str
    values: tuple[tuple[str, str], ...]
    words: str

    @property
    def does(self) -> str:
        return self.id.rpartition("-")[2]


# What changes a project and makes nothing.
MAKES_NOTHING = r"/(material|undo|redo|coverage|key-points?|posts|cover)/"


def offered_by(page: str) -> list[Button]:
    """The buttons on a page that send something, once each; of the scenes only the second's."""
    found = {}
    for tag, inside in re.findall(r"<button([^>]*)>(.*?)</button>", page, re.DOTALL):
        pairs = re.findall(r"""([-\w]+)=(?:"([^"]*)"|'([^']*)')""", tag)
        known = {name: unescape(one or other) for name, one, other in pairs}
        if "hx-post" not in known or re.search(MAKES_NOTHING, known["hx-post"]):
            continue
        values = json.loads(known.get("hx-vals", "{}"))
        values |= {known["name"]: known["value"]} if "name" in known else {}
        said = unescape(re.sub(r"<[^>]+>", "", inside)).strip()
        at = known.get("id", known["hx-post"])
        found[at] = Button(at, known["hx-post"], tuple(values.items()), said)
    return list(found.values())


def drawn(project: Project) -> str:
    whole = Project.objects.with_parts().get(pk=project.pk)
    return "".join(region.html for region in regions.of_timeline(whole, "en").values())


# What must come of it


def check(button: Button, before: Project, after: Project) -> None:
    """What the button has promised is done."""
    step = re.search(r"/(?:start|step)s?/(\w+)/", button.address)
    match button.does:
        case "new":
            assert {s.pk for s in before.scene_list}.isdisjoint(s.pk for s in after.scene_list)
        case "update" | "begin" | "go" if step:
            assert not after.lacks(step_of(step[1]))
        case "all" | "go":
            assert after.film and after.next_step() is None
        case "retry":
            step = step_of(button.id.rpartition("-")[0])
            assert not after.lacks(step)
        case "speak" | "again":
            kind = {"speak": "narration", "again": "clip"}[button.does]
            scene = scene_of(button, after)
            found = scene.audio if kind == "narration" else scene.clip
            assert found and not before.artifacts_before.filter(pk=found.pk)  # type: ignore[attr-defined]
        case "card":
            assert not scene_of(button, after).shot_list
        case other:
            raise AssertionError(f"what does {other} promise?")


def scene_of(button: Button, project: Project) -> Scene:
    number = int(re.search(r"-(\d+)-", button.id)[1])  # type: ignore[index]
    return next(scene for scene in project.scene_list if scene.pk == number)


def promised(words: str, project: Project) -> int | None:
    """How many pieces the words say, if they say so."""
    if not words.startswith("Update ") or words == "Update the film":
        return None
    whole = project.scene_count if "the narration" in words else 0
    return whole + sum(map(int, re.findall(r"\d+", words)))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def depends_on(project: Project) -> tuple[Any, ...]:
    """What buttons and verbs depend on. States that agree in it are one state for the studio."""
    note = project.note.get("step"), " ".join(project.note.get("lost", {}))
    files = [artifact.kind for artifact in project.artifacts.all()]
    made = [(len(project.missing(step)), step.makes[0] in files) for step in WORK_STEPS[1:]]
    own = any(scene.shot_list for scene in project.scene_list)
    return project.status, project.step, project.goal, *note, *made, own


@pytest.fixture
def stages(project: Project) -> Callable[[str], Project]:
    def at(name: str) -> Project:
        state = STAGES[name]
        if state.made:
            made_up_to(project, state.made)
        state.then(fresh(project))
        return fresh(project)

    return at


@pytest.mark.parametrize("name", STAGES)
def test_what_a_page_offers_is_done(
    name: str, stages: Callable[[str], Project], alices: Client
) -> None:
    project = stages(name)
    for change in CHANGES if name in ("clips", "a film") else OTHERWISE:
        with undone():
            CHANGES[change](fresh(project))
            changed = fresh(project)
            for button in untried(changed):
                where = f"{name}, then {change}: {button.id} “{button.words}”"
                press(alices, button, changed, where)
                if not is_only_a_change(button):
                    ask_the_api(button, changed, where)


def untried(project: Project) -> Iterator[Button]:
    """What a page of the project offers, without what was tried in a state that is the same to the
    studio: there are thousands of pairs of states and buttons."""
    found = depends_on(project)
    if found in TRIED:
        return
    TRIED.add(found)
    offered = offered_by(drawn(project))
    onward = {"begin", "go", "update", "retry", "all"} & {button.does for button in offered}
    at_the_end = project.status == "completed" and project.film
    assert onward or not project.next_step() or at_the_end, f"{found}: there is no way on"
    for button in offered:
        # A scene's own buttons do the same, whatever the project waits for.
        anywhere = button.id.startswith("scene-") or button.id == "script-new"
        tried = (button.does, *button.address.split("/")[3:5:2], *found[5 if anywhere else 1 :])
        if tried not in TRIED:
            TRIED.add(tried)
            yield button


TRIED: set[tuple[Any, ...]] = set()


def press(client: Client, button: Button, project: Project, where: str) -> None:
    with undone():
        before = fresh(project)
        starts, _ = before.run_no, before.scene_list  # read now
        count = promised(button.words, before)
        earlier = list(before.artifacts.values_list("pk", flat=True))
        before.artifacts_before = Artifact.objects.filter(pk__in=earlier)  # type: ignore[attr-defined]
        reply = client.post(button.address, dict(button.values))
        assert reply.status_code == 302, f"{where}: {reply.content.decode()}"
        work_through(project)
        after = fresh(project)
        check(button, before, after)
        pieces = after.runs.filter(run_no__gt=starts).count()
        assert count in (None, pieces), where
        assert pieces or is_only_a_change(button) or button.words == "Go on", where


def is_only_a_change(button: Button) -> bool:
    """It puts the card back, and starts nothing."""
    return button.does == "card" and not button.values


def ask_the_api(button: Button, project: Project, where: str) -> None:
    """A program that asks for the same is not refused, unless all of it is there."""
    step = re.search(r"/start/(\w+)/", button.address)
    if step and step_of(step[1]).makes and project.missing(step_of(step[1])):
        with undone():
            assert list(start_missing(fresh(project), step_of(step[1]))), where


# The words, and what comes between


def words_of(project: Project, step: str, language: str = "en") -> str:
    with override(language):
        return card_of(fresh(project), step_of(step)).update


@pytest.fixture
def filmed(stages: Callable[[str], Project]) -> Project:
    return stages("a film")


def test_a_button_says_all_that_it_makes(filmed: Project) -> None:
    voice(filmed)
    assert words_of(filmed, "narration") == "Update 2 changes"
    assert words_of(filmed, "scenes") == "Update the narration and 2 scenes"
    assert words_of(filmed, "scenes", "zh-hans") == "更新配音和 2 个画面"


def test_a_button_counts_what_it_makes_of_each_step(filmed: Project) -> None:
    both(words("narration", 2), words("subtitle", 1))(filmed)
    assert words_of(filmed, "scenes") == "Update 1 narration and 2 scenes"
    assert words_of(filmed, "scenes", "zh-hans") == "更新 1 段配音和 2 个画面"


def test_a_program_gets_the_clips_for_another_voice(filmed: Project, alice: User) -> None:
    program = Program(alice)
    voice(filmed)
    for path in ("scenes", "merge", "scenes/2/clip"):
        with undone():
            said = program("post", f"/projects/{filmed.pk}/{path}")
            assert (program.status, said["data"]["status"]) == (202, "generating_audio")


def test_what_fails_on_the_way_goes_on_to_the_same_end(filmed: Project) -> None:
    voice(filmed)
    runs = list(fresh(filmed).start(SCENES))
    fail(runs[0], "voice_failed")
    do(runs[1:])
    assert fresh(filmed).status == "failed"
    with override("en"):
        assert plan_of(fresh(filmed)) == "Keeps 1 narration, makes 1, then makes 2 clips."
    list(fresh(filmed).retry())
    work_through(filmed)
    after = fresh(filmed)
    assert (after.status, after.step, after.missing(SCENES)) == ("draft", "scenes", [])
    assert after.missing(EDIT), "nobody asked for the film"
    said = after.notifications.filter(step__in=["narration", "scenes"]).order_by("created_at")
    ends = [(notice.step, notice.outcome) for notice in said]
    assert ends[2:] == [("narration", "failed"), ("scenes", "done")], "each end is told once"


def test_a_cancel_on_the_way_is_the_end_of_it(filmed: Project) -> None:
    voice(filmed)
    list(fresh(filmed).start(SCENES))
    fresh(filmed).cancel()
    list(fresh(filmed).retry())
    work_through(filmed)
    assert (fresh(filmed).missing(NARRATION), len(fresh(filmed).missing(SCENES))) == ([], 2)


def test_an_administrator_is_offered_only_what_can_be_done(
    client: Client, carol: User, written: Project
) -> None:
    client.force_login(carol)

    def names() -> list[str]:
        page = client.get(reverse("admin:projects_project_change", args=[written.pk]))
        return [name for name, _ in page.context["offered"]]

    run_and_enqueue(lambda: written.start(NARRATION))
    assert names() == ["cancel", "delete_with_files"], "its work waits for its turn"
    ProcrastinateJob.objects.all().delete()
    assert names() == ["cancel", "requeue", "delete_with_files"]
