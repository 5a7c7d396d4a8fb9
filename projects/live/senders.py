"""Says who sends large bodies, before the web server reads them (videostudio/senders.py).

It decides as the views will: the API looks at a session only if no token is shown, and pages look
at no token. Who has met a limit is told so before anything is sent in vain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import HttpRequest

from projects.models import ApiToken, Project, RateLimit, TooMuch
from projects.models.api_token import digest_of
from projects.models.audit import Action, Outcome
from projects.models.refusal_count import record_refusal
from projects.models.storage_limit import check_stored
from videostudio.acting import Acting, Way, acting_by
from videostudio.callers import session_of
from videostudio.refusals import Words
from videostudio.senders import Answer, Coming, Refused, nobody, token_of

from .callers import callers_with_sessions

ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
# Where files come that are kept.
UPLOADS = re.compile(
    rf"/projects/{ID}/(?:scenes/\d{{1,19}}/own/|music/upload/|logo/upload/)"
    rf"|/api/video-creation/projects/{ID}/"
    r"(?:scenes/\d{1,2}/(?:own-clip|shots|photo)|music|logo|material)$"
)
PIECES = re.compile(rf"/api/video-creation/sendings/{ID}$")  # of one's own files, or of none


def who_send(coming: Sequence[Coming]) -> list[Answer]:
    """The key of each user, or why the body may not come. Two queries find the users of all
    sessions, and one those of all tokens."""
    shown = [_shown_by(each.request) for each in coming]
    callers = callers_with_sessions({key for kind, key in shown if kind == "session"})
    tokens = ApiToken.objects.valid().filter(
        digest__in={key for kind, key in shown if kind == "token"}
    )
    users = {("session", key): user.pk for key, (_caller, user) in callers.items()}
    users |= {("token", digest): user for digest, user in tokens.values_list("digest", "user")}
    return [
        _within_limits(user, each) if (user := users.get(key)) else _refused(each.request)
        for key, each in zip(shown, coming, strict=True)
    ]


def _refused(request: HttpRequest) -> Refused:
    if token_of(request) is not None:
        with acting_by(Acting(Way.API, request)):
            record_refusal(Action.TOKEN, Outcome.WRONG)
    return nobody(request)


def _within_limits(user: int, coming: Coming) -> Answer:
    try:
        if _is_kept(user, coming.request.path):
            check_stored(user)
        RateLimit.count_sent(user, coming.size)
    except TooMuch as limit:
        words, again = Words(limit.title, limit.what), str(limit.seconds)
        return Refused(429, words, **{"Retry-After": again})
    return user


def _is_kept(user: int, path: str) -> bool:
    found = UPLOADS.match(path)
    return bool(PIECES.match(path) or (found and _owns(user, found[1] or found[2])))


def _owns(user: int, project: str) -> bool:
    """Of other projects nothing is said here, not even that they exist."""
    return Project.objects.filter(pk=project, owner=user).exists()


def _shown_by(request: HttpRequest) -> tuple[str, str]:
    secret = token_of(request)
    return ("session", session_of(request)) if secret is None else ("token", digest_of(secret))
