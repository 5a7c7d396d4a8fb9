"""The ledger: a row for each call of a service that costs money, written before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Self
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q, Sum
from django.db.models.functions import Now, TruncDay
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.providers.work import Answer
from projects.timeline import WORK_STEPS
from projects.vocabulary import ProviderKind

KEPT = timedelta(days=7)  # an answer; its row stays
GRACE = timedelta(seconds=20)  # after the time of a call: to store its answer
DETAIL = 200  # characters for the operator
LONGEST_PAUSE = 86_400.0  # seconds that are kept of what a service says


class CallState(models.TextChoices):
    SENDING = "sending", pgettext_lazy("a call", "on its way")
    ANSWERED = "answered", _("answered")
    UNKNOWN = "unknown", _("unknown whether it arrived")
    FAILED = "failed", _("failed, and cost nothing")
    GIVEN_UP = "given_up", _("unknown, and given up by a person")
    USED = "used", _("answered, and the answer is not kept any more")


OPEN = (CallState.SENDING, CallState.ANSWERED, CallState.UNKNOWN)
"""While a call is in one of these states, the same request is not sent again."""


class PaidCallQuerySet(models.QuerySet["PaidCall"]):
    def open_with(self, key: str) -> PaidCall | None:
        return self.filter(key=key, state__in=OPEN).first()

    def begin(self, key: str, *, longest: float, **values: Any) -> PaidCall | None:
        """A new row for a request that is to be sent; None if another one was quicker."""
        until = Now() + timedelta(seconds=longest) + GRACE
        try:
            with transaction.atomic():
                return self.create(key=key, until=until, **values)
        except IntegrityError:
            return None

    def unknown(self) -> Self:
        return self.filter(state=CallState.UNKNOWN)

    def give_up(self) -> None:
        """Nobody waits for these any more: what they asked for may be asked again."""
        self.update(state=CallState.GIVEN_UP)

    def forget_answers(self) -> None:
        self.filter(ended_at__lt=Now() - KEPT).drop_answers()

    def drop_answers(self) -> None:
        self.filter(state=CallState.ANSWERED).update(state=CallState.USED, body=b"")

    def lose_those_of(self, process: str) -> None:
        """This process has died, so no answer comes to what it has sent."""
        mine = self.filter(sent_by=process, state=CallState.SENDING)
        mine.update(state=CallState.UNKNOWN, ended_at=Now())

    def of_today(self, owner: int) -> Self:
        """By the studio's time zone."""
        return self.annotate(day=TruncDay("sent_at")).filter(owner=owner, day=TruncDay(Now()))

    def spent(self) -> Decimal:
        """What these have cost, as far as prices are known: not of a call without an answer."""
        return self.aggregate(total=Sum("price", default=Decimal(0)))["total"]

    def due(self) -> Decimal:
        """The same with what may still be paid: for calls on their way, and those of which nobody
        knows, as far as that could be said before."""
        open_ones = (CallState.SENDING, CallState.UNKNOWN, CallState.GIVEN_UP)
        may_cost = self.filter(price=None, state__in=open_ones)
        expected = may_cost.aggregate(total=Sum("expected", default=Decimal(0)))["total"]
        return self.spent() + expected

    def without_answers(self) -> Self:
        """They may be large, and lists do not show them."""
        return self.defer("body")


class PaidCall(models.Model):
    """One call. It outlives its project: the money is spent."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="paid_calls",
    )
    project = models.ForeignKey(
        "projects.Project",
        verbose_name=_("project"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="paid_calls",
    )
    step = models.CharField(
        _("step"), max_length=12, choices=[(each.name, each.name.label) for each in WORK_STEPS]
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=ProviderKind.choices,
        default=ProviderKind.SCRIPT,
        db_default=ProviderKind.SCRIPT.value,
    )
    scene = models.PositiveSmallIntegerField(_("scene"), null=True)  # its number then
    provider = models.CharField(_("provider"), max_length=40)
    model = models.CharField(_("model"), max_length=100)
    # A hash of what is asked, and what for: the same wish has the same key.
    key = models.CharField(max_length=24, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=CallState.choices, default=CallState.SENDING
    )
    units = models.JSONField(_("units"), default=dict)  # {"input_tokens": 210}
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=6, null=True)
    # Before it was sent, if that could be said then.
    expected = models.DecimalField(max_digits=12, decimal_places=6, null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    detail = models.CharField(_("detail"), max_length=DETAIL, blank=True)  # for the operator
    headers = models.JSONField(default=dict, editable=False)  # of the answer: its content type
    body = models.BinaryField(default=b"")  # of the answer, in the same row: both, or neither
    losses = models.PositiveIntegerField(default=0)  # of its Run when it was sent
    # The process that has sent it (steps/sending_process.py); "" if that is not known.
    sent_by = models.CharField(max_length=40, blank=True, default="", db_default="", editable=False)
    sent_at = models.DateTimeField(_("sent"), db_default=Now())
    until = models.DateTimeField()  # no answer comes after this
    ended_at = models.DateTimeField(_("ended"), null=True)
    again_at = models.DateTimeField(null=True, editable=False)  # before, its service wants peace

    objects = PaidCallQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("paid call"), _("paid calls")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=OPEN), name="paid_call_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CallState.values), name="paid_call_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "sent_at"], name="paid_call_of_a_day"),
            models.Index(fields=["kind", "provider", "-id"], name="paid_call_of_kind_and_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.pk}"

    @property
    def name(self) -> str:
        """What it is called at a service that lets us name our requests."""
        return str(uuid5(NAMESPACE_OID, f"{self.key} {self.pk}"))

    @property
    def seconds(self) -> float:
        """How long it took; 0 while it has not ended."""
        return (self.ended_at - self.sent_at).total_seconds() if self.ended_at else 0.0

    @property
    def answer(self) -> Answer:
        return Answer(200, self.headers, bytes(self.body))

    def rests_for(self, seconds: float) -> float:
        """How long its service is still to be left alone: so long after its end, or as it wants."""
        now = timezone.now()
        ends = [self.again_at, self.ended_at and self.ended_at + timedelta(seconds=seconds)]
        return max(0.0, *((each - now).total_seconds() for each in ends if each))

    def is_older_than(self, seconds: float) -> bool:
        """Whether its answer is."""
        ended = self.ended_at
        return ended is not None and (timezone.now() - ended).total_seconds() > seconds

    def forget(self) -> None:
        """The answer is too old: whoever asks for the same asks the service."""
        mine = PaidCall.objects.filter(pk=self.pk, state=CallState.ANSWERED)
        mine.update(state=CallState.USED, body=b"")

    def keep(
        self, answer: Answer, units: Mapping[str, float], prices: Mapping[str, Decimal]
    ) -> None:
        """Store the answer, and what it has cost. After this nobody pays for it again. If a person
        has given it up meanwhile, another call may be there: only the cost is of use then."""
        paid: dict[str, Any] = {"units": dict(units), "price": price_of(units, prices)}
        headers = {"content-type": answer.headers.get("content-type", "")}
        if not self._end(CallState.ANSWERED, headers=headers, body=answer.body, **paid):
            mine = PaidCall.objects.filter(pk=self.pk)
            mine.update(state=CallState.USED, ended_at=Now(), **paid)

    def fail(
        self, reason: str, detail: str, unknown: bool, retry_after: float | None = None
    ) -> None:
        """`retry_after`: seconds for which the service wants to be left alone."""
        until = Now() + timedelta(seconds=min(retry_after, LONGEST_PAUSE)) if retry_after else None
        state = CallState.UNKNOWN if unknown else CallState.FAILED
        self._end(state, reason=reason, detail=detail[:DETAIL], again_at=until)

    def spoil(self, reason: str) -> None:
        """The answer was stored and paid, but cannot be used: who asks again pays again."""
        self._end(CallState.USED, reason=reason, body=b"")

    def note_end(self) -> None:
        """What was ordered by it has come only now."""
        self.ended_at = Now()
        self.save(update_fields=["ended_at"])

    def take_back(self, reason: str, detail: str) -> None:
        """What was ordered by it could not be made, so it costs nothing, and may be asked again."""
        said = {"reason": reason, "detail": detail[:DETAIL]}
        self._end(CallState.FAILED, units={}, price=None, **said)

    def lose(self, losses: int) -> bool:
        """If nobody waits for the answer any more, it is unknown: whoever sent it has died
        (`losses` of its Run since), or its time is over. Whether that is so."""
        gone = Q(until__lt=Now()) | Q(losses__lt=losses)
        mine = PaidCall.objects.filter(gone, pk=self.pk, state=CallState.SENDING)
        return bool(mine.update(state=CallState.UNKNOWN, ended_at=Now()))

    def _end(self, state: CallState, **values: Any) -> bool:
        """Whether it is so: if a person has given it up, that stays, also if they do so in this
        moment, for another call may be on its way."""
        mine = PaidCall.objects.filter(pk=self.pk).exclude(state=CallState.GIVEN_UP)
        return bool(mine.update(state=state, ended_at=Now(), **values))


def price_of(units: Mapping[str, float], prices: Mapping[str, Decimal]) -> Decimal | None:
    """None if the price of something is not known."""
    if not units or units.keys() - prices.keys():
        return None
    return sum((Decimal(str(count)) * prices[name] for name, count in units.items()), Decimal(0))
