"""Refusals in the audit log. Each person, and all strangers together, get a few entries an hour for
theirs. The others are counted, and the hour's counts become entries when it is over: so nobody can
fill the log.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.db.models import Func

from videostudio.acting import acting

from .audit import Action, Outcome, record

NOBODY = 0
MOST = 20  # entries an hour at once, and as many counts afterwards
MOST_KINDS = 200  # counted apart in an hour; others are counted together
# One statement, so that requests at the same time cannot get past the limit. What is only counted
# need not be on the disk before the next request: a lost second of counts harms nobody.
COUNT = """
INSERT INTO projects_refusalcount AS it
    (hour, user_id, action, outcome, way, kind, object_id, place, count, last_at)
VALUES (date_trunc('hour', now(), 'UTC'), %s, %s, %s, %s, %s, %s, %s, 1, now())
ON CONFLICT (hour, user_id, action, outcome, way, kind, object_id, place)
DO UPDATE SET count = it.count + 1, last_at = now()
RETURNING count
"""
KINDS = """
SELECT count(*), set_config('synchronous_commit', 'off', true)
FROM projects_refusalcount WHERE hour = date_trunc('hour', now(), 'UTC') AND user_id = %s
"""


class RefusalCount(models.Model):
    """How often a refusal of one kind happened in an hour. A row without an action counts all."""

    hour = models.DateTimeField()
    user_id = models.BigIntegerField()
    action = models.CharField(max_length=20)
    outcome = models.CharField(max_length=12)
    way = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=36)
    place = models.CharField(max_length=50)
    count = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "hour",
                    "user_id",
                    "action",
                    "outcome",
                    "way",
                    "kind",
                    "object_id",
                    "place",
                ],
                name="refusals_counted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.outcome}: {self.count}"


def record_refusal(
    action: Action, outcome: Outcome, *, about: models.Model | None = None, **more: Any
) -> None:
    """Enter the refusal of a request, or count it. `about` is an account that somebody tried to
    get, if there is such an account; `more` is for `record`."""
    who = acting()
    user_id = who.user.pk if who.user else NOBODY
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COUNT, [user_id, *[""] * 6])
        (so_many,) = cursor.fetchone()
        if so_many <= MOST:
            record(action, outcome=outcome, about=about, **more)
            return
        cursor.execute(KINDS, [user_id])
        kinds, _ = cursor.fetchone()
        apart = _apart(who.place, about) if kinds < MOST_KINDS else [""] * 3
        cursor.execute(COUNT, [user_id, action, outcome, who.way, *apart])


@transaction.atomic
def enter_counts() -> None:
    """Make entries of the counts of past hours: the highest ones, and a sum of the others."""
    hour = Func(template="date_trunc('hour', now(), 'UTC')", output_field=models.DateTimeField())
    past = RefusalCount.objects.select_for_update().filter(hour__lt=hour)
    counts = list(past.order_by("hour", "user_id", "-count", "pk"))
    RefusalCount.objects.filter(pk__in=[each.pk for each in counts]).delete()
    by_hour: dict[tuple[Any, int], list[RefusalCount]] = defaultdict(list)
    for each in counts:
        if each.action:
            by_hour[each.hour, each.user_id].append(each)
    for of_hour in by_hour.values():
        for each in [*of_hour[:MOST], *_sums(of_hour[MOST:])]:
            _enter(each)


def _apart(place: str, about: models.Model | None) -> list[str]:
    """Kind and id of the object, and the place."""
    return [about._meta.model_name or "", str(about.pk), place] if about else ["", "", place]


def _sums(counts: Iterable[RefusalCount]) -> Iterable[RefusalCount]:
    """One for each kind of refusal, whatever it was about and wherever it came from."""
    sums: dict[tuple[str, str], RefusalCount] = {}
    for each in counts:
        same = sums.setdefault((each.action, each.outcome), each)
        if same is not each:
            same.count += each.count
            same.last_at = max(same.last_at, each.last_at)
            same.kind = same.object_id = same.place = ""
    return sums.values()


def _enter(refusals: RefusalCount) -> None:
    user = get_user_model().objects.filter(pk=refusals.user_id).first()
    record(
        Action(refusals.action),
        outcome=Outcome(refusals.outcome),
        at=refusals.last_at,
        user_id=refusals.user_id or None,
        user_name=user.get_username() if user else "",
        kind=refusals.kind,
        object_id=refusals.object_id,
        place=refusals.place,
        way=refusals.way,
        count=refusals.count,
    )
