"""Who has no film yet can look at one, which is really made, with a tour that can be put away."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from projects.models import Preferences, Project, Run
from projects.pages.tour import NOTES, make_example

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("collected_files")]
OFFER = 'action="/example/"'
BACK = 'action="/tour/bring-back/"'
TOUR = 'class="tour"'


def test_a_first_visit_offers_a_film_to_look_at_and_it_is_made_once(
    alices: Client, alice: User
) -> None:
    assert OFFER in alices.get("/").content.decode()
    first = alices.post("/example/")["Location"]
    assert alices.post("/example/")["Location"] == first
    (made,) = Project.objects.filter(owner=alice)
    assert made.make_all and made.key_points
    assert Run.objects.active().count() == 1
    assert Project.objects.remembered_of(alice) == {}, "it is no brief of hers"
    assert OFFER not in alices.get("/").content.decode()
    made.move_to_bin()
    assert OFFER not in alices.get("/").content.decode(), "somebody has deleted it"


def test_its_page_has_the_tour_until_that_is_put_away_and_again_when_it_is_brought_back(
    alices: Client, bobs: Client, alice: User, project: Project
) -> None:
    made = make_example(alice)
    page = f"/projects/{made.pk}/"
    shown = alices.get(page).content.decode()
    assert TOUR in shown and shown.count("data-at=") == len(NOTES)
    assert TOUR not in alices.get(f"/projects/{project.pk}/").content.decode()
    assert bobs.post("/tour/put-away/").status_code == 302
    assert TOUR in alices.get(page).content.decode()
    put = alices.post("/tour/put-away/", headers={"HX-Request": "true"})
    assert put.status_code == 204
    put_away = alices.get(page).content.decode()
    assert TOUR not in put_away and BACK in put_away
    assert BACK not in shown
    assert BACK in alices.get("/guide/").content.decode()
    assert BACK not in bobs.get("/guide/").content.decode()
    assert bobs.post("/tour/bring-back/")["Location"] == "/guide/", "bob has none"
    assert alices.post("/tour/bring-back/")["Location"] == page
    assert TOUR in alices.get(page).content.decode()
    made.delete_with_files()
    assert Preferences.objects.get(user=alice).example is None


def test_an_example_that_may_not_begin_leaves_nothing(
    alices: Client, alice: User, settings: object
) -> None:
    settings.STUDIO_STARTS_AN_HOUR = 0  # type: ignore[attr-defined]
    assert alices.post("/example/")["Location"] == "/"
    assert not Project.objects.exists()
    assert OFFER in alices.get("/").content.decode()
