"""The work of a provider whose service takes minutes, without a database."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from projects.providers.wire.asking import ask
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.wire.results import fetch
from projects.providers.work import Answer, Call, Request, Task, Unpaid


class Left(Exception):
    """It waits."""


class Patient(Unpaid):
    """It orders once, and leaves by an exception instead of waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.ordered: Task | None = None
        self.ended: list[str] = []
        self.units: dict[str, float] = {}

    def task(self, call: Call, read: Callable[[Answer], Task]) -> Task:
        if self.ordered is None:
            request = call.named.request("a-1") if call.named else call.request
            answer = ask(request, self.beat)
            call.check(answer)
            self.ordered, self.units = read(answer), dict(call.units(answer))
        return self.ordered

    def ask(self, request: Request, check: Callable[[Answer], None]) -> Answer:
        answer = ask(request, self.beat)
        check(answer)
        return answer

    def wait(self, fraction: float | None = None) -> NoReturn:
        raise Left(fraction)

    def fetch(self, url: str, *, service: str, largest: int) -> Answer:
        return fetch(url, service=service, beat=self.beat, largest=largest)

    def failed(self, fault: str, detail: str, *, may_pass: bool = False) -> None:
        self.ended.append(f"failed {fault}")

    def lost(self, detail: str) -> NoReturn:
        self.ended.append("lost")
        raise ServiceError(Fault.GONE, detail)
