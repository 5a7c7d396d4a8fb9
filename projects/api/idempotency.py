"""A request that is sent twice under one Idempotency-Key is carried out once.

Only answers to requests that succeeded are stored. A refused request has changed nothing: it may be
sent again under its key, and is then checked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, Schema, Status
from ninja.errors import HttpError
from ninja.utils import contribute_operation_args
from pydantic import Field, StringConstraints

from projects.models import IdempotentReply

Answer = Status[dict[str, Any]]


class Key(Schema):
    idempotency_key: Annotated[
        Annotated[str, StringConstraints(max_length=255, pattern=r"^[!-~]+$")] | None,
        Field(alias="Idempotency-Key", description="the same key, the same answer, for a day"),
    ] = None


def once(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """For operations that start or create something. It reads the header, and documents it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, idempotent: Key, **kwargs: Any) -> Answer:
        key = idempotent.idempotency_key
        if not key:
            return view(request, *args, **kwargs)
        return _once(request, key, lambda: view(request, *args, **kwargs))

    contribute_operation_args(guarded, "idempotent", Key, Header(...))
    return guarded


def _once(request: HttpRequest, key: str, do: Callable[[], Answer]) -> Answer:
    user, digest = request.auth, _digest(request)  # type: ignore[attr-defined]  # by django-ninja
    with transaction.atomic():
        try:
            with transaction.atomic():
                # Of two requests at once, the second waits here until the first has ended.
                reply = IdempotentReply.objects.create(user=user, key=key, digest=digest)
        except IntegrityError:
            return _said_before(IdempotentReply.objects.get(user=user, key=key), digest)
        answer = do()
        reply.status_code, reply.body = answer.status_code, answer.value
        reply.save(update_fields=["status_code", "body"])
        return answer


def _said_before(reply: IdempotentReply, digest: str) -> Answer:
    if reply.digest != digest:
        raise HttpError(422, _("This Idempotency-Key was used for another request. Use a new one."))
    return Status(reply.status_code, reply.body)


def _digest(request: HttpRequest) -> str:
    parts = (request.method or "").encode(), request.path.encode(), request.body
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
