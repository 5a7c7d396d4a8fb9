"""What a step gives a provider that asks services: each call is written down before it is sent, and
its answer is stored before anything else is done with it. So nothing is paid twice."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from django.db import InterfaceError, OperationalError, connection, transaction

from projects.crashpoints import Point, reach
from projects.models import PaidCall, Project, Run
from projects.models.holding import has_spent_enough, held_for
from projects.models.paid_call import CallState, price_of
from projects.models.recipe import recipe_hash
from projects.providers.wire.again import patiently
from projects.providers.wire.asking import checked, good_answer
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.work import Answer, Beat, Call, Piece
from projects.vocabulary import ProviderKind

from .attempt import Waiting
from .sending_process import this_process

TICK = 0.5  # seconds between two looks at a call that another attempt has sent
PAUSE = 1.0  # seconds between two tries to store an answer

log = logging.getLogger(__name__)


class Asker(Protocol):
    """Who asks: an Attempt at a Run, or at what is no step."""

    @property
    def run(self) -> Run | Any: ...  # or an Errand

    @property
    def project(self) -> Project | None: ...

    @property
    def payer(self) -> int: ...

    def heartbeat(self) -> None: ...

    def report(self, fraction: float, code: str, **numbers: int) -> None: ...


class Paying:
    """The `Work` of one attempt. `kind`: of the provider that works. `wish`: what its result is
    for, the same at each try, such as the recipe of what is made. Another wish pays again.
    `is_shared`: what is paid for one scene of a film, no other scene with this wish pays for.
    `may_leave`: whether a photo of a person may be sent; it is asked right before each time."""

    def __init__(
        self,
        attempt: Asker,
        kind: ProviderKind,
        wish: str,
        *,
        is_shared: bool = False,
        may_leave: Callable[[], bool] = lambda: False,
    ):
        self._attempt, self._kind, self._wish = attempt, kind, wish
        self._is_shared, self._may_leave = is_shared, may_leave

    def beat(self) -> None:
        self._attempt.heartbeat()

    def say(self, code: str, fraction: float, **numbers: int) -> None:
        self._attempt.report(fraction, code, **numbers)

    def paid(self, call: Call, on_piece: Piece | None = None) -> Answer:
        key = self._key_of(call)
        while True:
            row = PaidCall.objects.open_with(key)
            if row is None:
                self._check(call)
                self._check_tries(key)
                if begun := self._begin(key, call):
                    return self._send(begun, call, on_piece)
            elif row.state == CallState.ANSWERED:
                if not row.is_older_than(call.fresh):
                    return row.answer
                row.forget()
            elif row.state == CallState.UNKNOWN:
                if answer := self._asked_after(row, call):
                    return answer
            elif not row.lose(self._losses_since(row)):
                self._wait_for_answer()

    def _losses_since(self, row: PaidCall) -> int:
        """Of the Run that has sent it: 0 if that is of another scene."""
        scene = self._attempt.run.scene
        return self._attempt.run.losses if not scene or scene.position == row.scene else 0

    def _asked_after(self, row: PaidCall, call: Call) -> Answer | None:
        """What a service has answered to a call of which nobody knows whether it arrived; None if
        it may be sent again. Raises ServiceError if only a person can say that."""
        if not (call.is_free or call.named):
            fault = Fault.GONE if row.reason == Fault.GONE else Fault.UNKNOWN
            raise ServiceError(fault, f"call {row.pk}")
        find = call.named.found if call.named else lambda name, beat: None
        if found := patiently(lambda: find(row.name, self.beat), self.beat):
            _keep(row, call, found)
            return found
        _in_the_end(partial(row.fail, Fault.UNREACHABLE, "", False))
        return None

    def _wait_for_answer(self) -> None:
        """Another attempt has sent the call."""
        self.beat()
        time.sleep(TICK)

    def _beat_while_asked(self) -> Beat:
        """For one try: the call is on its way, and goes on if this raises."""
        return self.beat

    def _check_tries(self, key: str) -> None:
        """Raises ServiceError if it was tried often enough."""

    def spoil(self, call: Call, reason: str) -> None:
        row = PaidCall.objects.open_with(self._key_of(call))
        if row and reason == Fault.GONE:
            row.fail(reason, "", unknown=True)
        elif row:
            row.spoil(reason)

    def _check(self, call: Call) -> None:
        if seconds := held_for(self._kind, call.provider):
            raise ServiceError(Fault.HELD, f"for {seconds:.0f} s", retry_after=seconds)

    @transaction.atomic
    def _begin(self, key: str, call: Call) -> PaidCall | None:
        run, project = self._attempt.run, self._attempt.project
        counts = not (call.is_free or call.is_own)
        if counts and has_spent_enough(self._attempt.payer):
            raise ServiceError(Fault.SPENT)
        return PaidCall.objects.begin(
            key,
            longest=call.request.longest,
            owner_id=self._attempt.payer,
            project=project,
            step=run.step,
            kind=self._kind,
            scene=run.scene.position if run.scene else None,
            provider=call.provider,
            model=call.model,
            expected=price_of(call.expected, call.prices),
            losses=run.losses,
            sent_by=this_process(),
        )

    def _key_of(self, call: Call) -> str:
        run = self._attempt.run
        asked = [call.provider, call.model, call.request.url, call.request.content.hex()]
        if call.is_free:
            return recipe_hash("free", asked=asked)
        scene = None if self._is_shared else run.scene_id
        return recipe_hash(self._wish, whose=[str(run.project_id), scene], asked=asked)

    def _send(self, row: PaidCall, call: Call, on_piece: Piece | None) -> Answer:
        reach(Point.PAYING)
        if call.named:
            call = replace(call, request=call.named.request(row.name))
        in_flight = InFlight(row, call)

        def ask() -> Answer:
            if call.has_photo and not self._may_leave():
                raise ServiceError(Fault.STAYS)
            return in_flight.ask(self._beat_while_asked(), on_piece)

        try:
            answer = patiently(ask, self.beat)
        except ServiceError as failed:
            failed.service = call.provider
            _fail(row, call, failed)
            may_be_there = call.named and failed.fault == Fault.UNKNOWN
            if may_be_there and (found := self._asked_after(row, call)):
                return found
            raise
        except Waiting as wait:
            in_flight.leave()
            wait.until = in_flight.settled
            raise
        except BaseException:  # it is not wanted any more, or this worker stops
            in_flight.leave()
            raise
        _keep(row, call, answer)
        return answer


class InFlight:
    """A call that is being sent. If nobody waits for it any more, its answer is stored all the
    same, as long as this process lives."""

    def __init__(self, row: PaidCall, call: Call):
        self._row, self._call, self._is_left = row, call, False
        self.settled: Future[None] = Future()
        """Done as soon as its answer is stored, if nobody waited for it."""

    def ask(self, beat: Beat, on_piece: Piece | None) -> Answer:
        return good_answer(self._call, beat, on_piece, self._note_left)

    def leave(self) -> None:
        """Nothing of it is on its way, if it was not left while it was being asked."""
        if not self._is_left:
            self._row.fail("not_sent", "", False)

    def _note_left(self, answer: Future[Answer]) -> None:
        self._is_left = True
        answer.add_done_callback(
            lambda ended: threading.Thread(target=self._settle, args=(ended,)).start()
        )

    def _settle(self, ended: Future[Answer]) -> None:
        """In a thread of its own, with a connection of its own. Who waits is woken in it."""
        try:
            answer = ended.result()
            checked(self._call.check, self._call.request, answer)
            _keep(self._row, self._call, answer)
        except ServiceError as failed:
            _fail(self._row, self._call, failed)
        finally:
            self.settled.set_result(None)
            connection.close()


def _fail(row: PaidCall, call: Call, failed: ServiceError) -> None:
    is_unknown, reason = failed.fault == Fault.UNKNOWN, failed.reason
    if is_unknown and call.is_free:  # it costs nothing, so it may be asked again
        is_unknown, reason = False, Fault.UNREACHABLE
    _in_the_end(partial(row.fail, reason, str(failed), is_unknown, failed.retry_after))


def _keep(row: PaidCall, call: Call, answer: Answer) -> None:
    reach(Point.PAID)
    _in_the_end(partial(row.keep, answer, call.units(answer), call.prices))


def _in_the_end(write: Callable[[], None]) -> None:
    """Write, and wait for a database that is away: what is paid for must not be lost."""
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError) as error:
            log.warning("The answer to a call cannot be stored: %s", type(error).__name__)
            connection.close()
            time.sleep(PAUSE)
