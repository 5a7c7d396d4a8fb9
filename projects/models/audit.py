"""The audit log: who did what, with which object, when, from where, by which way, and how it ended.

`record` is the only function that writes it. Called in the transaction of the action, it is written
with it or not at all. Its rows can be neither changed nor removed before they are old: triggers of
the database refuse it (migration 0025).
"""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from videostudio.acting import Way, acting

CODE = re.compile(r"[a-z0-9_.:+-]{0,60}")
log = logging.getLogger("studio.audit")


class Action(models.TextChoices):
    SIGN_IN = "sign_in", pgettext_lazy("audit", "Sign-in")
    SIGN_OUT = "sign_out", pgettext_lazy("audit", "Sign-out")
    SETUP = "setup", pgettext_lazy("audit", "Setup link")
    PASSWORD = "password", pgettext_lazy("audit", "Password changed")
    ACCOUNT_MADE = "account_made", pgettext_lazy("audit", "Account made")
    ACCOUNT_ON = "account_on", pgettext_lazy("audit", "Account switched on")
    ACCOUNT_OFF = "account_off", pgettext_lazy("audit", "Account switched off")
    ACCOUNT_NAMED = "account_named", pgettext_lazy("audit", "Account renamed")
    ACCOUNT_DELETED = "account_deleted", pgettext_lazy("audit", "Account deleted")
    GRANTED = "granted", pgettext_lazy("audit", "Right given")
    TAKEN = "taken", pgettext_lazy("audit", "Right taken")
    GROUP_MADE = "group_made", pgettext_lazy("audit", "Group made")
    GROUP_DELETED = "group_deleted", pgettext_lazy("audit", "Group deleted")
    TOKEN = "token", pgettext_lazy("audit", "Token used")
    TOKEN_MADE = "token_made", pgettext_lazy("audit", "Token made")
    TOKEN_REVOKED = "token_revoked", pgettext_lazy("audit", "Token revoked")
    CREATE = "create", pgettext_lazy("audit", "Project created")
    START = "start", pgettext_lazy("audit", "Started")
    CANCEL = "cancel", pgettext_lazy("audit", "Cancelled")
    REQUEUE = "requeue", pgettext_lazy("audit", "Requeued")
    BIN = "bin", pgettext_lazy("audit", "Project moved to the bin")
    PUT_BACK = "put_back", pgettext_lazy("audit", "Project put back")
    DELETE = "delete", pgettext_lazy("audit", "Project deleted")
    UPLOAD = "upload", pgettext_lazy("audit", "Upload")
    WITHDRAW = "withdraw", pgettext_lazy("audit", "Consent withdrawn")
    PHOTOS = "photos_leave", pgettext_lazy("audit", "Photos to a service, allowed or not")
    DOWNLOAD = "download", pgettext_lazy("audit", "Download")
    VIEW = "view", pgettext_lazy("audit", "Files of somebody else seen")
    HOUSE_STYLE = "house_style", pgettext_lazy("audit", "House style changed")
    RECEIVER = "receiver", pgettext_lazy("audit", "Receiver of news changed")
    REQUEST = "request", pgettext_lazy("audit", "Request")


class Outcome(models.TextChoices):
    DONE = "done", pgettext_lazy("audit", "done")
    WRONG = "wrong", pgettext_lazy("audit", "wrong password or token")
    TOO_MANY = "too_many", pgettext_lazy("audit", "too many tries")
    ABSENT = "absent", pgettext_lazy("audit", "absent, or somebody else's")
    FORBIDDEN = "forbidden", pgettext_lazy("audit", "no right to it")
    NO_CSRF = "no_csrf", pgettext_lazy("audit", "no CSRF token")


WAYS = {
    Way.PAGE: pgettext_lazy("audit", "page"),
    Way.API: pgettext_lazy("audit", "API"),
    Way.ADMIN: pgettext_lazy("audit", "admin"),
    Way.COMMAND: pgettext_lazy("audit", "command line"),
    Way.WORKER: pgettext_lazy("audit", "worker"),
}


def actions() -> list[tuple[str, Any]]:
    """A function, so that another action needs no migration."""
    return Action.choices


def outcomes() -> list[tuple[str, Any]]:
    return Outcome.choices


def ways() -> list[tuple[str, Any]]:
    return list(WAYS.items())


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def forget_old(self) -> None:
        """The database refuses to remove newer entries than those of 30 days, whatever is set."""
        kept = timedelta(days=settings.STUDIO_AUDIT_DAYS, minutes=1)  # its clock has moved since
        self.filter(at__lt=Now() - kept).delete()


class AuditEntry(models.Model):
    """One thing that was done, or refused. It has ids and codes, and nobody's words but the name
    that an account had. It points to nothing, so it stays when its object is deleted."""

    at = models.DateTimeField(_("time"), db_default=Now())
    action = models.CharField(pgettext_lazy("audit", "action"), max_length=20, choices=actions)
    outcome = models.CharField(
        pgettext_lazy("audit", "outcome"), max_length=12, choices=outcomes, default=Outcome.DONE
    )
    user_id = models.BigIntegerField(_("account number"), null=True)
    user_name = models.CharField(pgettext_lazy("audit", "who"), max_length=150, blank=True)
    kind = models.CharField(pgettext_lazy("audit", "kind of object"), max_length=20, blank=True)
    object_id = models.CharField(pgettext_lazy("audit", "object"), max_length=36, blank=True)
    project_id = models.UUIDField(_("project"), null=True)
    detail = models.CharField(pgettext_lazy("audit", "detail"), max_length=60, blank=True)
    place = models.CharField(pgettext_lazy("audit", "from"), max_length=50, blank=True)
    way = models.CharField(pgettext_lazy("audit", "way"), max_length=10, choices=ways)
    token_id = models.BigIntegerField(_("token number"), null=True)
    token_prefix = models.CharField(_("beginning of the token"), max_length=12, blank=True)
    # More than 1: so many refusals of a kind, of which the last was at this time.
    count = models.PositiveIntegerField(pgettext_lazy("audit", "times"), default=1)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("audit entry"), _("audit log")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["action", "-id"], name="audit_action"),
            models.Index(fields=["user_id", "-id"], name="audit_user"),
            models.Index(fields=["project_id", "-id"], name="audit_project"),
            models.Index(fields=["kind", "object_id"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.outcome} #{self.pk}"

    @property
    def line(self) -> str:
        """All of it but the time in one line: JSON in ASCII, so nothing can break the line."""
        fields = self._meta.concrete_fields
        known = {field.name: getattr(self, field.name) for field in fields if field.name != "at"}
        return json.dumps({name: value for name, value in known.items() if value}, default=str)


def record(action: Action, **said: Any) -> AuditEntry:
    """Write an entry, and its log line after the commit. `said`: see `_entry`."""
    entry = _entry(action, **said)
    entry.save(force_insert=True)
    transaction.on_commit(lambda: log.info(entry.line), robust=True)
    return entry


def record_once(
    action: Action, *, same: tuple[str, ...], within: timedelta | None = None, **said: Any
) -> None:
    """`record`, unless there is an entry about the same object with the `same` columns, in this
    last time or ever. A double click, or the parts in which a file is fetched, are one entry."""
    entry = _entry(action, **said)
    alike = {name: getattr(entry, name) for name in ("action", "kind", "object_id", *same)}
    before = AuditEntry.objects.filter(**alike)
    if within:
        before = before.filter(at__gt=Now() - within)
    if before.exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # Of two requests at once, the second waits here, and then finds the entry of the first.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(alike)])
        if not before.all().exists():
            record(action, **said)


def _entry(
    action: Action,
    *,
    outcome: Outcome = Outcome.DONE,
    about: models.Model | None = None,
    by: Any = None,
    detail: str = "",
    **more: Any,
) -> AuditEntry:
    """`about` is the object; its project, if any, is found by itself. `by` is the person, if it is
    not whoever acts here (videostudio/acting.py). `detail` is a code of ours, never anybody's
    words. `more` replaces columns, such as `project_id` where there is no object."""
    if not CODE.fullmatch(detail):
        raise ValueError(f"not a code: {detail!r}")
    who = acting()
    user = by or who.user
    columns = {
        "user_id": user.pk if user else None,
        "user_name": user.get_username()[:150] if user else "",
        "place": who.place,
        "way": who.way,
        "token_id": who.token_id,
        "token_prefix": who.token_prefix,
    }
    about_what = _object(about) if about else {}
    return AuditEntry(action=action, outcome=outcome, detail=detail, **columns | about_what | more)


def _object(about: models.Model) -> dict[str, Any]:
    kind = about._meta.model_name or ""
    project = about.pk if kind == "project" else getattr(about, "project_id", None)
    return {"kind": kind, "object_id": str(about.pk), "project_id": project}
