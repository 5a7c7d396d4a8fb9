"""News on its way to a receiver: a row is the order to send it, and then tells how that went."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .audit import Action, record
from .errors import NotReady
from .notification import Notification
from .notification import Outcome as Ended
from .receiver import DEAD_AFTER, REASONS, TEST, TOLD_BY, News, OffReason, Receiver

# Seconds after each try that failed: eight tries in a little more than a day.
PAUSES = (60, 300, 900, 3600, 3 * 3600, 8 * 3600, 12 * 3600)
KEPT = timedelta(days=30)
ASKED_AGAIN = timedelta(minutes=1)  # a job that was asked for and has not come by then is lost
AT_ONCE = 100  # jobs that one sweep asks for
NEWEST = 5  # deliveries of a receiver that its page shows
NEWS_OF = {
    Ended.COMPLETED: News.DONE,
    Ended.FAILED: News.FAILED,
    Ended.DONE: News.NEEDS_YOU,
}


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "on its way")
    ARRIVED = "arrived", pgettext_lazy("delivery", "arrived")
    GIVEN_UP = "given_up", pgettext_lazy("delivery", "given up")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def tell(self, notification: Notification) -> None:
        """One for each receiver of its person that wants this. In the caller's transaction: so it
        is told if and only if it is so."""
        wanted = {TOLD_BY[NEWS_OF[Ended(notification.outcome)]]: True}
        receivers = Receiver.objects.on().filter(user=notification.user_id, **wanted)
        receivers = receivers.filter(user__is_active=True)
        self.bulk_create(self.model(receiver=each, notification=notification) for each in receivers)

    def waiting(self) -> Self:
        return self.filter(state=DeliveryState.WAITING)

    def give_up(self, reason: str) -> None:
        self.update(state=DeliveryState.GIVEN_UP, reason=reason, ended_at=Now())

    def take_due(self) -> list[uuid.UUID]:
        """Those for which a job is needed now. They count as asked for then."""
        with transaction.atomic():
            never = models.Q(asked_at=None) | models.Q(asked_at__lt=Now() - ASKED_AGAIN)
            due = self.waiting().filter(never, next_at__lte=Now()).order_by("next_at")
            locked = due.select_for_update(of=("self",), skip_locked=True)
            found = list(locked.values_list("pk", flat=True)[:AT_ONCE])
            self.filter(pk__in=found).update(asked_at=Now())
            return found

    def claim(self, pk: uuid.UUID) -> Delivery | None:
        """The only right to try it now. If whoever has it dies, the next try comes all the same: it
        is fixed here already."""
        with transaction.atomic():
            due = self.waiting().filter(pk=pk, next_at__lte=Now())
            found = due.select_for_update(of=("self",)).first()
            if found is None:
                return None
            if found.tries > len(PAUSES):  # the worker of the last try has died
                self.filter(pk=pk).give_up(found.reason)
                return None
            found.tries += 1
            found.save(update_fields=["tries"])
            self.filter(pk=pk).update(next_at=Now() + pause_after(found.tries), asked_at=None)
            return found

    def forget_old(self) -> None:
        self.exclude(state=DeliveryState.WAITING).filter(made_at__lt=Now() - KEPT).delete()


class Delivery(models.Model):
    """Its number is the name of the message, the same at each try: `webhook-id`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receiver = models.ForeignKey(
        Receiver,
        verbose_name=gettext_lazy("receiver of news"),
        on_delete=models.CASCADE,
        related_name="deliveries",
    )
    # None: somebody tries the receiver.
    notification = models.ForeignKey(
        Notification, null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    state = models.CharField(
        gettext_lazy("state"),
        max_length=10,
        choices=DeliveryState.choices,
        default=DeliveryState.WAITING,
    )
    tries = models.PositiveSmallIntegerField(pgettext_lazy("delivery", "tries"), default=0)
    reason = models.CharField(gettext_lazy("reason"), max_length=40, blank=True)
    detail = models.CharField(gettext_lazy("detail"), max_length=80, blank=True)  # "HTTP 500"
    made_at = models.DateTimeField(gettext_lazy("made"), db_default=Now())
    next_at = models.DateTimeField(gettext_lazy("next try"), db_default=Now())
    asked_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(gettext_lazy("ended"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("delivery"), gettext_lazy("deliveries")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["receiver", "notification"], name="delivery_told_once")
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=models.Q(state="waiting"), name="delivery_due"
            ),
            models.Index(fields=["receiver", "-made_at"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.pk}"

    @property
    def type(self) -> str:
        return NEWS_OF[Ended(self.notification.outcome)] if self.notification else TEST

    @property
    def reason_words(self) -> str:
        """Why its last try has failed; "" if none has."""
        words = str((REASONS | dict(OffReason.choices)).get(self.reason, ""))
        # Other details, such as the name of an error, say nothing to a person.
        return f"{words} ({self.detail})" if words and self.detail.startswith("HTTP ") else words

    @property
    def news_words(self) -> str:
        """What it tells, in a few words: why a step has failed is on the page of its film."""
        told = self.notification
        if told is None:
            return _("a test")
        return _("{film}: {news}").format(film=told.project.name, news=told.headline)

    @transaction.atomic
    def arrived(self) -> None:
        ended = {"state": DeliveryState.ARRIVED, "reason": "", "detail": "", "ended_at": Now()}
        type(self).objects.filter(pk=self.pk).update(**ended)
        Receiver.objects.filter(pk=self.receiver_id).update(failing_since=None)

    @transaction.atomic
    def failed(self, reason: str, detail: str, *, is_gone: bool = False) -> None:
        """This try. After the last one it is given up; a receiver that fails for long is off."""
        mine = type(self).objects.waiting().filter(pk=self.pk)
        mine.update(reason=reason, detail=detail[:80])
        if self.tries > len(PAUSES) or not self.notification:
            mine.give_up(reason)
        failing = Receiver.objects.filter(pk=self.receiver_id)
        failing.filter(failing_since=None).update(failing_since=Now())
        if is_gone:
            self.receiver.switch_off(OffReason.GONE)
        elif failing.filter(failing_since__lt=Now() - DEAD_AFTER).exists():
            self.receiver.switch_off(OffReason.DEAD)

    @transaction.atomic
    def send_again(self) -> None:
        """Somebody wants that. Raises NotReady."""
        if not self.receiver.is_on:
            raise NotReady(_("Its receiver is switched off. Switch it on first."))
        record(Action.RECEIVER, about=self.receiver, detail="sent_again")
        anew: dict[str, Any] = {"tries": 0, "reason": "", "detail": "", "asked_at": None}
        anew |= {"state": DeliveryState.WAITING, "next_at": Now(), "ended_at": None}
        type(self).objects.filter(pk=self.pk).update(**anew)


def pause_after(tries: int) -> timedelta:
    """A tenth more or less, so that many that failed together do not come together again."""
    pause = PAUSES[min(tries, len(PAUSES)) - 1]
    return timedelta(seconds=pause * random.uniform(0.9, 1.1))  # noqa: S311 - no secret
