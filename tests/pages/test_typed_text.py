"""What somebody has typed is never lost: not by a reload, a push, another tab or a lost session."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from projects.pages.examples import EXAMPLES
from tests.support.open_pages import AtWork
from tests.support.studio import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def project(at_work: AtWork) -> str:
    return at_work.new_project()


@pytest.fixture
def page(at_work: AtWork, project: str) -> Page:
    return at_work.show(at_work.kept_page(), project)


def narration(page: Page, scene: int = 1) -> Locator:
    return page.locator("[name=narration]").nth(scene - 1)


def type_in(field: Locator, words: str) -> None:
    """Key by key, and stay in the field: nothing is saved by that."""
    field.press("ControlOrMeta+a")
    field.press_sequentially(words)


def open_home(page: Page, at_work: AtWork) -> None:
    page.goto(at_work.studio.address)
    page.evaluate("document.querySelector('dialog[open]')?.close()")  # the offer to go on


def is_saved(page: Page) -> None:
    expect(page.locator("[data-dirty]")).to_have_count(0)


def test_words_survive_a_reload_and_can_be_saved_then(
    at_work: AtWork, project: str, page: Page
) -> None:
    type_in(narration(page), "Typed and not saved.")
    page.reload()
    expect(narration(page)).to_have_value("Typed and not saved.")
    expect(page.locator(".kept")).to_be_visible()
    page.click(".kept [data-save]")
    is_saved(page)
    expect(page.locator(".kept")).to_have_count(0)
    assert at_work.stored(project)["narration"] == "Typed and not saved."
    page.reload()
    expect(page.locator(".kept")).to_have_count(0)


def test_two_tabs_that_type_in_one_field_each_find_their_own_words_again(
    at_work: AtWork, project: str, page: Page
) -> None:
    other = at_work.open(page.context, project)
    type_in(narration(page), "Words of the first.")
    type_in(narration(other), "Words of the second.")
    for tab, words in ((page, "Words of the first."), (other, "Words of the second.")):
        tab.reload()
        expect(narration(tab)).to_have_value(words)
    page.click(".kept [data-save]")
    is_saved(page)
    other.reload()
    expect(narration(other)).to_have_value("Words of the second.")
    expect(other.locator(".conflict")).to_contain_text("Words of the first.")


def test_words_that_were_brought_back_can_be_discarded(
    at_work: AtWork, project: str, page: Page
) -> None:
    type_in(narration(page), "Not wanted.")
    page.reload()
    page.click(".kept [data-discard]")
    expect(narration(page)).to_have_value("Words 1.")
    page.reload()
    expect(page.locator(".kept")).to_have_count(0)
    assert at_work.stored(project)["narration"] == "Words 1."


def test_a_caption_follows_words_that_were_brought_back(
    at_work: AtWork, project: str, page: Page
) -> None:
    type_in(narration(page), "Half a")
    page.reload()
    expect(page.locator(".kept")).to_be_visible()
    narration(page).press("End")
    narration(page).press_sequentially(" sentence.")
    narration(page).blur()
    is_saved(page)
    stored = at_work.stored(project)
    assert stored["narration"] == stored["subtitle"] == "Half a sentence."


def test_words_brought_back_over_newer_ones_say_so_and_overwrite_nothing(
    at_work: AtWork, project: str, page: Page
) -> None:
    type_in(narration(page), "Mine.")
    page.goto("about:blank")
    at_work.change(project, "project.scenes.get(position=1).rewrite(narration='Theirs.')")
    page.go_back()
    expect(page.locator(".conflict [data-field=narration]")).to_have_text("Theirs.")
    expect(narration(page)).to_have_value("Mine.")
    assert at_work.stored(project)["narration"] == "Theirs."
    page.click("[data-words=mine]")
    is_saved(page)
    expect(narration(page)).to_be_focused()
    assert at_work.stored(project)["narration"] == "Mine."


def test_a_push_leaves_the_field_that_is_typed_in_and_catches_up_when_it_is_left(
    at_work: AtWork, project: str, page: Page
) -> None:
    narration(page).focus()
    at_work.change(
        project,
        "project.scenes.get(position=1).rewrite(narration='Theirs.')\n"
        "project.scenes.get(position=2).rewrite(narration='Theirs too.')",
    )
    expect(narration(page, 2)).to_have_value("Theirs too.")
    expect(narration(page)).to_have_value("Words 1.")
    expect(narration(page)).to_be_focused()
    narration(page, 2).focus()
    expect(narration(page)).to_have_value("Theirs.")


def test_typing_goes_on_through_a_hail_of_pushes(at_work: AtWork, project: str, page: Page) -> None:
    type_in(narration(page), "Before")
    at_work.change(
        project,
        "import time\n"
        "for number in range(8):\n"
        "    with project.locked():\n"
        "        project.title = f'Title {number}'\n"
        "        project.touch()\n"
        "    time.sleep(0.05)",
    )
    expect(page.locator("h1")).to_have_text("Title 7")
    narration(page).press_sequentially(" and after.")
    expect(narration(page)).to_have_value("Before and after.")


def test_two_tabs_and_the_later_one_chooses(at_work: AtWork, project: str, page: Page) -> None:
    type_in(narration(page), "Mine.")
    at_work.change(
        project, "project.scenes.get(position=1).rewrite(narration='Theirs.', title='New title')"
    )
    expect(page.locator("#toasts [data-said=newer]")).to_be_visible()
    narration(page).blur()
    expect(page.locator(".conflict [data-field]")).to_have_count(1)
    page.click("[data-words=stored]")
    is_saved(page)
    expect(narration(page)).to_have_value("Theirs.")
    expect(page.locator("#all-words [name=title]").first).to_have_value("New title")
    stored = at_work.stored(project)
    assert (stored["narration"], stored["title"]) == ("Theirs.", "New title")


def test_a_form_saved_twice_from_within_is_no_conflict_with_itself(
    at_work: AtWork, project: str, page: Page
) -> None:
    for words in ("Once.", "Twice.", "Three times."):
        type_in(narration(page), words)
        page.keyboard.press("ControlOrMeta+s")
        is_saved(page)
    assert page.locator(".conflict, #toasts [data-said]").count() == 0
    assert at_work.stored(project)["narration"] == "Three times."


def test_a_lost_reply_is_no_conflict_with_oneself(
    at_work: AtWork, project: str, page: Page
) -> None:
    def lose_the_reply(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/words/", lose_the_reply, times=1)
    type_in(narration(page), "Sent.")
    with page.expect_event("requestfailed"):
        page.keyboard.press("ControlOrMeta+s")
    type_in(narration(page), "Sent, and more.")
    narration(page).blur()
    is_saved(page)
    assert page.locator(".conflict").count() == 0
    assert at_work.stored(project)["narration"] == "Sent, and more."


def test_a_click_on_the_next_step_takes_the_words_that_were_just_typed(
    at_work: AtWork, project: str, page: Page
) -> None:
    type_in(narration(page), "The last word.")
    page.click("#script-go")
    expect(page.locator("#narration-live .live")).to_be_visible()
    assert at_work.stored(project)["narration"] == "The last word."


def test_words_for_scenes_that_a_new_script_replaced_can_still_be_copied(
    at_work: AtWork, project: str, page: Page
) -> None:
    type_in(narration(page), "Where do I belong?")
    at_work.change(
        project,
        "with project.locked():\n"
        "    project.scenes.all().delete()\n"
        "    project.scenes.create(position=1, title='New', narration='New words.', seconds=5)\n"
        "    project.touch()",
    )
    expect(page.locator("#toasts [data-said=newer]")).to_be_visible()
    narration(page).blur()
    expect(page.locator(".conflict")).to_contain_text("replaced")
    expect(narration(page)).to_have_value("Where do I belong?")
    page.click(".conflict a")
    expect(narration(page)).to_have_value("New words.")
    expect(page.locator(".homeless")).to_contain_text("Where do I belong?")
    page.click(".homeless [data-discard]")
    page.reload()
    expect(page.locator(".homeless")).to_have_count(0)


def test_an_expired_session_keeps_the_words_until_they_can_be_saved(
    at_work: AtWork, project: str, page: Page
) -> None:
    page.context.clear_cookies(name=re.compile("_session$"))
    type_in(narration(page), "Typed too late.")
    narration(page).blur()
    expect(page.locator("[data-when=over]")).to_be_visible()
    expect(narration(page)).to_have_value("Typed too late.")
    with page.context.expect_page() as door:
        page.click("[data-when=over] a")
    door.value.fill("[name=username]", at_work.names["alice"])
    door.value.fill("[name=password]", "a-long-secret")
    door.value.click("main button")
    expect(door.value.locator("#brief")).to_be_visible()
    door.value.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")  # headless windows never lose it
    is_saved(page)
    expect(page.locator("[data-when=over]")).to_be_hidden()
    assert at_work.stored(project)["narration"] == "Typed too late."


def test_a_brief_goes_through_after_a_new_sign_in_in_another_tab(
    at_work: AtWork, page: Page
) -> None:
    open_home(page, at_work)
    page.fill("#id_topic", "Older than the session")
    page.context.clear_cookies(name=re.compile("_session$"))
    door = page.context.new_page()
    door.goto(f"{at_work.studio.address}/login/")
    door.fill("[name=username]", at_work.names["alice"])
    door.fill("[name=password]", "a-long-secret")
    door.click("main button")
    expect(door.locator("#brief")).to_be_visible()
    page.click("#brief button.primary")
    page.wait_for_url(re.compile("/projects/"))


def test_a_deleted_project_s_page_keeps_what_was_typed(
    at_work: AtWork, project: str, page: Page
) -> None:
    type_in(narration(page), "For nobody now.")
    at_work.change(project, "project.delete_with_files()")
    expect(page.locator("[data-when=gone]")).to_be_visible()
    expect(narration(page)).to_have_value("For nobody now.")


def test_nobody_else_in_this_browser_sees_the_words(
    at_work: AtWork, project: str, page: Page
) -> None:
    open_home(page, at_work)
    page.fill("#id_topic", "Alice's secret")
    at_work.sign_in(page.context, "bob")
    page.reload()
    expect(page.locator("#id_topic")).to_have_value("")
    at_work.sign_in(page.context, "alice")
    page.reload()
    expect(page.locator("#id_topic")).to_have_value("Alice's secret")
    page.locator("details.menu").last.locator("summary").click()
    page.click("[data-unsaved] button")
    page.click("#confirm-yes")
    page.wait_for_url(re.compile("/login/"))
    for storage in ("localStorage", "sessionStorage"):
        kept = f"Object.keys({storage}).filter(key => key.startsWith('draft'))"
        assert page.evaluate(kept) == []
    at_work.sessions["alice"] = at_work.studio.call("sign_in", at_work.names["alice"])


def test_a_brief_survives_a_reload_and_is_forgotten_once_it_is_a_project(
    at_work: AtWork, page: Page
) -> None:
    open_home(page, at_work)
    page.fill("#id_topic", "A brief that takes its time")
    page.check("[name=platform][value=bilibili]", force=True)
    page.reload()
    expect(page.locator("#brief .kept")).to_be_visible()
    expect(page.locator("#id_topic")).to_have_value("A brief that takes its time")
    expect(page.locator("[name=platform][value=bilibili]")).to_be_checked()
    page.click("#brief button.primary")
    page.wait_for_url(re.compile("/projects/"))
    open_home(page, at_work)
    expect(page.locator("#id_topic")).to_have_value("")


def test_an_emptied_brief_is_no_draft_and_an_example_that_was_asked_for_comes(
    at_work: AtWork, page: Page
) -> None:
    drafts = "Object.keys(localStorage).filter(key => key.startsWith('draft'))"
    open_home(page, at_work)
    page.locator("#id_topic").press_sequentially("x")
    assert page.evaluate(drafts) != []
    page.locator("#id_topic").press("Backspace")
    assert page.evaluate(drafts) == []
    page.fill("#id_topic", "Something else")
    example = f"{at_work.studio.address}/?example={next(iter(EXAMPLES))}"
    page.goto(example)
    page.evaluate("document.querySelector('dialog[open]')?.close()")
    expect(page.locator("#id_topic")).not_to_have_value(re.compile("^$|Something else"))
    expect(page.locator("#brief .kept")).to_have_count(0)
    page.fill("#id_topic", "Typed over the example")
    page.reload()
    expect(page.locator("#id_topic")).to_have_value("Typed over the example")


def test_what_is_remembered_from_the_last_brief_is_no_draft_until_it_is_changed(
    at_work: AtWork, project: str, page: Page
) -> None:
    at_work.change(project, "project.organization = 'Sunny'\nproject.save()")
    drafts = "Object.keys(localStorage).filter(key => key.startsWith('draft'))"
    open_home(page, at_work)
    expect(page.locator("#id_organization")).to_have_value("Sunny")
    page.locator("#id_topic").press_sequentially("x")
    page.locator("#id_topic").press("Backspace")
    assert page.evaluate(drafts) == []
    page.fill("#id_organization", "")
    page.fill("#id_link", "www.sunny.cn")
    page.reload()
    expect(page.locator("#id_organization")).to_have_value("")
    expect(page.locator("#id_link")).to_have_value("www.sunny.cn")


def test_a_brief_whose_reply_was_lost_is_sent_again_and_is_one_project(
    at_work: AtWork, page: Page
) -> None:
    open_home(page, at_work)
    page.fill("#id_topic", "Sent into the dark")

    def lose_the_reply(route) -> None:
        route.fetch(max_redirects=0)
        route.fulfill(status=204)  # the browser stays where it is, and knows of nothing

    page.route(f"{at_work.studio.address}/", lose_the_reply, times=1)
    with page.expect_response(f"{at_work.studio.address}/"):
        page.click("#brief button.primary")
    page.context.clear_cookies(name=re.compile("_brief$"))  # it came with the reply
    open_home(page, at_work)
    expect(page.locator("#id_topic")).to_have_value("Sent into the dark")
    page.click("#brief button.primary")
    page.wait_for_url(re.compile("/projects/"))
    count = at_work.shell(
        "from projects.models import Project\n"
        "print(Project.objects.filter(topic='Sent into the dark').count())"
    )
    assert count == "1"


@pytest.mark.full("a lost reply to a brief is tested too")
def test_who_goes_back_to_a_brief_and_sends_it_again_gets_to_its_project(
    at_work: AtWork, page: Page
) -> None:
    def send() -> str:
        page.evaluate("document.querySelector('dialog[open]')?.close()")
        page.click("#brief button.primary")
        page.wait_for_url(re.compile("/projects/"))
        return page.url

    open_home(page, at_work)
    page.fill("#id_topic", "Sent and looked at again")
    first = send()
    page.go_back()
    expect(page.locator("#id_topic")).to_have_value("Sent and looked at again")
    assert send() == first
    page.go_back()
    page.check("[name=make_all]")
    assert send() == first, "another wish for the same film"
    page.go_back()
    page.fill("#id_target_audience", "Grandparents")
    second = send()
    assert second != first
    page.go_back()
    assert send() == second
    open_home(page, at_work)
    page.fill("#id_topic", "Sent and looked at again")
    page.fill("#id_target_audience", "Grandparents")
    assert send() not in (first, second), "a page that was opened anew begins another film"


def test_the_voice_follows_another_tab_and_a_step_waits_for_one_not_yet_saved(
    at_work: AtWork, project: str, page: Page
) -> None:
    voice = page.locator("#id_voice_style")
    at_work.change(project, "project.choose_voice('friendly_male')")
    expect(voice).to_have_value("friendly_male")
    page.click(".top-tools [data-setting]")
    page.click("#setting-voice summary")
    page.route("**/voice/", lambda route: route.abort(), times=1)
    with page.expect_event("requestfailed"):
        voice.select_option("lively_female")
    page.keyboard.press("Escape")
    page.click("#script-go")
    expect(page.locator("#narration-live .live")).to_be_visible()
    assert at_work.change(project, "print(project.voice_style)") == "lively_female"


def test_without_any_storage_everything_else_works(at_work: AtWork, project: str) -> None:
    context = at_work.context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = at_work.open(context, project)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    type_in(narration(page), "Saved all the same.")
    narration(page).blur()
    is_saved(page)
    wait_until(lambda: at_work.stored(project)["narration"] == "Saved all the same.")
    assert faults == []
    context.close()


def test_enter_in_a_scene_s_title_saves_it_and_the_page_stays(
    at_work: AtWork, project: str, page: Page
) -> None:
    address = page.url
    title = page.locator("#all-words [name=title]").first
    type_in(title, "A better title")
    title.press("Enter")
    is_saved(page)
    assert page.url == address
    wait_until(lambda: at_work.stored(project)["title"] == "A better title")


def test_a_click_on_when_it_was_saved_does_nothing(
    at_work: AtWork, project: str, page: Page
) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    type_in(narration(page), "Saved.")
    narration(page).blur()
    is_saved(page)
    page.click("#saved")
    page.evaluate("1")
    assert faults == []


def test_what_was_confirmed_is_done_though_the_page_moved_behind_the_question(
    at_work: AtWork, project: str, page: Page
) -> None:
    page.click("#script-go")
    page.click("#narration-cancel")
    button = page.locator("#narration-cancel").element_handle()
    at_work.change(project, "with project.locked():\n    project.progress = 7\n    project.touch()")
    expect(page.locator("#narration-live")).to_contain_text("7%")
    assert button.evaluate("(button) => button.isConnected")
    page.click("#confirm-yes")
    expect(page.locator("#narration-head")).to_contain_text("Cancelled")
    expect(page.locator("[data-asking]")).to_have_count(0)


def test_what_was_confirmed_is_done_though_its_button_is_gone(
    at_work: AtWork, project: str, page: Page
) -> None:
    page.click("#script-go")
    page.click("#narration-cancel")
    page.evaluate("document.getElementById('narration-cancel').remove()")
    page.click("#confirm-yes")
    expect(page.locator("#narration-head")).to_contain_text("Cancelled")


def test_an_own_form_that_is_folded_is_given_up_and_holds_nothing(
    at_work: AtWork, project: str, page: Page
) -> None:
    details = page.locator("details.upload").first
    tick = details.locator("[name=consent]")
    details.evaluate("(details) => (details.open = true)")
    tick.evaluate("(tick) => tick.click()")
    expect(page.locator("[data-dirty]")).to_have_count(1)
    details.evaluate("(details) => (details.open = false)")
    is_saved(page)
    expect(tick).not_to_be_checked()
