"""Many scenes ask a service at once, and nobody waits in a worker: what it says is heard all the
same, and a limit holds for all of them together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from projects import providers
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.models import PaidCall, Project, Run
from projects.models.paid_call import CallState
from projects.providers.work import Answer
from projects.steps import outside
from projects.timeline import SCENES, SCRIPT, TO_CLAIM, State
from tests.support.all_services import AllServices, spoken
from tests.support.projects import fresh
from tests.support.services import Services, Talk, faults
from tests.support.services.server import Answering
from tests.support.studio import wait_until

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("collected_files")]


@pytest.fixture
def services(
    server: AllServices, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Services]:
    with server.asked(settings, monkeypatch) as found:
        monkeypatch.setattr(outside, "PATIENCE", 0.0)
        yield found


@pytest.fixture
def go_ahead() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def painted(project: Project, folder: Any, scenes: int, by: str = "openai") -> Project:
    """Begun: a service is to paint its scenes."""
    project.picture_by = by
    project.save(update_fields=["picture_by"])
    begun = spoken(project, folder, scenes)
    run_and_enqueue(lambda: begun.start(SCENES))
    return begun


def look(project: Project) -> None:
    """Each Run once, as soon as it wakes."""
    waiting = Run.objects.filter(project=project, state__in=TO_CLAIM).order_by("pk")
    for run in list(waiting):
        work_on(run.pk, lambda: False)


def late(answer: Answering, go_ahead: threading.Event) -> Answering:
    """When nobody waits for it in a worker any more."""

    def answered(talk: Talk) -> None:
        go_ahead.wait(30)
        answer(talk)

    return answered


def settled() -> None:
    """What was on its way is answered, and that is stored."""
    wait_until(lambda: not PaidCall.objects.filter(state=CallState.SENDING).exists())


def test_scenes_at_once_spend_no_more_than_one_after_the_other(
    committed: None,
    project: Project,
    tmp_path: Any,
    server: AllServices,
    services: Services,
    settings: Any,
    go_ahead: threading.Event,
) -> None:
    settings.STUDIO_SPENT_A_DAY = 5
    entry = settings.STUDIO_PROVIDERS["picture"]["openai"]
    entry["OPTIONS"] |= {"prices": {"pictures": Decimal(2)}}
    providers._provider.cache_clear()
    services.will(*[late(services.shapes["/openai/images/generations"], go_ahead)] * 10)
    begun = painted(project, tmp_path, 6)
    look(begun)
    wait_until(lambda: len(services.asked) == 3)  # 2 + 2 + 2 is enough, for the last began below it
    assert PaidCall.objects.count() == 3
    failed = Run.objects.filter(project=begun, state=State.FAILED)
    assert [run.reason["code"] for run in failed] == ["spent_enough"] * 3
    go_ahead.set()
    settled()
    assert PaidCall.objects.all().due() == PaidCall.objects.all().spent() == 6


def test_what_has_failed_costs_nothing_and_what_nobody_knows_may_have_cost(alice: User) -> None:
    calls = [PaidCall.objects.begin(key, longest=9, owner=alice, expected=2) for key in "abc"]
    ends = [("service_busy", False), ("service_unknown", True), ("service_gone", True)]
    for call, (reason, is_unknown) in zip(calls, ends, strict=True):
        assert call
        call.fail(reason, "", is_unknown)
    assert PaidCall.objects.all().due() == 4
    PaidCall.objects.unknown().give_up()
    assert PaidCall.objects.all().due() == 4
    assert PaidCall.objects.all().spent() == 0


@pytest.mark.parametrize("retry_after", ["90", "7"])
def test_a_pause_that_a_service_wants_is_kept_also_if_it_says_so_late(
    retry_after: str,
    committed: None,
    project: Project,
    tmp_path: Any,
    services: Services,
    go_ahead: threading.Event,
) -> None:
    services.will(late(faults.status(429, retry_after=retry_after), go_ahead))
    begun = painted(project, tmp_path, 1)
    look(begun)
    assert Run.objects.get().state == State.WAITING
    go_ahead.set()
    settled()
    look(begun)
    run = Run.objects.get()
    assert (run.state, len(services.asked)) == (State.WAITING, 1)
    left = run.wakes_at - timezone.now() if run.wakes_at else timedelta(0)
    assert left > timedelta(seconds=int(retry_after) - 5)
    PaidCall.objects.update(again_at=Now())
    assert done(begun).scene_list[0].painting


def test_a_service_that_answers_a_few_at_a_time_paints_them_all(
    committed: None, project: Project, tmp_path: Any, services: Services, go_ahead: threading.Event
) -> None:
    """The others are told that it has too much to do: each asks again later."""
    refused = late(faults.status(429), go_ahead)
    services.will(None, *[refused] * 7, *[faults.status(429)] * 4)
    begun = painted(project, tmp_path, 8)
    look(begun)
    go_ahead.set()
    made = done(begun)
    assert (made.error, all(scene.painting for scene in made.scene_list)) == ({}, True)
    asked = [each.body for each in services.done]
    assert len(asked) == len(set(asked)) == 8


def test_a_search_that_is_lost_while_nobody_waits_costs_nothing_and_is_made_again(
    committed: None, project: Project, tmp_path: Any, services: Services, go_ahead: threading.Event
) -> None:
    services.will(late(faults.reset, go_ahead))
    project.stock_by = "pexels"
    project.save(update_fields=["stock_by"])
    begun = painted(project, tmp_path, 1, by="offline")
    look(begun)
    go_ahead.set()
    assert done(begun).scene_list[0].stock


def test_who_must_stop_while_the_last_words_come_has_the_whole_answer(
    committed: None, project: Project, services: Services
) -> None:
    """So the next worker does not pay for it again."""
    is_ending = threading.Event()

    def last(talk: Talk) -> None:
        is_ending.set()
        services.shapes["/openai/chat/completions"](talk)

    services.will(last)
    project.script_by = "openai"
    project.save(update_fields=["script_by"])
    run_and_enqueue(lambda: project.start(SCRIPT))
    run = Run.objects.get()
    work_on(run.pk, is_ending.is_set)
    assert is_ending.is_set()
    settled()
    assert PaidCall.objects.get().state == CallState.ANSWERED
    work_on(run.pk, lambda: False)
    assert fresh(project).scene_list
    assert len(services.asked) == 1


def test_an_answer_that_comes_while_a_person_gives_it_up_does_not_come_back(
    committed: None, project: Project
) -> None:
    """Then the same may be on its way once more."""
    call = PaidCall.objects.begin("key", longest=60, owner=project.owner, provider="x")
    assert call
    came = threading.Thread(
        target=ending(lambda: call.keep(Answer(200, {}, b"late"), {"n": 1}, {"n": Decimal(3)}))
    )
    with transaction.atomic():
        PaidCall.objects.filter(pk=call.pk).give_up()
        came.start()
        wait_until(is_locked_out)
    came.join(30)
    call.refresh_from_db()
    assert (call.state, call.price, bytes(call.body)) == (CallState.USED, 3, b"")
    assert PaidCall.objects.begin("key", longest=60, owner=project.owner, provider="x")


def ending(do: Callable[[], object]) -> Callable[[], None]:
    """In a thread, which has a connection of its own."""

    def run() -> None:
        try:
            do()
        finally:
            connection.close()

    return run


def is_locked_out() -> bool:
    """Whether somebody waits for a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def done(project: Project) -> Project:
    """It goes on until it rests. Its pauses are over at once."""
    while Run.objects.filter(project=project, state__in=TO_CLAIM).exists():
        ago = {"ended_at": Now() - timedelta(minutes=1), "again_at": None}
        PaidCall.objects.filter(state=CallState.FAILED).update(**ago)
        look(project)
        settled()
    return fresh(project)
