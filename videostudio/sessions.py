"""Django's sessions in the database, with two limits.

A session ends when its person has done nothing for some hours, and in any case some time after the
sign-in. Whoever ticks "stay signed in" has longer limits. `expire_date` in the row is the earlier
of both, so whoever reads the row, such as the hub of the sockets, needs to know nothing else.

What open pages do by themselves (sockets, polls, reports) is no sign of a person. Otherwise a page
that is left open on a shared computer would never be signed out.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

View = TypeVar("View", bound=Callable)
BEGAN, STAYS = "began", "stays"  # in the data of a session
WRITES = 100  # how often, at most, the idle limit is moved while it passes


class SessionStore(DatabaseSessionStore):
    stored_until: datetime | None = None  # the `expire_date` of the row that was read

    def stay(self, stays: bool) -> None:
        """Whether the person has asked to stay signed in on this device."""
        self[STAYS] = stays

    def touch(self) -> None:
        """The signed-in person has done something: move the idle limit, if that is worth a write.

        It is one statement of its own: it brings back no session that was ended meanwhile, and
        undoes nothing that another request has stored. A session from before there were limits has
        no beginning, so it would never end: it ends when it was to end.
        """
        if not (self.stored_until and self.session_key) or self.modified:
            return
        if not (SESSION_KEY in self and BEGAN in self):
            return
        until = self.get_expiry_date()
        if until - self.stored_until > timedelta(seconds=self.get_session_cookie_age() / WRITES):
            living = self.model.objects.filter(expire_date__gt=timezone.now())
            with suppress(DatabaseError):  # the next request does it
                living.filter(session_key=self.session_key).update(expire_date=until)

    def cycle_key(self) -> None:
        """Django calls this when somebody signs in, and when the own password is changed."""
        super().cycle_key()
        self.pop(BEGAN, None)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        data.setdefault(BEGAN, int(timezone.now().timestamp()))
        return super().create_model_instance(data)

    def get_expiry_date(self, **more: Any) -> datetime:
        """Until when the row is valid, if nothing more is done."""
        return min(super().get_expiry_date(**more), self._end)

    def get_expiry_age(self, **_: object) -> int:
        """How many seconds the browser keeps the cookie, if not only until it is closed."""
        return int((self._end - timezone.now()).total_seconds())

    def get_expire_at_browser_close(self) -> bool:
        return not self.get(STAYS)

    def get_session_cookie_age(self) -> int:
        """Django's name for the idle limit, in seconds."""
        idle = settings.STUDIO_STAY_IDLE if self.get(STAYS) else settings.STUDIO_SESSION_IDLE
        return int(idle.total_seconds())

    @property
    def _end(self) -> datetime:
        life = settings.STUDIO_STAY_LIFE if self.get(STAYS) else settings.STUDIO_SESSION_LIFE
        return datetime.fromtimestamp(self.get(BEGAN, timezone.now().timestamp()), UTC) + life

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        self.stored_until = row.expire_date if row else None
        return row

    def _validate_session_key(self, key: str | None) -> bool:
        """Our keys are letters and digits. A NUL in a cookie would be an error in PostgreSQL."""
        return bool(key) and str(key).isalnum() and super()._validate_session_key(key)  # type: ignore[misc]


class SessionMiddleware(DjangoSessionMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if _is_of_a_person(request, response):
            request.session.touch()  # type: ignore[attr-defined]
        return super().process_response(request, response)


def sent_by_itself(view: View) -> View:
    """For a view that open pages call by themselves, without a person who does something."""
    view.is_sent_by_itself = True  # type: ignore[attr-defined]
    return view


def _is_of_a_person(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a person has opened a page or changed something, as far as can be known. Files and
    regions are loaded by pages."""
    if getattr(getattr(request.resolver_match, "func", None), "is_sent_by_itself", False):
        return False
    if request.method not in ("GET", "HEAD"):
        return True
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and is_html and "HX-Request" not in request.headers
