"""A photo of a person goes to a service only if an administrator allows it for that service and the
owner of the project lets it happen, both at the moment at which it is sent."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from projects import providers
from projects.files.duplicating import duplicate
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.media import leaving
from projects.models import NotReady, PaidCall, Photo, Project, Run
from projects.models.audit import AuditEntry
from projects.models.errors import AlreadyRunning
from projects.models.withdrawal import withdraw
from projects.providers.video import manner
from projects.providers.wire import again
from projects.timeline import SCENES, TO_CLAIM
from tests.support.filmers import SPOKEN
from tests.support.programs import Program
from tests.support.projects import fresh, store, write
from tests.support.services import Services, faults
from tests.support.services.pictures import edits, photos_in, pictures
from tests.support.services.tasks import Filming
from tests.support.undrawn import undrawn

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("collected_files", "drawn")]
SECRET = "Kindergarten Sunshine, 31.2304 N"


def jpeg() -> bytes:
    """Large, and with a place and a comment in it."""
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    noise = Image.effect_noise((1600, 200), 60).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60, exif=exif, comment=SECRET.encode())
    return out.getvalue()


PHOTO = jpeg()


@pytest.fixture
def drawn() -> Iterator[list[Any]]:
    with undrawn() as orders:
        yield orders


@pytest.fixture
def shape() -> str:
    return "ark"


@pytest.fixture
def service(shape: str, tmp_path: Path) -> Filming:
    return Filming(tmp_path, shape, polls=0)


@pytest.fixture
def services(shape: str, service: Filming) -> Iterator[Services]:
    _, submit, poll, _ = SPOKEN[shape]
    orders = dict.fromkeys((submit, "/image2video", "/img2video"), service.order)
    with Services({**orders, poll: service.tell, "/files/": service.file}).serving() as found:
        yield found


@pytest.fixture(autouse=True)
def configured(services: Services, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Called, it says again what the administrator allows."""

    def allow(photos: bool, shape: str = "ark") -> None:
        options = {"name": "far", "url": services.url, "model": "m-1", "photos": photos}
        backend = f"projects.providers.video.known.{SPOKEN[shape][0].__name__}"
        entry = {"BACKEND": backend, "OPTIONS": options}
        settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"video": {"far": entry}}
        providers._provider.cache_clear()

    monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
    allow(True)
    yield allow
    providers._provider.cache_clear()


@pytest.fixture
def shown(project: Project, alice: User, tmp_path: Path) -> Project:
    """A scene with a photo, and one that is described; both are to be filmed."""
    project.video_by = "far"
    project.save(update_fields=["video_by"])
    written = write(project, 2)
    photo = Photo(
        project=written,
        original_name="小明.jpg",
        consent_by=alice,
        sha256=hashlib.sha256(PHOTO).hexdigest(),
        heads=[],
    )
    photo.file.save("x.jpg", ContentFile(PHOTO))
    written.scene_list[0].show(photo)
    written = fresh(written)
    for scene in written.scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
    return fresh(written)


def tick(project: Project, services: Services) -> None:
    fresh(project).let_photos_leave([services.url.partition("//")[2]])


def work(project: Project, rounds: int = 1) -> Project:
    for _ in range(rounds):
        waiting = Run.objects.filter(project=project, state__in=TO_CLAIM).order_by("pk")
        for pk in list(waiting.values_list("pk", flat=True)):
            work_on(pk, lambda: False)
    return fresh(project)


def begin(project: Project) -> None:
    run_and_enqueue(lambda: fresh(project).start(SCENES))


def sent_photos(services: Services) -> list[bytes]:
    """All pictures that the service has got."""
    return [photo for asked in services.asked for photo in photos_in(asked)]


def agreements() -> Iterator[Any]:
    """Who agrees, with each shape; the odd ones of most shapes only at full counts."""
    for shape in (each for each in SPOKEN if manner.own()[each].photo):
        for allowed, ticked in ((True, True), (True, False), (False, False), (False, True)):
            is_odd = shape != "ark" and not allowed
            marks = pytest.mark.full("a shape more") if is_odd else ()
            yield pytest.param(shape, allowed, ticked, marks=marks)


@pytest.mark.parametrize(("shape", "allowed", "ticked"), list(agreements()))
def test_both_have_to_agree_with_each_shape(
    shape: str, allowed: bool, ticked: bool, shown: Project, services: Services, configured: Any
) -> None:
    configured(True, shape)
    if ticked:
        tick(shown, services)
    configured(allowed, shape)
    begin(shown)
    work(shown)
    asked = [each for each in services.asked if each.method == "POST"]
    if not (allowed and ticked):
        assert sent_photos(services) == []
        assert len(asked) == 1  # for the scene that is described
        return
    (photo,) = sent_photos(services)
    with Image.open(io.BytesIO(photo)) as picture:
        assert (picture.format, max(picture.size)) == ("JPEG", leaving.LONGEST_SIDE)
        assert not picture.getexif() and "comment" not in picture.info
    assert SECRET.encode() not in photo
    assert len(asked) == 2
    one = next(each for each in asked if len(each.body) > 2000).json
    assert "小明" not in json.dumps(one, ensure_ascii=False) and "操场" not in str(one)


@pytest.fixture
def painted(
    shown: Project, services: Services, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Project:
    """Two scenes are described, and a photo is the reference picture of their painter."""
    services.shapes |= {"/edits": edits(lambda _: 1), "/generations": pictures(lambda _: 2)}
    options = {"name": "brush", "url": services.url, "model": "p-1", "sizes": [(288, 512)]}
    options |= {"photos": True, "references": True}
    entry = {"BACKEND": "projects.providers.picture.ImagesPainter", "OPTIONS": options}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"picture": {"brush": entry}}
    providers._provider.cache_clear()
    monkeypatch.setattr("projects.steps.outside.PATIENCE", 30.0)
    Project.objects.filter(pk=shown.pk).update(video_by="offline", picture_by="brush")
    fresh(shown).scene_list[0].show(None)
    fresh(shown).choose_reference(Photo.objects.get())
    return fresh(shown)


def test_a_reference_picture_goes_along_only_if_its_owner_lets_it(
    painted: Project, services: Services, alices: Client
) -> None:
    begin(painted)
    made = work(painted, 2)
    assert made.status == "draft" and all(scene.clip for scene in made.scene_list)
    assert [asked.path for asked in services.asked] == ["/images/generations"]  # they share it
    tick(made, services)
    made = fresh(made)
    assert all(scene.clip is None for scene in made.scene_list)  # they would be others now
    begin(made)
    made = work(made, 2)
    (photo,) = [photo for asked in services.asked[1:] for photo in photos_in(asked)]
    assert SECRET.encode() not in photo
    made.let_photos_leave([])
    made = fresh(made)
    assert all(scene.clip and scene.clip.made_from["photo"] for scene in made.scene_list)
    page = alices.get(f"/projects/{made.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "/reference/" in page
    withdraw([Photo.objects.get()], by=made.owner)
    made = fresh(made)
    assert made.reference_id is None
    assert not made.artifacts.filter(made_from__has_key="photo")
    assert all(scene.painting for scene in made.scene_list)  # those from before are there
    assert {call.state for call in PaidCall.objects.all()} == {"used"}


@pytest.mark.parametrize(
    "how",
    ["unticked", "withdrawn", pytest.param("forbidden", marks=pytest.mark.full("a way more"))],
)
def test_a_reference_picture_that_is_taken_back_while_it_is_queued_stays(
    how: str, painted: Project, services: Services, settings: Any
) -> None:
    tick(painted, services)
    begin(painted)
    if how == "unticked":
        fresh(painted).let_photos_leave([])
    elif how == "forbidden":
        known = settings.STUDIO_PROVIDERS
        known["picture"]["brush"]["OPTIONS"]["photos"] = False
        providers._provider.cache_clear()
    else:
        withdraw([Photo.objects.get()], by=painted.owner)
    made = work(painted, 2)
    assert [photo for asked in services.asked for photo in photos_in(asked)] == []
    stopped = how == "withdrawn"
    assert len(services.asked) == (not stopped)
    assert made.status == "draft" and all(bool(each.clip) != stopped for each in made.scene_list)


def test_no_copy_of_a_project_lets_photos_leave(painted: Project, services: Services) -> None:
    tick(painted, services)
    copy = fresh(duplicate(fresh(painted), painted.owner))
    assert copy.photos_may_leave == []
    assert copy.reference and copy.reference.project_id == copy.pk
    painted.undo()
    assert (fresh(painted).reference_id, fresh(painted).photos_may_leave != []) == (None, True)


def test_no_film_is_made_of_a_photo_unless_the_film_is_to_be_filmed(
    shown: Project, services: Services
) -> None:
    tick(shown, services)
    Project.objects.filter(pk=shown.pk).update(video_by="offline")
    begin(shown)
    assert work(shown).status == "draft"
    assert services.asked == []


def test_what_was_filmed_of_a_photo_is_seen_and_paid_once(
    shown: Project, services: Services, drawn: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Filming, "film", lambda self, colour: b"film")
    tick(shown, services)
    begin(shown)
    with monkeypatch.context() as patch:  # it ends before `drawn` does, which patches this too
        patch.setattr(
            "projects.steps.filming.video.take_in",
            lambda came, out: out.write_bytes(came.read_bytes()),
        )
        made = work(shown, 4)
    assert made.status == "draft"
    footage = [scene.footage for scene in made.scene_list]
    assert all(footage) and footage[0].made_from["photo"]  # type: ignore[union-attr]
    assert len(drawn) == 2 and all(order.shots[0].own_clip for order in drawn)
    assert PaidCall.objects.count() == 2
    made.let_photos_leave([])  # what is there stays
    assert all(scene.clip for scene in fresh(made).scene_list)
    withdraw([Photo.objects.get()], by=made.owner)  # and now it goes
    assert fresh(made).scene_list[0].clip is None
    assert [each.scene_id for each in made.artifacts.filter(kind="footage")] == [
        made.scene_list[1].pk
    ]


@pytest.mark.parametrize("how", ["unticked", "forbidden", "withdrawn", "binned"])
def test_whoever_takes_it_back_while_it_is_queued_is_heard(
    how: str, shown: Project, services: Services, configured: Any
) -> None:
    tick(shown, services)
    begin(shown)
    if how == "unticked":
        fresh(shown).let_photos_leave([])
    elif how == "forbidden":
        configured(False)
    elif how == "withdrawn":
        withdraw([Photo.objects.get()], by=shown.owner)
    else:
        fresh(shown).move_to_bin()
    for pk in list(Run.objects.values_list("pk", flat=True)):
        work_on(pk, lambda: False)
    assert sent_photos(services) == []
    if how in ("unticked", "forbidden"):
        clip = fresh(shown).scene_list[0].clip
        assert clip and "made_by" not in clip.made_from  # its own motion, as without a service


def test_it_is_asked_before_each_time_that_a_photo_is_sent(
    shown: Project, services: Services, drawn: list[Any]
) -> None:
    """The first try finds a service that is busy; the tick is gone before the second one."""
    tick(shown, services)
    begin(shown)

    services.will(faults.status(503))
    first = Run.objects.get(scene__position=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(again, "rest", lambda *_: fresh(shown).let_photos_leave([]))
        work_on(first.pk, lambda: False)
    assert len(services.asked) == len(sent_photos(services)) == 1
    scene = fresh(shown).scene_list[0]
    assert scene.clip
    assert scene.clip.made_from["made_by"] == {
        "name": "offline",
        "instead_of": "far",
        "reason": "photos_stay",
    }
    assert len(drawn) == 1 and drawn[0].shots[0].photo


REFUSALS = [
    ("InputImageSensitiveContentDetected.PrivacyInformation", "faces_refused"),
    pytest.param("DataInspectionFailed", "photo_refused", marks=pytest.mark.full("a code more")),
    ("moderation_blocked", "photo_refused"),
]


@pytest.mark.parametrize(("code", "reason"), REFUSALS)
def test_a_photo_that_is_refused_is_moved_by_the_studio_and_not_sent_again(
    code: str, reason: str, shown: Project, services: Services, alices: Client, carol: User
) -> None:
    tick(shown, services)
    shown.scene_list[1].delete()
    begin(shown)
    services.will(faults.status(400, {"code": code}))
    made = work(shown)
    told = {"name": "offline", "instead_of": "far", "reason": reason}
    scene = made.scene_list[0]
    assert (made.status, scene.made_here_by("video")) == ("draft", told)
    assert scene.clip and scene.clip.made_from["made_by"] == told
    page = alices.get(f"/projects/{made.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "scene 1 by the studio" in page
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(carol)
    page = desk.get(f"/admin/projects/project/{made.pk}/change/").content.decode()
    assert "own motion, because far could not" in page
    made.choose_captions(caption_style="box")
    begin(made)
    assert work(made).scene_list[0].clip
    assert len(services.asked) == 1


def test_who_lets_photos_leave_is_written_down_and_only_for_what_was_told(
    shown: Project, services: Services, settings: Any
) -> None:
    host = services.url.partition("//")[2]
    with pytest.raises(NotReady):
        shown.let_photos_leave(["elsewhere.example"])
    tick(shown, services)
    shown.let_photos_leave([])
    said = AuditEntry.objects.filter(action="photos_leave").order_by("pk")
    assert [(each.detail, each.project_id) for each in said] == [
        (f"+{host}", shown.pk),
        (f"-{host}", shown.pk),
    ]
    tick(shown, services)
    entry = settings.STUDIO_PROVIDERS["video"]["far"]
    options = entry["OPTIONS"] | {"url": "http://elsewhere.example"}
    moved = {"video": {"far": entry | {"OPTIONS": options}}}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | moved
    providers._provider.cache_clear()
    assert not fresh(shown).photos_may_go_to("video", "far")


def test_the_tick_is_on_the_page_only_where_it_means_something(
    shown: Project, services: Services, configured: Any, alices: Client, program: Program
) -> None:
    host = services.url.partition("//")[2]
    where, english = f"/projects/{shown.pk}/", {"accept-language": "en"}

    def page() -> str:
        return alices.get(where, headers=english).content.decode()

    assert f"Photos may be sent to {host}" in page()
    alices.post(f"{where}photos/", {"hosts": host})
    assert fresh(shown).photos_may_leave == [host]
    assert f"May go to {host}" in page()
    program("put", f"{where}photos-may-leave", {"hosts": ["elsewhere.example"]})
    assert program.status == 409
    configured(False)
    said = program("get", f"{where}photos-may-leave")["data"]
    assert said == {"photoTakers": [], "photosMayLeave": [host], "reference": None}
    program("put", f"{where}photos-may-leave", {"hosts": []})
    assert (program.status, fresh(shown).photos_may_leave) == (200, [])
    assert "setting-photos" not in page()


def test_while_it_is_made_it_can_only_be_taken_back(shown: Project, services: Services) -> None:
    begin(shown)
    with pytest.raises(AlreadyRunning):
        tick(shown, services)
    assert fresh(shown).photos_may_leave == []
