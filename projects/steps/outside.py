"""Waits for the answers of services without a place in a worker."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import uniform

from projects.models import PaidCall
from projects.models.paid_call import CallState
from projects.providers.wire.again import FIRST, LONGEST, MOST
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.work import Beat
from projects.status_text import Note
from projects.vocabulary import ProviderKind

from .attempt import Waiting
from .paying import Asker, Paying

PATIENCE = 0.1  # seconds that a place is kept for an answer
# Seconds after which the Run looks for it, if nobody has woken it before: that of this process, and
# of another one, which cannot wake it.
AWAY, AWAY_ELSEWHERE = 5.0, 1.0
# Many scenes ask at once, and some services answer only a few at a time.
MOST_IF_BUSY = 20  # tries


class PayingOutside(Paying):
    """As Paying. But soon the Run gives its place to another one: so many scenes wait side by side.
    The call goes on in this process, which stores the answer and wakes the Run. `note`: what the
    Run waits for, as Waiting has it."""

    def __init__(
        self,
        attempt: Asker,
        kind: ProviderKind,
        wish: str,
        note: Note,
        *,
        is_shared: bool = False,
        may_leave: Callable[[], bool] = lambda: False,
    ):
        super().__init__(attempt, kind, wish, is_shared=is_shared, may_leave=may_leave)
        self._run, self._note = attempt.run, note

    def _beat_while_asked(self) -> Beat:
        until = time.monotonic() + PATIENCE

        def beat() -> None:
            self.beat()
            if time.monotonic() > until:
                raise Waiting(AWAY, self._note)

        return beat

    def _wait_for_answer(self) -> None:
        raise Waiting(AWAY_ELSEWHERE, self._note)

    def _check_tries(self, key: str) -> None:
        """What has failed while nobody waited here counts as a try of this Run."""
        if not self._run.hand_backs:
            return
        tried = PaidCall.objects.filter(key=key, state=CallState.FAILED, reason__in=list(Fault))
        since = tried.filter(sent_at__gte=self._run.created_at).without_answers()
        failed = list(since[:MOST_IF_BUSY])
        if failed:
            self._rest_after(failed[0], len(failed))

    def _rest_after(self, call: PaidCall, times: int) -> None:
        """The last of so many tries that have failed."""
        left = call.rests_for(min(LONGEST, FIRST * 2 ** (times - 1)))
        last = ServiceError(Fault(call.reason), call.detail, retry_after=left)
        most = MOST_IF_BUSY if last.fault == Fault.BUSY else MOST
        if times >= most or not last.is_transient or left > LONGEST:
            raise last
        if left:
            raise Waiting(left * uniform(1, 1.5), self._note)  # noqa: S311 - no secret
