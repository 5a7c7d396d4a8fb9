from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

KEPT = timedelta(days=1)


class IdempotentReplyQuerySet(models.QuerySet["IdempotentReply"]):
    def forget_old(self) -> None:
        self.filter(created_at__lt=Now() - KEPT).delete()


class IdempotentReply(models.Model):
    """The answer to a request with an Idempotency-Key. The same request gets it again.

    The row is inserted in the transaction that does the work. So of two requests at once, the
    second waits at the unique key and then finds the answer to the first.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # of method, address and body
    status_code = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())

    objects = IdempotentReplyQuerySet.as_manager()

    class Meta:
        db_table = "projects_reply"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="reply_once_a_key"),
        ]
        indexes = [models.Index(fields=["created_at"], name="reply_to_forget")]

    def __str__(self) -> str:
        return self.key
