"""Where a person wants to be told what becomes of films, without looking at a page."""

from __future__ import annotations

import secrets
import uuid
from base64 import b64encode
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .audit import Action, record
from .errors import NotReady

OLD_SECRET_FOR = timedelta(days=1)
MOST = 20  # receivers of one person
DEAD_AFTER = timedelta(days=5)
"""A receiver that could not be told anything for so long is switched off."""


class ReceiverKind(models.TextChoices):
    HOOK = "hook", gettext_lazy("Web hook")
    WECOM = "wecom", gettext_lazy("WeCom group")
    DINGTALK = "dingtalk", gettext_lazy("DingTalk group")
    FEISHU = "feishu", gettext_lazy("Feishu group")
    EMAIL = "email", gettext_lazy("E-mail")


# Where the robots of groups are. An operator may allow others, such as a WeCom of one's own.
HOSTS = {
    ReceiverKind.WECOM: ("qyapi.weixin.qq.com",),
    ReceiverKind.DINGTALK: ("oapi.dingtalk.com", "api.dingtalk.com"),
    ReceiverKind.FEISHU: ("open.feishu.cn", "open.larksuite.com"),
}
SIGNED = (ReceiverKind.DINGTALK, ReceiverKind.FEISHU)
"""Robots that may demand a signature with a secret of theirs."""


def kinds_offered() -> list[tuple[str, Any]]:
    """E-mail only where the operator has named a server for it."""
    has_mail = bool(settings.EMAIL_HOST)
    return [each for each in ReceiverKind.choices if has_mail or each[0] != ReceiverKind.EMAIL]


class News(models.TextChoices):
    """What may be told. The values are public: the types of web hooks."""

    DONE = "film.done", gettext_lazy("A film is finished")
    FAILED = "step.failed", gettext_lazy("A step has failed")
    NEEDS_YOU = "film.needs_you", gettext_lazy("A film waits for you")


TEST = "test"  # the type of what somebody sends to try a receiver
TOLD_BY = {
    News.DONE: "on_done",
    News.FAILED: "on_failed",
    News.NEEDS_YOU: "on_needs_you",
}


REASONS = {
    "service_unreachable": gettext_lazy("there was no connection, or its address is not public"),
    "service_broken": gettext_lazy("it has answered with an error"),
    "service_unknown": gettext_lazy("it did not answer in time"),
    "service_elsewhere": gettext_lazy("it wants to be asked at another address, which is not done"),
    "service_certificate": gettext_lazy("its certificate is not valid"),
    "service_too_large": gettext_lazy("its answer is too large"),
    "service_answer": gettext_lazy("its answer cannot be understood"),
}
"""Why a try has failed, in words for the person of the receiver."""


class OffReason(models.TextChoices):
    DEAD = "dead", gettext_lazy("nothing arrived there for five days")
    GONE = "gone", gettext_lazy("its server says that it is there no more")
    PAUSED = "paused", gettext_lazy("you have paused it")


class ReceiverQuerySet(models.QuerySet["Receiver"]):
    def on(self) -> Self:
        return self.filter(off_at=None)

    def of(self, user: Any) -> Self:
        return self.filter(user=user).order_by("made_at", "pk")

    def off(self) -> Self:
        return self.filter(off_at__isnull=False)

    def off_by_itself(self) -> Self:
        """Without those that their person has paused."""
        return self.off().exclude(off_reason=OffReason.PAUSED)

    def forget_old_secrets(self) -> None:
        self.filter(old_secret_until__lt=Now()).update(old_secret="", old_secret_until=None)

    @transaction.atomic
    def add(self, receiver: Receiver) -> None:
        """Store a new one, and give a web hook its secret. Raises NotReady."""
        people = get_user_model().objects.select_for_update(of=("self",), no_key=True)
        people.get(pk=receiver.user_id)
        if self.filter(user=receiver.user_id).count() >= MOST:
            words = _("You have %(count)s already, which is the most. Delete one first.")
            raise NotReady(words % {"count": MOST})
        if receiver.kind == ReceiverKind.HOOK:
            receiver.secret = new_secret()
        receiver.save(force_insert=True)
        record(Action.RECEIVER, about=receiver, detail="made")


class Receiver(models.Model):
    """A web hook, for example. Its address and its secret open it to everybody who knows them, so
    no list, log or job has them: jobs have the id of a delivery."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("user"),
        on_delete=models.CASCADE,
        related_name="receivers",
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=ReceiverKind.choices)
    name = models.CharField(pgettext_lazy("receiver", "name"), max_length=60)
    address = models.CharField(max_length=1000, editable=False)
    secret = models.CharField(max_length=200, blank=True, editable=False)
    # Also signs until then, so that its program can change to the new one at any time.
    old_secret = models.CharField(
        max_length=200, blank=True, default="", db_default="", editable=False
    )
    old_secret_until = models.DateTimeField(null=True, editable=False)
    on_done = models.BooleanField(News.DONE.label, default=True)
    on_failed = models.BooleanField(News.FAILED.label, default=True)
    on_needs_you = models.BooleanField(News.NEEDS_YOU.label, default=True)
    language = models.CharField(max_length=10, editable=False)  # of the words that it gets
    made_at = models.DateTimeField(gettext_lazy("made"), db_default=Now(), editable=False)
    failing_since = models.DateTimeField(gettext_lazy("failing since"), null=True, editable=False)
    off_at = models.DateTimeField(gettext_lazy("switched off"), null=True, editable=False)
    off_reason = models.CharField(max_length=10, choices=OffReason.choices, blank=True)

    objects = ReceiverQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("receiver of news")
        verbose_name_plural = gettext_lazy("receivers of news")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    @property
    def place(self) -> str:
        """As much of the address as may be shown. That of an e-mail is no secret."""
        if self.kind == ReceiverKind.EMAIL:
            return self.address
        return urlsplit(self.address).hostname or ""

    @property
    def new_secret(self) -> str:
        """What its person has to be told, once: one that the studio has made."""
        return self.secret if self.kind == ReceiverKind.HOOK else ""

    @property
    def secrets(self) -> list[str]:
        """Those that sign its messages now, the newest first."""
        is_kept = self.old_secret_until is not None and self.old_secret_until > timezone.now()
        return [self.secret, self.old_secret] if is_kept else [self.secret]

    @property
    def news(self) -> list[News]:
        return [news for news, column in TOLD_BY.items() if getattr(self, column)]

    @property
    def is_on(self) -> bool:
        return self.off_at is None

    def newest_deliveries(self, count: int) -> list[Any]:
        return list(self.deliveries.select_related("notification__project")[:count])

    @transaction.atomic
    def change(self, **values: Any) -> None:
        """Have another name, address or secret, or be told other news: only what is given. A test
        of before may not arrive at a new address."""
        mine = Receiver.objects.select_for_update(of=("self",)).get(pk=self.pk)
        changed = {name: value for name, value in values.items() if getattr(mine, name) != value}
        if not changed:
            return
        if "address" in changed:
            changed["failing_since"] = None
        Receiver.objects.filter(pk=self.pk).update(**changed)
        for name, value in changed.items():
            setattr(self, name, value)
        record(Action.RECEIVER, about=self, detail="changed")

    @transaction.atomic
    def renew_secret(self) -> None:
        """A new one for a web hook, which is told once. The present one goes on for a day. Raises
        NotReady."""
        mine = Receiver.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if mine.kind != ReceiverKind.HOOK:
            raise NotReady(_("Only web hooks have a secret of the studio."))
        until = timezone.now() + OLD_SECRET_FOR
        self.old_secret, self.old_secret_until, self.secret = mine.secret, until, new_secret()
        self.save(update_fields=["secret", "old_secret", "old_secret_until"])
        record(Action.RECEIVER, about=self, detail="secret")

    @transaction.atomic
    def pause(self) -> None:
        """Nothing is told it, also what waits, until it is switched on."""
        self.switch_off(OffReason.PAUSED)
        self.refresh_from_db()

    @transaction.atomic
    def try_it(self) -> Any:
        """The delivery of a test, once. It is on then. A test that waits already is the one."""
        self.switch_on()
        self.refresh_from_db()
        waiting = self.deliveries.waiting().filter(notification=None).first()
        return waiting or self.deliveries.create()

    @transaction.atomic
    def switch_on(self) -> None:
        """What waited when it was switched off is not sent any more."""
        nothing = {"off_at": None, "off_reason": "", "failing_since": None}
        if Receiver.objects.filter(pk=self.pk).off().update(**nothing):
            record(Action.RECEIVER, about=self, detail="on")

    def switch_off(self, reason: OffReason) -> None:
        """In the caller's transaction."""
        off = Receiver.objects.filter(pk=self.pk).on()
        if off.update(off_at=Now(), off_reason=reason):
            self.deliveries.waiting().give_up(reason)
            record(Action.RECEIVER, about=self, detail=f"off.{reason}")

    @transaction.atomic
    def remove(self) -> None:
        record(Action.RECEIVER, about=self, detail="deleted")
        self.delete()


def check_address(kind: str, address: str) -> None:
    """Whether a receiver may be there. What its host is called is looked up at each try, because
    that may change. Raises ValidationError."""
    if kind == ReceiverKind.EMAIL:
        return validate_email(address)
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    schemes = ("https", "http") if settings.STUDIO_PRIVATE_RECEIVERS else ("https",)
    is_plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme not in schemes or not (host and is_plain) or "@" in parts.netloc:
        raise ValidationError(_("It takes an address such as https://example.org/hook."))
    if settings.STUDIO_PRIVATE_RECEIVERS:
        return None
    if not _is_public(host):
        raise ValidationError(_("It has to be an address of the public Internet."))
    if kind in HOSTS and host not in HOSTS[ReceiverKind(kind)]:
        words = _("The address of such a robot begins with https://%(host)s/.")
        raise ValidationError(words % {"host": HOSTS[ReceiverKind(kind)][0]})
    return None


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:  # a name
        return "." in host.strip(".") and not host.endswith((".local", ".internal", ".localhost"))


def new_secret() -> str:
    """As the Standard Webhooks rules write one: 24 random bytes."""
    return f"whsec_{b64encode(secrets.token_bytes(24)).decode()}"
