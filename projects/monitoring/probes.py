"""/healthz, /readyz and /metrics, for the programs of operators.

This middleware comes before all others. A probe may name a host that is not allowed, it has no
session, and it must not be redirected to https. For callers who may not ask it does nothing, so
they get a 404.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import sync_and_async_middleware

from projects.monitoring.metrics import exposition
from projects.monitoring.readiness import Grade, database_answers, overall, readiness
from videostudio.callers import address_of, bearer_of


async def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. It checks nothing else."""
    return JsonResponse({"status": "ok"})


async def readyz(request: HttpRequest) -> HttpResponse:
    findings = await readiness()
    worst = overall(findings)
    checks = {name: _as_json(found.grade, found.reason) for name, found in findings.items()}
    return JsonResponse(
        _as_json(worst) | {"checks": checks}, status=503 if worst is Grade.FAILED else 200
    )


async def metrics(request: HttpRequest) -> HttpResponse:
    """Check first whether the database answers: else this would hold a connection and wait."""
    stored = await database_answers()
    accept = request.headers.get("Accept", "")
    # Run in the request's own thread: its connection goes back to the pool when the request ends.
    text, content_type = await sync_to_async(exposition)(accept, stored=stored)
    return HttpResponse(text, content_type=content_type)


PROBES = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}


@sync_and_async_middleware
def answer_probes(get_response: Callable) -> Callable:
    if iscoroutinefunction(get_response):

        async def middleware_async(request: HttpRequest) -> HttpResponse:
            probe = _asked_for(request)
            return _private(await probe(request)) if probe else await get_response(request)

        return middleware_async

    def middleware(request: HttpRequest) -> HttpResponse:
        probe = _asked_for(request)
        return _private(async_to_sync(probe)(request)) if probe else get_response(request)

    return middleware


def may_ask(request: HttpRequest) -> bool:
    """Whether the caller shows the token, or has an allowed address. If the address is not known,
    it is allowed only where all addresses are."""
    if _has_token(request):
        return True
    address = address_of(request)
    return any(
        address in network if address else network.prefixlen == 0
        for network in settings.STUDIO_PROBES
    )


def _asked_for(request: HttpRequest) -> Callable | None:
    probe = PROBES.get(request.path_info) if request.method in ("GET", "HEAD") else None
    return probe if probe and may_ask(request) else None


def _has_token(request: HttpRequest) -> bool:
    shown, token = bearer_of(request) or "", settings.STUDIO_PROBE_TOKEN
    return bool(token) and constant_time_compare(shown, token)


def _as_json(grade: Grade, reason: str = "") -> dict[str, Any]:
    return {"status": grade.name.lower()} | ({"reason": reason} if reason else {})


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
