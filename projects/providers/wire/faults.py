"""How a request to a service can fail, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ..base import ProviderError


class Fault(StrEnum):
    """The values are keys of `projects.status_text.REASONS`."""

    # It surely did nothing, or nothing yet: it may be sent again.
    UNREACHABLE = "service_unreachable"
    BUSY = "service_busy"
    BROKEN = "service_broken"
    # It may have done what was asked, and may cost: it must not be sent again by itself.
    UNKNOWN = "service_unknown"
    GONE = "service_gone"  # it was done, and what came of it cannot be had or used
    # It would fail again.
    KEY = "service_key"
    MODEL = "service_model"
    BALANCE = "out_of_credit"
    QUOTA = "service_quota"
    CONTENT = "refused"
    FACES = "faces_refused"
    PHOTO = "photo_refused"
    STAYS = "photos_stay"
    REQUEST = "service_request"
    ANSWER = "service_answer"
    SOUND = "speech_unreadable"
    SILENT = "speech_silent"
    LENGTH = "speech_length"
    TOO_LARGE = "service_too_large"
    ELSEWHERE = "service_elsewhere"
    CERTIFICATE = "service_certificate"
    TIMED_OUT = "timed_out"
    SHAPE = "service_shape"
    NOTHING = "stock_nothing"
    SPENT = "spent_enough"
    HELD = "service_held"
    WORKFLOW = "service_workflow"
    STOPPED = "service_stopped"


LONGEST = 200  # characters of a detail, as the ledger keeps them
MAY_HAVE_COST = frozenset({Fault.UNKNOWN, Fault.GONE})
TRANSIENT = frozenset({Fault.UNREACHABLE, Fault.BUSY, Fault.BROKEN})


class ServiceError(ProviderError):
    """`retry_after`: seconds for which the service wants to be left alone, or None.

    `detail` has the status and the code of the service, but no words of it: they may repeat what
    was sent. A code may be any characters: those that a log or a database would not take are left
    out.
    """

    def __init__(self, fault: Fault, detail: str = "", *, retry_after: float | None = None):
        super().__init__(fault.value, plain(detail))
        self.fault, self.retry_after = fault, retry_after
        self.service = self.kind = ""  # which one it was, if it is known
        self.named: tuple[str, ...] = ()  # fields of the request that it names

    def hide(self, secrets: Iterable[str]) -> None:
        """Put *** in their place."""
        detail = str(self)
        for each in secrets:
            detail = detail.replace(each, "***")
        self.args = (detail,)

    @property
    def is_transient(self) -> bool:
        return self.fault in TRANSIENT


def plain(detail: str) -> str:
    """On one line."""
    return "".join(each if each.isprintable() else " " for each in detail[:LONGEST])
