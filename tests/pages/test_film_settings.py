"""The settings of a film, all in one place: what a person sees and presses there."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import Project
from projects.pages.film_settings import FILM_SETTINGS, fields_of, offered
from projects.vocabulary import Style, Transitions
from tests.support.open_pages import AtWork
from tests.support.projects import fresh

pytestmark = pytest.mark.usefixtures("collected_files")


def post(client: Client, name: str, project: Project, **wish: str) -> int:
    address = reverse(name, args=[project.pk])
    return client.post(address, wish, HTTP_HX_REQUEST="true").status_code


def test_every_setting_is_on_the_page_once_with_what_is_chosen(
    alices: Client, written: Project
) -> None:
    written.choose_captions(caption_style="off")
    written.choose_finish(closing_card=False)
    page = alices.get(reverse("project", args=[written.pk])).content.decode()
    for setting in offered(written):
        assert page.count(f'id="setting-{setting.name}"') == 1
        assert page.count(f'id="chosen-{setting.name}"') == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len({*ids})
    assert "No captions" in page or "不加字幕" in page
    for what, choices in (("look", Style), ("transitions", Transitions)):
        for choice in choices:
            assert f"/samples/{what}/warm/{choice}/" in page


def test_every_setting_says_what_another_choice_would_make_again(
    alices: Client, written: Project
) -> None:
    for setting in FILM_SETTINGS:
        address = reverse("cost", args=[written.pk, setting.name])
        assert alices.post(address).status_code == 200, setting.name


def test_what_is_chosen_there_is_stored_and_what_is_not_sent_stays(
    alices: Client, written: Project
) -> None:
    written.choose_finish(phone="110")
    assert post(alices, "finish", written, transitions="calm") == 200
    assert post(alices, "finish", written, closing_card="off", organization=" 阳光 幼儿园 ") == 200
    assert post(alices, "style", written, style="modern") == 200
    chosen = fresh(written)
    assert (chosen.transitions, chosen.closing_card, chosen.style) == ("calm", False, "modern")
    assert (chosen.phone, chosen.organization) == ("110", "阳光 幼儿园")
    for name, wrong in (("finish", {"phone": "call us"}), ("style", {"style": "golden"})):
        assert post(alices, name, written, **wrong) == 422
    assert '"closing_card": "off"' in fields_of(fresh(written))


@pytest.mark.browser
def test_the_settings_are_changed_by_keyboard_and_follow_another_tab(at_work: AtWork) -> None:
    context = at_work.context(locale="zh-CN", color_scheme="dark", viewport=PHONE)
    project = at_work.new_project()
    page = at_work.open(context, project)
    page.locator(".top-tools [data-setting]").press("Enter")
    summary = page.locator("#setting-closing summary")
    summary.press("Enter")
    page.locator("#setting-closing [name=phone]").fill("110")
    page.keyboard.press("Tab")
    expect(page.locator("#chosen-closing")).to_contain_text("110")
    expect(page.locator("#settings .saved")).not_to_be_empty()
    at_work.change(project, "project.choose_finish(transitions='calm', phone='120')")
    expect(page.locator("#setting-closing [name=phone]")).to_have_value("120")
    expect(page.locator("[name=transitions][value=calm]")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator(".top-tools [data-setting]")).to_be_focused()
    context.close()


PHONE = {"width": 390, "height": 844}
