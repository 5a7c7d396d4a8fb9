"""The health page for operators, inside the admin. It is drawn again every few seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRefresh

from projects.jobs import health as studio
from projects.jobs.queue import SWEEP_QUEUE
from projects.media.box import trial
from projects.models.spending import ProviderHealth, health_of
from projects.providers import photo_takers, services_of, speaker
from projects.status_text import BOX_LACKS, VOICE_LACKS, duration_words, reason_words
from projects.vocabulary import ProviderKind
from videostudio import disk
from videostudio.server.restarts import restarted_often

from .engine_words import words_of

MAY_LOOK = "projects.view_run"
TALLEST = 100.0  # height of the highest bar, in the chart's own units


@dataclass(frozen=True)
class Bar:
    """The Runs that ended in one hour. `parts` are from the bottom up: (state, y, height) in the
    chart's own units."""

    x: int
    words: str
    parts: list[tuple[str, float, float]]


@login_not_required  # the admin checks the user, and has a login page of its own
def health(request: HttpRequest) -> HttpResponse:
    """The whole page, or only its figures when the open page asks for them."""
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return admin.site.admin_view(_page)(request)
    if not (request.user.is_staff and request.user.has_perm(MAY_LOOK)):
        return HttpResponseClientRefresh()  # or the login page would replace the figures
    return render(request, "admin/_health.html", _figures())


@permission_required(MAY_LOOK, raise_exception=True)
def _page(request: HttpRequest) -> HttpResponse:
    context = admin.site.each_context(request) | _figures() | {"title": _("Health")}
    return render(request, "admin/health.html", context)


def _figures() -> dict[str, Any]:
    queues, day = studio.queues(), studio.day()
    steps = [queue for queue in queues if queue.name != SWEEP_QUEUE]  # a waiting sweep is normal
    return {
        "workers": studio.workers(),
        "waiting": sum(queue.todo for queue in steps),
        "oldest": _long(max(queue.oldest for queue in steps)),
        "hour": day.hours[0],
        "ended": sum(day.hours[0].values()),
        "free": disk.free(),
        "is_short": disk.is_short(),
        "voice_lack": VOICE_LACKS.get(speaker().lack(), ""),
        "services": [_service(kind, name) for kind in ProviderKind for name in services_of(kind)],
        "box_lacks": [BOX_LACKS[lack] for lack in trial.lacking()],
        "restarted": sorted(restarted_often(settings.STUDIO_RESTARTS).items()),
        "steps": _steps(queues),
        "bars": _bars(day.hours),
        "most": max(sum(hour.values()) for hour in day.hours),
        "reasons": [(reason_words({"code": code}), n) for code, n in day.reasons.items()],
        "newest": studio.NEWEST,
        "now": timezone.now(),
    }


def _service(
    kind: ProviderKind, name: str
) -> tuple[str, ProviderHealth, list[tuple[str, int]], bool]:
    """A service: what it makes, why calls of it have failed, in words, and whether it may have
    photos of people."""
    found = health_of(kind, name)
    failures = [(reason_words({"code": code}), n) for code, n in found.failures.items()]
    return str(kind.label), found, failures, name in photo_takers(kind)


def _steps(queues: list[studio.Queue]) -> list[tuple[str, studio.Queue, str, str]]:
    """For each queue: its name, its jobs, the age of its oldest waiting job, its median."""
    medians = studio.medians()
    return [
        (words_of(queue.name), queue, _long(queue.oldest), _long(medians.get(queue.name, 0.0)))
        for queue in queues
    ]


def _long(seconds: float) -> str:
    """The duration in words; "" for 0."""
    return duration_words(seconds) if seconds else ""


def _bars(hours: list[dict[str, int]]) -> list[Bar]:
    """One bar for each hour. The hour that ends now is last."""
    most = max(1, *(sum(hour.values()) for hour in hours))
    return [
        Bar(studio.HOURS - 1 - ago, _hour_in_words(ago, hour), _stacked(hour, TALLEST / most))
        for ago, hour in enumerate(hours)
    ]


def _stacked(hour: dict[str, int], scale: float) -> list[tuple[str, float, float]]:
    parts, top = [], TALLEST
    for state in studio.ENDS:
        height = hour[state] * scale
        top -= height
        if height:
            parts.append((state.value, top, height))
    return parts


def _hour_in_words(ago: int, hour: dict[str, int]) -> str:
    hours_ago = ngettext("%(count)s hour ago", "%(count)s hours ago", ago) % {"count": ago}
    when = hours_ago if ago else _("In the last hour")
    ends = ", ".join(f"{state.label} {hour[state]}" for state in studio.ENDS)
    return f"{when}: {ends}"
