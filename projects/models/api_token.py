from __future__ import annotations

import hashlib
import secrets
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from videostudio.acting import acting

from .audit import Action, Outcome, record, record_once
from .refusal_count import record_refusal

PREFIX = "vs_"  # prefix by which a leaked token can be recognised
USED_EVERY = timedelta(minutes=10)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def issue(self, user: Any, *, name: str = "", days: int | None = None) -> tuple[ApiToken, str]:
        """A new token and its secret. The secret is not stored, so the caller must keep it."""
        expires = timezone.now() + timedelta(days=days) if days else None
        token = ApiToken(user=user, name=name, expires_at=expires)
        secret = token.renew()
        token.save()
        return token, secret

    def valid(self) -> ApiTokenQuerySet:
        lasting = Q(expires_at=None) | Q(expires_at__gt=Now())
        return self.filter(lasting, revoked_at=None, user__is_active=True)

    def shown(self, secret: str) -> ApiToken | None:
        """The token with this secret, and its user. None if it is unknown, expired or revoked."""
        digest = digest_of(secret)
        token = self.valid().select_related("user").filter(digest=digest).first()
        if token is None:
            ended = self.filter(digest=digest).first()  # if it is not just any secret
            record_refusal(Action.TOKEN, Outcome.WRONG, about=ended)
            return None
        acting().show_token(token, secret)
        _record_place(token)
        stale = Q(used_at=None) | Q(used_at__lt=Now() - USED_EVERY)
        self.filter(stale, pk=token.pk).update(used_at=Now())
        return token

    @transaction.atomic
    def revoke(self) -> int:
        valid = self.filter(revoked_at=None).select_for_update(of=("self",))
        for token in valid:
            record(Action.TOKEN_REVOKED, about=token)
        return self.filter(pk__in=[token.pk for token in valid]).update(revoked_at=Now())


class ApiToken(models.Model):
    """What a program shows instead of a password. Only a digest of its secret is stored.

    The secret has 256 random bits and cannot be guessed, so a plain SHA-256 is enough.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="api_tokens",
    )
    name = models.CharField(_("what it is for"), max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("API token"), _("API tokens")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        with transaction.atomic() if is_new else nullcontext():
            super().save(*args, **kwargs)
            if is_new:
                record(Action.TOKEN_MADE, about=self)

    def renew(self) -> str:
        """Make a new secret and return it. The caller must show it: only its digest is kept."""
        secret = PREFIX + secrets.token_urlsafe(32)
        self.digest = digest_of(secret)
        return secret


def _record_place(token: ApiToken) -> None:
    """The first use of the token from this place. A process asks the database once an hour."""
    known = f"token-{token.pk}-{acting().place}"
    if cache.get(known) is None:
        record_once(Action.TOKEN, about=token, by=token.user, same=("place",))
        cache.set(known, "recorded", 3600)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
