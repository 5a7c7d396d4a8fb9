"""Scenes like paragraphs: what each operation leaves, what it makes anew, and how it is undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from projects.illustration.picture import Layout
from projects.media.captions.timing import place_of
from projects.models import AlreadyRunning, Artifact, NotReady, Photo, Project, Scene
from projects.models.scene import MOST_SCENES
from projects.timeline import NARRATION, SCENES, Status
from tests.support.projects import fresh, write

pytestmark = pytest.mark.django_db
A_FILM = 6  # scenes


@pytest.fixture
def film(project: Project) -> Project:
    """A project of which everything is made, as far as its rows say."""
    project.narrator = "a-voice-1"
    project.save()
    return made(write(project, A_FILM))


def made(project: Project) -> Project:
    now = fresh(project)
    rows = [("narration", scene, scene.narration_hash) for scene in now.scene_list]
    rows += [("clip", scene, scene.clip_hash) for scene in now.scene_list]
    rows += [(kind, None, now.film_hash) for kind in ("film", "cover", "srt", "vtt")]
    found = [
        Artifact(project=now, scene=scene, kind=kind, input_hash=recipe, seconds=4)
        for kind, scene, recipe in rows
    ]
    Artifact.objects.bulk_create(found, ignore_conflicts=True)
    with now.locked():
        now._move(Status.COMPLETED, "export")
    assert now.next_step() is None
    return now


def titles(project: Project) -> str:
    return "".join(scene.title[-1] for scene in fresh(project).scene_list)


def key(project: Project, position: int) -> int:
    return fresh(project).scene_list[position - 1].pk


def work(project: Project) -> tuple[int, int]:
    """How many narrations and clips would be made now."""
    now = fresh(project)
    return len(now.missing(NARRATION)), len(now.missing(SCENES))


def photos(project: Project, alice: User, count: int) -> list[Photo]:
    return [
        project.photos.create(consent_by=alice, sha256=f"{n:064}", file=f"projects/x/{n}", size=1)
        for n in range(count)
    ]


ALL = [(at, to) for at in range(1, A_FILM + 1) for to in range(1, A_FILM + 1) if at != to]
SOME = [(1, 2), (1, 6), (6, 1), (2, 5), (4, 3)]
THOROUGH = pytest.mark.full("the same for every place of a film")


@pytest.mark.parametrize(
    ("at", "to"),
    [*SOME, *(pytest.param(*each, marks=THOROUGH) for each in ALL if each not in SOME)],
)
def test_a_move_makes_no_narration_and_at_most_three_clips(film: Project, at: int, to: int) -> None:
    order = list("123456")
    order.insert(to - 1, order.pop(at - 1))
    film.move_scene(key(film, at), to)
    assert titles(film) == "".join(order)
    narrations, clips = work(film)
    assert (narrations, clips <= 3) == (0, True)
    fresh(film).undo()
    assert work(film) == (0, 0)
    assert fresh(film).next_step() is None


VERBS: dict[str, tuple[Callable[[Project, int], Any], int, int]] = {
    # with the most narrations and clips, in the middle of a film
    "insert": (lambda project, pk: project.insert_scene(pk, "这里再说一句。"), 1, 1),
    "delete": (lambda project, pk: project.delete_scene(pk), 0, 1),
    "split": (lambda project, pk: project.split_scene(pk, 3), 2, 2),
    "join": (lambda project, pk: project.join_scenes(pk), 1, 1),
    "duplicate": (lambda project, pk: project.duplicate_scene(pk), 1, 1),
}


@pytest.mark.parametrize("at", [1, 3, 6, *(pytest.param(at, marks=THOROUGH) for at in (2, 4, 5))])
@pytest.mark.parametrize("code", VERBS)
def test_what_has_not_changed_is_not_made_again(film: Project, code: str, at: int) -> None:
    verb, narrations, clips = VERBS[code]
    if (code, at) == ("join", A_FILM):
        pytest.skip("there is none to join it with")
    verb(film, key(film, at))
    spoken, drawn = work(film)
    assert spoken <= narrations
    at_an_end = at in (1, A_FILM - 1, A_FILM)
    assert drawn <= clips + at_an_end
    assert spoken + drawn <= 4
    assert [scene.position for scene in fresh(film).scene_list] == list(
        range(1, fresh(film).scene_count + 1)
    )
    fresh(film).undo()
    assert work(film) == (0, 0)
    fresh(film).redo()
    assert work(film) == (spoken, drawn)


def test_the_first_and_the_last_scene_have_pictures_of_their_kind(film: Project) -> None:
    film.move_scene(key(film, A_FILM), 1)
    fresh(film).delete_scene(key(film, 3))
    fresh(film).insert_scene(None, "先说一句。")
    layouts = [scene.picture.layout for scene in fresh(film).scene_list]
    assert layouts[0] == Layout.OPENING
    assert layouts[-1] == Layout.CLOSING
    assert not {Layout.OPENING, Layout.CLOSING} & {*layouts[1:-1]}


def test_a_new_scene_has_a_title_and_a_caption_from_what_it_says(film: Project) -> None:
    new = film.insert_scene(key(film, 2), " 小班教学，每班不超过十八人。 ")
    stored = fresh(film).scene_list[2]
    assert stored.pk == new.pk
    assert stored.narration == stored.caption == "小班教学，每班不超过十八人。"
    assert "小班教学" in stored.title
    after = film.insert_scene(new.pk, "孩子们自己种菜。")
    assert after.title == "孩子们自己种菜"
    assert stored.seconds > 1


def test_a_film_has_at_least_one_scene_and_at_most_thirty(project: Project) -> None:
    write(project, 1)
    with pytest.raises(NotReady):
        project.delete_scene(key(project, 1))
    write(project, MOST_SCENES)
    for verb, *_ in (VERBS["insert"], VERBS["split"], VERBS["duplicate"]):
        with pytest.raises(NotReady, match="30"):
            verb(fresh(project), key(project, 3))
    assert fresh(project).scene_count == MOST_SCENES
    fresh(project).join_scenes(key(project, 3))
    fresh(project).duplicate_scene(key(project, 3))


def test_a_split_and_a_join_give_the_words_of_before(film: Project) -> None:
    scene = film.scene_list[1]
    scene.rewrite(narration="春天来了，我们去公园。看花！", subtitle="春天，公园。看花！")
    made(film)
    fresh(film).split_scene(scene.pk, 5)
    one, other = fresh(film).scene_list[1:3]
    assert (one.narration, other.narration) == ("春天来了，", "我们去公园。看花！")
    assert (one.caption, other.caption) == ("春天，", "公园。看花！")
    fresh(film).join_scenes(scene.pk)
    joined = fresh(film).scene_list[1]
    assert joined.narration == "春天来了，我们去公园。看花！"
    assert joined.caption == "春天，公园。看花！"
    assert (joined.audio is not None, joined.title) == (True, one.title)


@pytest.mark.parametrize("at", [0, 1, 4, 5, 8, 99])
def test_a_split_leaves_words_on_both_sides(film: Project, at: int) -> None:
    narration = film.scene_list[0].narration
    if all(any(map(str.isalnum, part)) for part in (narration[:at], narration[at:])):
        film.split_scene(key(film, 1), at)
        return
    with pytest.raises(NotReady):
        film.split_scene(key(film, 1), at)
    assert fresh(film).scene_count == A_FILM


@pytest.mark.parametrize(
    ("text", "spoken", "at", "place"),
    [
        ("一样的话。", "一样的话。", 3, 3),
        ("Open day on May 3rd", "Open day on the third of May", 9, 9),
        ("春天，公园。", "春天来了，我们去公园。", 5, 3),
        ("", "什么都没有", 2, 0),
    ],
)
def test_a_caption_is_parted_at_the_words_that_are_spoken(
    text: str, spoken: str, at: int, place: int
) -> None:
    assert place_of(text, spoken, at) == place


def test_shots_are_parted_by_time_and_joined_in_order(film: Project, alice: User) -> None:
    for photo in photos(film, alice, 4):
        fresh(film).scene_list[1].add_shot(photo)
    scene = fresh(film).scene_list[1]
    keys = [shot.pk for shot in scene.shot_list]
    fresh(film).split_scene(scene.pk, len(scene.narration) // 2)
    one, other = fresh(film).scene_list[1:3]
    assert [[shot.pk for shot in each.shot_list] for each in (one, other)] == [keys[:2], keys[2:]]
    fresh(film).join_scenes(scene.pk)
    assert [shot.pk for shot in fresh(film).scene_list[1].shot_list] == keys
    fresh(film).undo()
    assert [shot.pk for shot in fresh(film).scene_list[2].shot_list] == keys[2:]


def test_too_much_is_not_joined(film: Project, alice: User) -> None:
    for photo in photos(film, alice, 4):
        for position in (1, 2):
            fresh(film).scene_list[position - 1].add_shot(photo)
    with pytest.raises(NotReady, match="6"):
        fresh(film).join_scenes(key(film, 1))
    for scene in film.scene_list[3:5]:
        scene.rewrite(narration="好" * 400)
    with pytest.raises(NotReady, match="600"):
        fresh(film).join_scenes(key(film, 4))
    with pytest.raises(NotReady):
        fresh(film).join_scenes(key(film, A_FILM))
    assert titles(film) == "123456"


def test_a_copy_shows_what_the_scene_shows(film: Project, alice: User) -> None:
    (photo,) = photos(film, alice, 1)
    film.scene_list[1].show(photo)
    fresh(film).scene_list[1].choose_fit("frame")
    copy = fresh(film).duplicate_scene(key(film, 2))
    one, other = fresh(film).scene_list[1:3]
    assert other.pk == copy.pk
    assert [shot.upload for shot in other.shot_list] == [photo]
    assert (one.narration, one.title, one.fit) == (other.narration, other.title, other.fit)
    assert one.shot_list[0].pk != other.shot_list[0].pk


def test_a_deleted_scene_is_nowhere_and_comes_back_with_its_files(film: Project) -> None:
    gone, old = key(film, 3), film.scene_list[2]
    assert film.delete_scene(gone).title[-1] == "4"
    now = fresh(film)
    assert gone not in now.scenes.values_list("pk", flat=True)
    assert (now.scene_count, len(now.missing(NARRATION))) == (A_FILM - 1, 0)
    with pytest.raises(Scene.DoesNotExist):
        old.rewrite(narration="别的话。")
    fresh(film).undo()
    assert fresh(film).scene_list[2].audio


def test_of_two_tabs_the_later_one_is_told(film: Project) -> None:
    old, gone = fresh(film), key(film, 3)
    fresh(film).delete_scene(gone)
    for verb, *_ in VERBS.values():
        with pytest.raises(Scene.DoesNotExist):
            verb(old, gone)
    old.move_scene(key(film, 3), 99)
    assert titles(film) == "12564"
    old.undo()
    old.undo()
    assert titles(film) == "123456"


def test_nothing_is_rearranged_while_jobs_work(film: Project) -> None:
    film.scene_list[0].rewrite(narration="改了。")
    film.start(NARRATION)
    for verb, *_ in VERBS.values():
        with pytest.raises(AlreadyRunning):
            verb(fresh(film), key(film, 2))


def test_a_failure_that_names_a_scene_is_over_when_scenes_are_moved(project: Project) -> None:
    write(project)
    runs = list(project.start(NARRATION))
    for run in runs:
        claimed = run.claim(run.pk, worker="test")
        assert claimed
        claimed.fail({"code": "voice_failed", "scene": run.scene.position}, "")
    assert fresh(project).status == Status.FAILED
    fresh(project).move_scene(key(project, 3), 1)
    now = fresh(project)
    assert (now.status, now.error, now.step) == (Status.DRAFT, {}, "script")
    assert now.start(NARRATION)


def test_a_narration_from_before_has_its_silence_in_it(film: Project) -> None:
    """Films that were made then stay up to date, and what is moved is not spoken anew."""
    last = film.scene_list[-1]
    assert (last.pause, round(last.tail, 2)) == (0.4, 0.45)
    last.long_pause = True
    assert (last.pause, last.tail) == (0.85, 0)
    assert film.scene_list[0].tail == 0
    before = last.narration_hash
    last.position = 1
    assert (last.narration_hash, last.tail) == (before, 0)


def test_one_word_of_twenty_scenes_is_one_narration_and_one_clip(project: Project) -> None:
    made(write(project, 20))
    fresh(project).scene_list[9].rewrite(narration="这是改过的旁白。")
    assert work(project) == (1, 1)
