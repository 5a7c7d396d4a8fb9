"""What a provider has while it works, and how it asks a service for what costs money."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NoReturn, Protocol

Beat = Callable[[], None]
"""To be called at least once a second while a provider works or waits.

It tells the studio that the work is alive, and raises when the work is no longer wanted: let that
exception pass, and end every child process and connection on the way out.
"""

LEAST_SECRET = 6  # characters
Piece = Callable[[bytes], None]


@dataclass(frozen=True)
class Request:
    """`content` is sent as it is. `headers` hold the key, and stay out of logs; `secret`, which is
    added to the query of the address, does so where a service wants its key there."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    longest: float = 180.0  # seconds for the whole answer
    largest: int = 8 * 2**20  # bytes of it
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    address: str = ""  # the only IP address to connect to; "" asks the system
    silent: float | None = None  # seconds without a byte of it, after which it is given up

    @property
    def secrets(self) -> list[str]:
        """What of it may be a key: the last words of its headers, and of its `secret`, but short
        ones."""
        told = (*self.headers.values(), *self.secret.values())
        words = [value.split()[-1] for value in told if value.split()]
        return [word for word in words if len(word) >= LEAST_SECRET]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Call:
    """A request that costs money, and how its answer is read.

    `is_free`: it costs nothing and changes nothing. Then it may be sent again, and whoever asks the
    same gets the same answer, as long as that is `fresh`: seconds. `is_own`: a machine of the
    operator's own does it, so it has no price, and no limit of a day counts it. `expected`: the
    units as far as they are known before; until there is an answer, a limit of a day counts them.
    """

    provider: str  # its name in STUDIO_PROVIDERS
    model: str
    request: Request
    check: Callable[[Answer], None]  # raises ServiceError if the answer is an error
    units: Callable[[Answer], Mapping[str, float]]  # what is paid for: {"input_tokens": 210}
    prices: Mapping[str, Decimal] = field(default_factory=dict)  # of one of each, if known
    has_photo: bool = False  # of a person: it is not sent unless they let it leave, now
    is_free: bool = False
    fresh: float = math.inf
    is_own: bool = False
    named: Named | None = None
    expected: Mapping[str, float] = field(default_factory=dict)

    def within(self, seconds: float) -> Call:
        """The same, with so much time for its answer."""
        return replace(self, request=replace(self.request, longest=seconds))


@dataclass(frozen=True)
class Named:
    """For a service that lets us name our requests. `request`: the one with this name. `found`: the
    answer to it if the service has it, also if that was lost on its way; None if it surely has not.
    It raises ServiceError."""

    request: Callable[[str], Request]
    found: Callable[[str, Beat], Answer | None]


class Work(Protocol):
    """What a provider has while it works."""

    def beat(self) -> None:
        """See Beat."""

    def say(self, code: str, fraction: float, **numbers: int) -> None:
        """Show how far it is, 0 to 1, with the words of `code` in `projects.status_text.PROGRESS`
        and these numbers in them."""

    def paid(self, call: Call, on_piece: Piece | None = None) -> Answer:
        """The good answer to this call. It is sent at most once, whatever happens to this process:
        an answer that was stored before comes at once, and costs nothing. `on_piece` is called with
        each piece of an answer as it arrives; of one that was stored, not at all.

        Raises ServiceError.
        """

    def spoil(self, call: Call, reason: str) -> None:
        """The answer to this call cannot be used for this reason. Who tries again pays again; if
        what was made is gone (service_gone), a person is asked before."""


class Unpaid:
    """The work of a provider that asks no service. Nobody looks how far it is."""

    def __init__(self, beat: Beat = lambda: None):
        self.beat = beat

    def say(self, code: str, fraction: float, **numbers: int) -> None:
        """See Work."""

    def paid(self, call: Call, on_piece: Piece | None = None) -> Answer:
        raise AssertionError(f"{call.provider} is a service, and nobody pays it here")

    def spoil(self, call: Call, reason: str) -> None:
        """See Work."""


@dataclass(frozen=True)
class Task:
    """What a service does after it was ordered. `url`: where to ask how far it is, without a key;
    `id`: its number at the service."""

    id: str
    url: str


class RemoteWork(Work, Protocol):
    """What a provider has whose service works for minutes.

    Its method is called again and again. Each time it asks once how far the task is, and calls
    `wait` if that is not done: this raises, and no place of a worker is held meanwhile.
    """

    def task(self, call: Call, read: Callable[[Answer], Task]) -> Task:
        """The task that this call has ordered: it is sent once, and then never again. `read` takes
        the task from the answer. Raises ServiceError, and what `wait` raises after an order."""

    def ask(self, request: Request, check: Callable[[Answer], None]) -> Answer:
        """The good answer to a request that costs nothing, such as how far the task is. If the
        service cannot be reached or has too much to do, it waits. Raises ServiceError."""

    def wait(self, fraction: float | None = None) -> NoReturn:
        """Leave, to be called again later. `fraction`: how much the service says is done."""

    def fetch(self, url: str, *, service: str, largest: int) -> Answer:
        """The file that the task has made, at an address that the service has told. `service`: its
        own. If it is not there yet, it waits. Raises ServiceError."""

    def failed(self, fault: str, detail: str, *, may_pass: bool = False) -> None:
        """The service says that the task has failed: it costs nothing, and may be ordered again. If
        that `may_pass`, it leaves, and it is ordered again later, a few times."""

    def lost(self, detail: str) -> NoReturn:
        """The service does not know the task any more, or has made what is of no use: a person
        decides whether it is ordered again. Raises ServiceError."""
