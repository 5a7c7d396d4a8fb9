"""Takes a picture out of an answer that is paid: it is in it, or the answer says where it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from projects.media.intake.picture_kinds import NotAPicture

from ..work import Answer, Call, Work
from .faults import Fault, ServiceError
from .reading import bytes_in
from .results import fetch_patiently

LARGEST = 24 * 2**20  # bytes of a picture
LARGEST_ANSWER = 34 * 2**20  # base64 takes a third more


@dataclass(frozen=True)
class Told:
    """Where a picture is: `coded` in base64, or at the address `url`; "" for what is not told."""

    coded: str = field(default="", repr=False)
    url: str = field(default="", repr=False)


def make(
    call: Call,
    told_in: Callable[[Answer], Told],
    keep: Callable[[bytes], None],
    work: Work,
    *,
    service: str,
) -> None:
    """Give the picture that this call makes to `keep`, which raises NotAPicture if it is none.
    `service`: its own address.

    Raises ServiceError. Who tries again after an answer without a good picture pays again.
    """
    answer = work.paid(call)
    try:
        keep(_bytes_of(told_in(answer), service, work))
    except NotAPicture as refused:
        work.spoil(call, Fault.ANSWER)
        raise ServiceError(Fault.ANSWER, refused.reason) from refused
    except ServiceError as failed:
        if not failed.is_transient:
            work.spoil(call, failed.fault)
        raise


ONE: Mapping[str, float] = {"pictures": 1}


def one_picture(_answer: Answer) -> Mapping[str, float]:
    """What is paid for."""
    return ONE


def _bytes_of(told: Told, service: str, work: Work) -> bytes:
    coded = told.coded or (told.url if told.url[:5].lower() == "data:" else "")
    if coded:
        return _decoded(coded)
    if told.url:
        return fetch_patiently(told.url, service=service, beat=work.beat, largest=LARGEST).body
    raise ServiceError(Fault.ANSWER, "no picture in it")


def _decoded(coded: str) -> bytes:
    found = bytes_in(coded)
    if found is None:
        raise ServiceError(Fault.ANSWER, "no base64")
    return found
