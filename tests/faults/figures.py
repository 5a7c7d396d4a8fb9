"""The table at the end: how often each fault happened, and how long the studio took to recover."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from tests.faults.log import Log

HEAD = ("row", "faults", "failed", "measured", "p50", "p95", "max")


class Figures:
    def __init__(self) -> None:
        self.faults: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.seconds: dict[tuple[str, str], list[float]] = defaultdict(list)

    def count(self, row: str, faults: int = 1) -> None:
        self.faults[row] += faults

    def took(self, row: str, what: str, seconds: float) -> None:
        """`what`: the event until which the time was measured, such as "next claim"."""
        self.seconds[row, what].append(seconds)

    def recovered(self, row: str, log: Log, fault: float) -> None:
        """Note a fault at `fault` seconds since 1970, and how long it took until work went on, and
        until it ended."""
        self.count(row)
        for what, entries in (("next claim", log.claims), ("end", log.ends)):
            later = [entry.at - fault for entry in entries if entry.at > fault]
            if later:
                self.took(row, what, later[0])

    def table(self) -> list[str]:
        rows: list[tuple[str, ...]] = [HEAD]
        for row in sorted({*self.faults, *self.failures}, key=lambda row: (len(row), row)):
            counted = (row, str(self.faults[row]), str(self.failures[row]))
            measured = [(w, s) for (of, w), s in self.seconds.items() if of == row]
            rows += [
                (*counted, f"{what} ({len(seconds)})", *_spread(seconds))
                for what, seconds in measured
            ] or [(*counted, "", "", "", "")]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
        return ["  ".join(map(str.ljust, row, widths)) for row in rows]


def _spread(seconds: list[float]) -> tuple[str, str, str]:
    ordered = sorted(seconds)
    at = [ordered[math.ceil(share * len(ordered)) - 1] for share in (0.5, 0.95)]
    return f"{at[0]:.2f}", f"{at[1]:.2f}", f"{ordered[-1]:.2f}"
