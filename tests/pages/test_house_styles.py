"""House styles: saved once from a film, offered in the next brief, and of the film from then on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects.files.uploads import show_logo
from projects.models import HouseStyle, Logo, Project
from projects.models.audit import AuditEntry
from projects.models.storage_limit import stored_of
from tests.support.logos import logo, stored
from tests.support.programs import BASE, BRIEF, Program
from tests.support.projects import fresh, write

pytestmark = pytest.mark.usefixtures("collected_files")
CHOSEN = {"transitions": "calm", "phone": "110", "organization": "阳光幼儿园"}


@pytest.fixture
def styled(written: Project, alice: User) -> Project:
    written.choose_finish(**CHOSEN)
    written.choose_captions(caption_style="box")
    show_logo(written, SimpleUploadedFile("园徽.png", stored(logo())), alice)
    return fresh(written)


def save(client: Client, project: Project, **said: str) -> Any:
    address = reverse("save-house-style", args=[project.pk])
    return client.post(address, said, HTTP_HX_REQUEST="true")


def use(client: Client, project: Project, style: HouseStyle) -> Any:
    address = reverse("use-house-style", args=[project.pk])
    return client.post(address, {"house_style": str(style.pk)}, HTTP_HX_REQUEST="true")


def test_the_settings_of_a_film_are_saved_and_another_film_takes_them(
    alices: Client, alice: User, styled: Project, brief: dict[str, Any]
) -> None:
    assert save(alices, styled, name="  Our  style ").status_code == 200
    style = HouseStyle.objects.get()
    assert (style.name, style.owner, style.caption_style) == ("Our style", alice, "box")
    assert AuditEntry.objects.filter(action="house_style", detail="made").exists()
    another = write(Project.objects.create(owner=alice, **brief))
    before = [scene.clip_hash for scene in fresh(another).scene_list]
    assert use(alices, another, style).status_code == 200
    taken = fresh(another)
    assert {name: getattr(taken, name) for name in CHOSEN} == CHOSEN
    assert taken.logo
    assert taken.logo.file.name != styled.logo.file.name  # type: ignore[union-attr]
    assert [scene.clip_hash for scene in taken.scene_list] != before
    page = alices.get(reverse("project", args=[another.pk])).content.decode()
    assert "Our style" in page
    taken.undo()
    assert [scene.clip_hash for scene in fresh(another).scene_list] == before
    assert (fresh(another).house_style, fresh(another).logo) == (None, None)


def test_what_becomes_of_a_house_style_changes_no_film(
    alices: Client, styled: Project, django_capture_on_commit_callbacks: Any
) -> None:
    save(alices, styled, name="Ours")
    style = HouseStyle.objects.get()
    use(alices, styled, style)
    before = [scene.clip_hash for scene in fresh(styled).scene_list]
    assert style.logo
    with django_capture_on_commit_callbacks(execute=True):
        answer = alices.post(reverse("delete-house-style", args=[style.pk]))
    assert answer.status_code == 302
    assert not default_storage.exists(str(style.logo.file))
    kept = fresh(styled)
    assert [scene.clip_hash for scene in kept.scene_list] == before
    assert default_storage.exists(str(kept.logo.file))  # type: ignore[union-attr]
    kept.undo()
    fresh(styled).redo()
    assert fresh(styled).house_style is None


def test_a_brief_takes_the_logo_of_its_house_style_and_remembers_it(
    alices: Client, styled: Project
) -> None:
    before = stored_of(styled.owner_id)
    save(alices, styled, name="Ours")
    style = HouseStyle.objects.get()
    assert style.logo
    assert stored_of(styled.owner_id) == before + style.logo.size
    page = alices.get("/", {"style": str(style.pk)})
    form = page.context["form"]
    assert (form["phone"].value(), form["transitions"].value()) == ("110", "calm")
    assert "data-fills" in page.content.decode()
    sent = {"topic": "A new film", "platform": "douyin", "video_type": "course", "style": "warm"}
    sent |= {"duration": "short", "voice_style": "friendly_male", "house_style": str(style.pk)}
    assert alices.post("/", sent).status_code == 302
    made = Project.objects.get(topic="A new film")
    taken = (made.house_style, made.logo is not None, made.phone, made.style)
    assert taken == (style, True, "110", styled.style), "without scripts, all of it is taken"
    sent |= {"filled_by": str(style.pk), "phone": "120", "topic": "Another"}
    assert alices.post("/", sent).status_code == 302
    changed = Project.objects.get(topic="Another")
    assert (changed.house_style, changed.phone, changed.style) == (style, "120", "warm")
    HouseStyle.objects.update(phone="119")
    begun = alices.get("/").context["form"]
    assert (begun["house_style"].value(), begun["phone"].value()) == (style.pk, "119")


def test_a_default_is_what_briefs_begin_with_until_something_else_is_chosen(
    alice: User, carol: User, brief: dict[str, Any]
) -> None:
    def next_of_alice() -> HouseStyle | None:
        last = Project.objects.remembered_of(alice)
        return HouseStyle.objects.to_begin_with(alice, last)

    def film(**chosen: Any) -> None:
        Project.objects.create(owner=alice, idempotency_key=f"{chosen}", **brief | chosen)

    studios, hers, other = (HouseStyle(name=name) for name in ("Studio", "Hers", "Other"))
    hers.owner = other.owner = alice
    for style in (studios, hers, other):
        style.store()
    assert next_of_alice() is None
    studios.make_default(True)
    assert next_of_alice() == studios
    film()
    assert next_of_alice() is None, "she has chosen none since"
    hers.make_default(True)
    assert next_of_alice() == hers
    film(house_style=other)
    assert next_of_alice() == other
    studios.make_default(False)
    studios.make_default(True)
    assert next_of_alice() == other, "she has a default of her own"
    other.make_default(True)
    assert HouseStyle.objects.filter(owner=alice, default_since=None).get() == hers
    assert [each.name for each in HouseStyle.objects.offered_to(alice)] == [
        "Studio",
        "Other",
        "Hers",
    ]


def test_people_change_their_own_and_administrators_the_studios(
    alices: Client, bobs: Client, carol: User, styled: Project
) -> None:
    save(alices, styled, name="Ours", for_all="on")  # she may not
    mine = HouseStyle.objects.get()
    assert mine.owner == styled.owner
    desk = Client()
    desk.force_login(carol)
    fields = {"name": "Studio", "style": "fresh", "voice_style": "gentle_female", "for_all": "on"}
    sent = fields | {"logo_file": SimpleUploadedFile("l.png", stored(logo()))}
    assert desk.post(reverse("new-house-style"), sent).status_code == 302
    studios = HouseStyle.objects.get(owner=None)
    assert (studios.style, studios.logo is not None) == ("fresh", True)
    for style, who, status in ((mine, bobs, 404), (studios, alices, 404), (studios, desk, 302)):
        address = reverse("house-style", args=[style.pk])
        assert who.post(address, fields | {"name": "Another"}).status_code == status
    assert bobs.get(reverse("house-style-logo", args=[mine.pk])).status_code == 404
    assert bobs.get(reverse("house-style-logo", args=[studios.pk])).status_code == 200
    page = bobs.get(reverse("house-styles")).content.decode()
    assert ("Another" in page, "Ours" in page) == (True, False)


def test_a_name_is_there_once_and_a_bad_one_is_told(alices: Client, styled: Project) -> None:
    assert save(alices, styled, name="Ours").status_code == 200
    for name in ("ours", "", "한국어"):
        assert save(alices, styled, name=name).status_code == 422
    new = {"name": "New", "style": "fresh", "voice_style": "gentle_female"}
    svg = SimpleUploadedFile("l.svg", b"<svg/>")
    answer = alices.post(reverse("new-house-style"), new | {"logo_file": svg})
    assert (answer.status_code, "SVG" in answer.content.decode()) == (422, True)
    assert HouseStyle.objects.count() == 1
    nothing = alices.post(reverse("use-house-style", args=[styled.pk]), {"house_style": "x"})
    assert nothing.status_code == 422


def test_programs_save_and_use_house_styles(program: Program, styled: Project) -> None:
    wanted = {"name": "Ours", "fromProject": str(styled.pk), "style": "modern"}
    made = program("post", "/house-styles", wanted)["data"]
    assert program.status == 201
    assert (made["style"], made["phone"], made["logo"]) == ("modern", "110", "园徽.png")
    program("patch", f"/house-styles/{made['id']}", {"musicLevel": 20})
    (listed,) = program("get", "/house-styles")["data"]["items"]
    assert (listed["musicLevel"], listed["changeable"]) == (20, True)
    brief = BRIEF | {"houseStyle": made["id"], "phone": "120"}
    new = program("post", "/projects", brief)["data"]["projectId"]
    project = Project.objects.get(pk=new)
    assert (project.style, project.phone, project.music_level) == ("modern", "120", 20)
    assert Logo.objects.filter(project=project).count() == 1
    wrong: dict[str, Any]
    for wrong, status in ({"name": " "}, 400), ({"name": "A", "music": "own"}, 422):
        program("post", "/house-styles", wrong)
        assert program.status == status
    program("post", "/house-styles", {"name": "All", "forAll": True})
    assert program.status == 403
    at = f"/house-styles/{made['id']}"
    assert program("delete", f"{at}/logo")["data"]["logo"] is None
    sent = {"logo": SimpleUploadedFile("new.png", stored(logo()))}
    kept = program.client.post(f"{BASE}{at}/logo", sent).json()["data"]
    assert kept["logo"] == "new.png"
    refused = program.client.post(
        f"{BASE}{at}/logo", {"logo": SimpleUploadedFile("a.svg", b"<svg/>")}
    )
    assert (refused.status_code, "SVG" in refused.json()["message"]) == (400, True)
    program("post", f"/projects/{styled.pk}/house-style", {"houseStyle": made["id"]})
    assert fresh(styled).logo.original_name == "new.png"  # type: ignore[union-attr]
    assert program("get", f"/projects/{styled.pk}")["data"]["houseStyle"] == made["id"]
    program("post", f"/projects/{styled.pk}/house-style", {"houseStyle": str(styled.pk)})
    assert program.status == 404
    program("delete", at)
    assert (program.status, HouseStyle.objects.count()) == (200, 0)


def test_two_tabs_that_change_one_house_style_lose_nothing(alices: Client, alice: User) -> None:
    style = HouseStyle.objects.create(owner=alice, name="Ours", phone="110", organization="A")
    address = reverse("house-style", args=[style.pk])
    drawn = typed_into(alices.get(address).context["form"])
    assert (
        alices.post(
            address, drawn | {"phone": "120", "address": "1 Lake Road", "is_default": "on"}
        ).status_code
        == 302
    )
    refused = alices.post(address, drawn | {"phone": "119", "organization": "B"})
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "119" in shown and "120" in shown, "what is typed stays, and what is stored is told"
    again = typed_into(refused.context["form"]) | {"phone": "119", "organization": "B"}
    assert alices.post(address, again).status_code == 302
    style.refresh_from_db()
    assert (style.phone, style.organization, style.address) == ("119", "B", "1 Lake Road")
    assert style.is_default, "what another tab has ticked stays"


def typed_into(form: Any) -> dict[str, Any]:
    """What a browser sends of a form if nobody types."""
    shown = {field.html_name: field.value() for field in form}
    sent = {name: value for name, value in shown.items() if value not in (None, False, "")}
    return sent | dict(form.was)
