"""python manage.py studio: runs everything on this machine."""

import hashlib
import http.client
import math
import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import InterfaceError, OperationalError

from projects.accounts import setup_link
from projects.management.commands.worker import GREETING
from projects.media.ffmpeg import missing_filters
from videostudio import bundles, embedded
from videostudio.environment import WILDCARDS
from videostudio.server.lease import Lease
from videostudio.server.reload import Reload
from videostudio.server.restarts import Restarts
from videostudio.server.supervisor import Child, Supervisor

SOURCES = ("projects", "videostudio")
POLL_EVERY = 1.0  # seconds
PATIENCE = 0.5  # seconds to wait for the web's answer, because the supervisor waits meanwhile


class Command(BaseCommand):
    help = (
        "Runs the studio: PostgreSQL and Redis (unless DATABASE_URL and REDIS_URL name others), "
        "the web server on HOST:PORT and the workers. Ctrl-C ends all of it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        _check_port()
        _check_ffmpeg()
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.STUDIO_RELOAD:
            collect_static()
        with embedded.running(
            settings.DATA, database=settings.EMBEDDED_DATABASE, redis=settings.EMBEDDED_REDIS
        ) as usages:
            children = _children()
            restarts = Restarts(settings.STUDIO_RESTARTS)
            ticks: list[Callable[[], None]] = [Watch(usages, restarts)]
            if settings.STUDIO_RELOAD:
                ticks.append(Reload(children, settings.BASE_DIR, SOURCES))
            Supervisor(children, restarts, *ticks).run()


def collect_static() -> None:
    """Collect the files only if one has changed: to compress them takes seconds of each start."""
    stamp, present = settings.STATIC_ROOT.with_suffix(".collected"), _static_files()
    if stamp.exists() and stamp.read_text() == present and settings.STATIC_ROOT.exists():
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(present)


def _static_files() -> str:
    """A digest of the names, sizes and times of all static files, here and in the packages, and of
    how they are joined."""
    digest = hashlib.sha256(bundles.source())
    for finder in get_finders():
        for name, storage in finder.list(None):
            at = storage.get_modified_time(name)
            digest.update(f"{name} {storage.size(name)} {at}\n".encode())
    return digest.hexdigest()


class Watch:
    """A tick of the supervisor: does the web answer, and are PostgreSQL and Redis still running?"""

    def __init__(self, usages: list[embedded.Usage], restarts: Restarts) -> None:
        self.usages = usages
        self.restarts = restarts
        self.announce_at = 0.0  # a time of the system's clock, which goes on while it sleeps
        self.poll_at = 0.0

    def __call__(self) -> None:
        if time.time() >= self.announce_at and _web_answers():
            self._announce()
        if time.monotonic() >= self.poll_at:
            self.poll_at = time.monotonic() + POLL_EVERY
            for usage in self.usages:
                for line in usage.look():
                    self.restarts.count(usage.server.name)
                    sys.stderr.write(f"{usage.server.name}: {line}\n")

    def _announce(self) -> None:
        """Print the address to open: at the start, and, while there is no account, again when the
        last link has expired."""
        with suppress(OperationalError, InterfaceError):  # then the next tick tries again
            link = setup_link.new_link()
            if link or not self.announce_at:
                print(f"Video Studio: {link or settings.ORIGINS[0] + '/'}", flush=True)
            lifetime = setup_link.LIFETIME.total_seconds()
            self.announce_at = time.time() + lifetime if link else math.inf


def _check_port() -> None:
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except (OSError, UnicodeError) as error:  # UnicodeError: this cannot be a host
            reason = getattr(error, "strerror", error)
            raise CommandError(
                f"Cannot listen on {settings.HOST}:{settings.PORT} ({reason}). "
                "Is a studio running already? Another port: PORT=8001 make run"
            ) from None


def _check_ffmpeg() -> None:
    if missing := missing_filters():
        raise CommandError(f"This ffmpeg was built without {', '.join(missing)}.")


def _children() -> list[Child]:
    env, cwd, reload = _environment(), settings.BASE_DIR, settings.STUDIO_RELOAD
    address = ["-b", settings.HOST, "-p", str(settings.PORT)]
    web = [sys.executable, "-m", "videostudio.web", *address, "videostudio.asgi:application"]
    worker = [sys.executable, "manage.py", "worker"]
    return [
        Child("web", web, env, cwd, reload=reload, lease=_lease()),
        *(
            Child(f"worker {number}", worker, env, cwd, GREETING, reload, _lease())
            for number in range(1, settings.STUDIO_WORKERS + 1)
        ),
    ]


def _lease() -> Lease:
    return Lease(settings.STUDIO_FROZEN_AFTER)


def _environment() -> dict[str, str]:
    """The children's environment. It has the servers' addresses, so that the children do not count
    as users of the embedded servers: only this process does. What they enter in the audit log is
    also a line of their output, unless the operator says no; a command prints no such lines."""
    environment = {"STUDIO_AUDIT_LOG": "yes"} | os.environ | {"PYTHONUNBUFFERED": "1"}
    if settings.EMBEDDED_DATABASE:
        environment["DATABASE_URL"] = embedded.database_url(settings.DATA)
    if settings.EMBEDDED_REDIS and settings.REDIS_URL:
        environment["REDIS_URL"] = settings.REDIS_URL
    return environment


def _web_answers() -> bool:
    host = WILDCARDS.get(settings.HOST, settings.HOST)
    connection = http.client.HTTPConnection(host, settings.PORT, timeout=PATIENCE)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("HEAD", "/")
        connection.getresponse()
        return True
    return False
