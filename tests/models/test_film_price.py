"""What services will cost for a film is said before: the same on pages and to programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from projects import providers
from projects.models import PaidCall, Project
from projects.models.film_price import Part, film_price
from projects.pages.film_price import price_words
from projects.pages.makers import NO_BREAK, money_words
from tests.support.programs import Program
from tests.support.projects import fresh

pytestmark = pytest.mark.usefixtures("collected_files")
ENGLISH = {"accept-language": "en"}
AT = "http://127.0.0.1:1"
SERVICES = {
    "script": ("writer", "script.chat.ChatWriter", {}),
    "speech": ("voice", "speech.service.openai.OpenAISpeaker", {"voices": {"": "alloy"}}),
    "picture": ("painter", "picture.ImagesPainter", {"sizes": [(1080, 1920)]}),
}
PRICES = {"speech": {"characters": Decimal("0.001")}, "picture": {"pictures": Decimal("0.2")}}


@pytest.fixture(autouse=True)
def configured(settings: Any) -> Iterator[None]:
    found = dict(settings.STUDIO_PROVIDERS)
    for kind, (name, path, more) in SERVICES.items():
        options = {"name": name, "url": AT, "model": "m-1", **more}
        options |= {"prices": PRICES[kind]} if kind in PRICES else {}
        entry = {"BACKEND": f"projects.providers.{path}", "OPTIONS": options}
        found[kind] = {name: entry, **found[kind]}
    settings.STUDIO_PROVIDERS = found
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


def parts(project: Project) -> dict[str, tuple[int, Decimal | None]]:
    return {str(part.kind): (part.pieces, part.price) for part in film_price(project).parts}


def test_of_a_film_without_a_script_it_is_planned(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(picture_by="", seconds=60)
    found = parts(fresh(project))
    assert found["script"] == (1, None), "nobody knows yet what its words will cost"
    assert found["picture"] == (10, Decimal("2.0"))
    pieces, price = found["speech"]
    assert price is not None and 0.15 < price < 0.5, "300 characters are said in a minute"
    assert not film_price(fresh(project)).is_complete


def test_of_a_first_script_the_most_is_said_and_of_later_ones_what_they_have_cost(
    project: Project, settings: Any
) -> None:
    price = {"input_tokens": Decimal("0.000002"), "output_tokens": Decimal("0.000008")}
    settings.STUDIO_PROVIDERS["script"]["writer"]["OPTIONS"]["prices"] = price
    providers._provider.cache_clear()

    def script() -> Part:
        return next(part for part in film_price(fresh(project)).parts if part.kind == "script")

    most = script().price
    assert script().is_most and most and Decimal("0.01") < most < Decimal("0.1")
    with override("en"):
        words = price_words(film_price(fresh(project)), project.owner)
        assert f"script by writer at most {money_words(most)}" in words
    paid = {"owner": project.owner, "step": "script", "provider": "writer", "state": "answered"}
    for key, tokens, told in (
        ("a", 1000, {"model": "m-1"}),
        ("b", 3000, {"model": "m-1"}),
        ("another model", 10**6, {"model": "m-2"}),
        ("a rewording", 10**6, {"model": "m-1", "scene": 1}),
    ):
        units = {"input_tokens": 1000, "output_tokens": tokens}
        PaidCall.objects.create(**paid, **told, key=key, units=units, until=project.created_at)
    assert (script().price, script().is_most) == (Decimal("0.018"), False)
    assert script().price < most


def test_of_one_with_a_script_it_is_what_is_missing(written: Project) -> None:
    characters = sum(len(scene.narration) for scene in written.scene_list)
    speech = (written.scene_count, Decimal("0.001") * characters)
    assert parts(written) == {"speech": speech}
    written.choose_painter("painter")
    found = parts(fresh(written))
    assert (found["speech"], found["picture"][1]) == (speech, Decimal("0.2") * found["picture"][0])
    Project.objects.filter(pk=written.pk).update(speech_by="offline", picture_by="offline")
    assert price_words(film_price(fresh(written)), written.owner) == ""


def test_pages_and_programs_are_told_the_same(alices: Client, written: Project) -> None:
    paid = {"owner": written.owner, "project": written, "step": "script", "kind": "script"}
    until = written.created_at
    PaidCall.objects.create(
        **paid, provider="writer", key="k", state="used", price="0.5", until=until
    )
    program = Program(written.owner)
    told = program("get", f"/projects/{written.pk}/price")["data"]
    price = film_price(written).known
    assert (told["price"], told["complete"]) == (pytest.approx(float(price)), True)
    assert told["spent"] == [{"kind": "script", "price": 0.5}]
    assert told["spentToday"] == 0.5
    page = alices.get(f"/projects/{written.pk}/", headers=ENGLISH).content.decode()
    assert f"Services will cost about {money_words(price)} for all that is missing" in page
    assert f"Services have cost you {money_words(Decimal('0.5'))} today" in page


def test_a_brief_is_told_its_price_while_it_is_filled_in(alices: Client) -> None:
    brief = {"topic": "开放日", "duration": "medium", "speech_by": "voice", "picture_by": "painter"}
    said = alices.post("/price/", brief, headers=ENGLISH).json()["words"].replace(NO_BREAK, " ")
    assert "script by writer price not known, narration by voice CNY 0." in said
    assert "pictures by painter CNY 1." in said
    assert alices.post("/price/", {}).status_code == 200
    page = alices.get("/", headers=ENGLISH).content.decode()
    (shown,) = re.findall(r'data-cost="/price/" role="status">(.*?)</p>', page)
    usual = alices.post("/price/", {"duration": "short"}, headers=ENGLISH).json()["words"]
    assert shown == usual and "script by writer" in shown, "before anything is typed"
