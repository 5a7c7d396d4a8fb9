"""When a service is not asked: it has failed again and again, or its person has spent enough."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from .paid_call import CallState, PaidCall

FAILURES = 5  # in a row
HELD = timedelta(minutes=1)
OF_ONE_REQUEST = ("refused", "faces_refused", "photos_stay", "not_sent", "service_busy")
"""Reasons that say nothing of other requests. Who has too much to do works: of many scenes that ask
at once, it answers a few, and each of the others rests for itself."""

_BAD = (CallState.FAILED, CallState.UNKNOWN, CallState.GIVEN_UP)


def held_for(kind: str, provider: str) -> float:
    """Seconds for which this provider is still held back, because its last calls have all failed; 0
    if it may be asked. After a minute one call tries it; others wait for how that ends."""
    ago = ExpressionWrapper(Now() - F("ended_at"), output_field=DurationField())
    of_it = PaidCall.objects.filter(kind=kind, provider=provider).exclude(reason__in=OF_ONE_REQUEST)
    last = list(of_it.annotate(ago=ago).without_answers()[: FAILURES + 1])
    is_tried = bool(last) and last[0].state == CallState.SENDING
    ended = last[1:] if is_tried else last[:FAILURES]
    if len(ended) < FAILURES or any(call.state not in _BAD for call in ended):
        return 0.0
    left = (HELD - ended[0].ago).total_seconds()
    return max(left, 1.0 if is_tried else 0.0)


def has_spent_enough(owner: int) -> bool:
    """What is on its way counts too. Until the end of the transaction no other call of this person
    can begin: so many at once spend no more than one after the other."""
    most = settings.STUDIO_SPENT_A_DAY
    if not most:
        return False
    get_user_model().objects.select_for_update(no_key=True).filter(pk=owner).first()
    return PaidCall.objects.of_today(owner).due() >= most
