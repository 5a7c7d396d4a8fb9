"""What the audit log has of requests, of signing in, and of changes to accounts and their rights.

Verbs write their own entries. Django signs people in and changes accounts, so its signals are heard
here: each is sent in the transaction of the change, if there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

from projects.models.audit import CODE, Action, Outcome, record
from projects.models.refusal_count import record_refusal
from videostudio.acting import Acting, Way, acting, acting_by
from videostudio.refusals import ADMIN, API

User = get_user_model()
RIGHTS = {"is_active", "is_staff", "is_superuser"}
WATCHED = RIGHTS | {User.USERNAME_FIELD, "password"}


@sync_and_async_middleware
def audited(get_response: Callable) -> Callable:
    """Says who acts in this request, and records what is refused to a person."""
    if iscoroutinefunction(get_response):

        async def middleware_async(request: HttpRequest) -> HttpResponse:
            with acting_by(acting_in(request)):
                response = await get_response(request)
                if _may_be_refused(request, response):
                    await sync_to_async(_record_refusal)(request, response)
                return response

        return middleware_async

    def middleware(request: HttpRequest) -> HttpResponse:
        with acting_by(acting_in(request)):
            response = get_response(request)
            if _may_be_refused(request, response):
                _record_refusal(request, response)
            return response

    return middleware


def acting_in(request: HttpRequest) -> Acting:
    ways = {API: Way.API, ADMIN: Way.ADMIN}
    way = next((way for start, way in ways.items() if request.path.startswith(start)), Way.PAGE)
    return Acting(way, request)


def _may_be_refused(request: HttpRequest, response: HttpResponse) -> bool:
    """The admin sends whoever is not of the staff to its own sign-in."""
    is_sent_away = response.status_code == 302 and request.path.startswith(ADMIN)
    return response.status_code in (403, 404) or is_sent_away


def _record_refusal(request: HttpRequest, response: HttpResponse) -> None:
    """Only of signed-in people, and 404 only at addresses of objects. Others are no refusals, or
    have been recorded where their reason is known."""
    match, is_absent = request.resolver_match, response.status_code == 404
    if match is None or (is_absent and not match.kwargs) or (user := acting().user) is None:
        return
    if response.status_code == 302 and user.is_staff:
        return
    refused = Outcome.NO_CSRF if acting().lacked_csrf else Outcome.FORBIDDEN
    record_refusal(
        Action.REQUEST,
        Outcome.ABSENT if is_absent else refused,
        project_id=_project_in(match.route, match.kwargs),
        detail=match.view_name if CODE.fullmatch(match.view_name) else "",
    )


def _project_in(route: str, where: Mapping[str, Any]) -> UUID | None:
    """The project in an address of a page, the API or the admin, whether there is one or not."""
    names = {"projects/": "pk", "admin/projects/project/": "object_id"}
    name = next((names[start] for start in names if route.startswith(start)), "project_id")
    with suppress(ValueError):  # the API and the admin look only later at what it is
        return UUID(str(where.get(name, "")))
    return None


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: Any, **more: Any) -> None:
    record(Action.SIGN_IN, by=user)


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: Any, **more: Any) -> None:
    if user is not None:  # else nobody was signed in
        record(Action.SIGN_OUT, by=user)


@receiver(user_login_failed)
def _guessed(credentials: Mapping[str, Any], **more: Any) -> None:
    record_refused_sign_in(Outcome.WRONG, str(credentials.get("username", "")))


def record_refused_sign_in(outcome: Outcome, name: str) -> None:
    """`name` was typed. It is recorded only as the number of an account, if there is such one."""
    found = User.objects.filter(**{User.USERNAME_FIELD: name}).first()
    record_refusal(Action.SIGN_IN, outcome, about=found)


@receiver(pre_save, sender=User)
def _look_before(instance: Any, update_fields: Iterable[str] | None, **more: Any) -> None:
    """Remember what is stored now, if something may change that the log has."""
    if instance.pk and (update_fields is None or WATCHED & set(update_fields)):
        instance.audited = User.objects.filter(pk=instance.pk).values(*WATCHED).first()


@receiver(post_save, sender=User)
def _compare(instance: Any, created: bool, **more: Any) -> None:
    before = instance.__dict__.pop("audited", None)
    if created:
        record(Action.ACCOUNT_MADE, about=instance)
        before = {"is_active": True, "is_staff": False, "is_superuser": False}
    for name in sorted(before or ()):
        if before[name] != getattr(instance, name):
            _record_change(instance, name)


def _record_change(user: Any, name: str) -> None:
    on = getattr(user, name)
    if name == "is_active":
        record(Action.ACCOUNT_ON if on else Action.ACCOUNT_OFF, about=user)
    elif name in RIGHTS:
        record(Action.GRANTED if on else Action.TAKEN, about=user, detail=name)
    elif name == User.USERNAME_FIELD:
        record(Action.ACCOUNT_NAMED, about=user)
    elif user._password is not None:  # else the same password was hashed anew, at a sign-in
        record(Action.PASSWORD, about=user)


@receiver(post_delete, sender=User)
def _deleted(instance: Any, **more: Any) -> None:
    record(Action.ACCOUNT_DELETED, about=instance)


@receiver(post_save, sender=Group)
def _group_made(instance: Group, created: bool, **more: Any) -> None:
    if created:
        record(Action.GROUP_MADE, about=instance)


@receiver(post_delete, sender=Group)
def _group_deleted(instance: Group, **more: Any) -> None:
    record(Action.GROUP_DELETED, about=instance)


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def _rights_changed(
    sender: Any, instance: Any, action: str, model: Any, pk_set: set[int] | None, **more: Any
) -> None:
    """Each right that was given to an account or a group, or is taken from it. Django says which
    rights it takes only as a wish, and does not say which it clears: so they are read before."""
    if action not in ("post_add", "pre_remove", "pre_clear"):
        return
    named = {field.related_model: field.name for field in sender._meta.fields if field.is_relation}
    links = sender.objects.filter(**{named[type(instance)]: instance.pk})
    if pk_set is not None:
        links = links.filter(**{f"{named[model]}__in": pk_set})
    for link in links.select_related(*named.values()).order_by("pk"):
        holder, right = (getattr(link, name) for name in _holder_first(named))
        record(
            Action.GRANTED if action == "post_add" else Action.TAKEN,
            about=holder,
            detail=_code_of(right),
        )


def _holder_first(named: Mapping[Any, str]) -> list[str]:
    """An account holds groups and permissions; a group holds permissions."""
    return [named[kind] for kind in (User, Group, Permission) if kind in named]


def _code_of(right: Group | Permission) -> str:
    if isinstance(right, Permission) and CODE.fullmatch(right.codename):
        return f"permission:{right.codename}"[:60]
    return f"{right._meta.model_name}:{right.pk}"
