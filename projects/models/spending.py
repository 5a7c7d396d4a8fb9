"""What services usually cost and take here, and what a person or a project has spent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from uuid import UUID

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Now

from projects.vocabulary import ProviderKind

from .holding import held_for
from .paid_call import CallState, PaidCall, price_of

NEWEST = 20
DAY = timedelta(days=1)
ANSWERED = Q(state__in=(CallState.ANSWERED, CallState.USED))


@dataclass(frozen=True)
class Usual:
    """The medians of the newest calls of a provider: its price, if it is known, and seconds."""

    price: Decimal | None
    seconds: float


def usual(kind: str, provider: str) -> Usual | None:
    """None if it was not asked yet."""
    of_it = PaidCall.objects.filter(ANSWERED, kind=kind, provider=provider)
    ended = of_it.exclude(task__state="running")  # what takes minutes is not done with the answer
    newest = ended.without_answers()[:NEWEST]
    if not newest:
        return None
    prices = [call.price for call in newest if call.price is not None]
    return Usual(median(prices) if prices else None, median(call.seconds for call in newest))


def usual_script(provider: str, model: str, prices: Mapping[str, Decimal]) -> Decimal | None:
    """What the newest scripts of this model have cost on average: their tokens by these prices, as
    far as there are any. None if that is not known. Rewordings belong to scenes, and do not count.
    """
    of_it = PaidCall.objects.filter(ANSWERED, kind=ProviderKind.SCRIPT, provider=provider)
    newest = of_it.filter(scene=None, model=model).without_answers()[:NEWEST]
    paid = (price_of(each.units, prices) if prices else each.price for each in newest)
    known = [price for price in paid if price is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def spent_on(project: UUID, step: str) -> Decimal:
    """By this project in this step, as far as prices are known."""
    return PaidCall.objects.filter(project=project, step=step).spent()


def spent_by_kind(project: UUID) -> dict[ProviderKind, Decimal]:
    """By this project, as far as prices are known; without kinds that have cost nothing."""
    calls = PaidCall.objects.filter(project=project, price__gt=0).order_by()
    rows = calls.values_list("kind").annotate(spent=Sum("price"))
    found = dict(rows)
    return {kind: found[kind] for kind in ProviderKind if kind in found}


@dataclass(frozen=True)
class ProviderHealth:
    """`failures`: of the last 24 hours, how many by their reason. `held`: seconds for which it is
    still left alone."""

    provider: str
    last_answer: datetime | None
    failures: dict[str, int]
    held: float


def health_of(kind: str, provider: str) -> ProviderHealth:
    calls = PaidCall.objects.filter(kind=kind, provider=provider)
    last = calls.filter(ANSWERED).aggregate(at=Max("ended_at"))["at"]
    failed = calls.filter(sent_at__gt=Now() - DAY).exclude(reason="").order_by()
    reasons = failed.values("reason").annotate(count=Count("pk")).order_by("-count", "reason")
    counts = {str(row["reason"]): int(row["count"]) for row in reasons}
    return ProviderHealth(provider, last, counts, held_for(kind, provider))
