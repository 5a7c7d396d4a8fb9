"""python manage.py demo: projects in every state, for looking at pages."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.urls import reverse

from projects.management.accounts import account_called
from projects.management.demo.briefs import BRIEFS, SHORT
from projects.management.demo.states import STATES
from projects.management.own_worker import OwnWorker
from projects.models import Notification, NotReady, Project

ACCOUNT = "demo"
# An idempotency key with this prefix marks a project of the demo. No page makes such keys.
PREFIX = "demo-"
LAST = ("running",)  # made when the workers have nothing else to do
UNREAD = ("failed", "completed")
POLL_EVERY = 0.25  # seconds


class Command(BaseCommand):
    help = (
        "Fills an account with projects in every state, for looking at pages; takes a minute. "
        "Run again, it replaces the projects that it has made, and no others."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--user", help=f"whose they are; else those of {ACCOUNT}, an account that is made"
        )
        parser.add_argument(
            "--only", nargs="+", choices=STATES, default=list(STATES), help="these states alone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)  # the studio may never have run
        names = [name for name in STATES if name in options["only"]]
        owner = account_called(options["user"]) if options["user"] else self._demo_account()
        _remove(owner, names)
        with OwnWorker() as worker:
            for together in (set(names) - set(LAST), set(names) & set(LAST)):
                self._make([Making(owner, name) for name in names if name in together], worker)
            _read_news(owner)
            if worker.process:
                self.stdout.write("No studio is running: what is being made waits for `make run`.")

    def _demo_account(self) -> User:
        user, is_new = User.objects.get_or_create(username=ACCOUNT)
        if is_new:
            password = secrets.token_urlsafe(12)
            user.set_password(password)
            user.save()
            self.stdout.write(f"Sign in as {ACCOUNT} with {password} (it is not shown again).")
        else:
            self.stdout.write(
                f"Sign in as {ACCOUNT}. Another password: manage.py changepassword {ACCOUNT}"
            )
        return user

    def _make(self, making: list[Making], worker: OwnWorker) -> None:
        while making:
            worker.ensure()
            for each in making:
                if each.is_there():
                    where = reverse("project", args=[each.project.pk])
                    self.stdout.write(f"{each.name:10} {settings.ORIGINS[0]}{where}")
            making = [each for each in making if not each.done]
            time.sleep(POLL_EVERY if making else 0)


class Making:
    """A project that is being brought to its state."""

    def __init__(self, owner: User, name: str) -> None:
        brief = {"seconds": SHORT} | BRIEFS[name]
        self.name, self.done = name, False
        self.project = Project.objects.create(owner=owner, idempotency_key=PREFIX + name, **brief)
        self._waits = STATES[name](self.project)
        self._question: Callable[[], bool] = lambda: True

    def is_there(self) -> bool:
        """Go on until something must be waited for. Returns whether the state is reached."""
        try:
            while self._question():
                self._question = next(self._waits)
        except StopIteration:
            self.done = True
        except NotReady as reason:
            raise CommandError(f"{self.name}: {reason}") from None
        return self.done


def _remove(owner: User, names: Iterable[str]) -> None:
    keys = [PREFIX + name for name in names]
    for project in Project.objects.filter(owner=owner, idempotency_key__in=keys):
        project.delete_with_files()


def _read_news(owner: User) -> None:
    """Mark all notices as read, except the newest of two projects, so that both kinds are there."""
    ours = Notification.objects.filter(user=owner, project__idempotency_key__startswith=PREFIX)
    newest = [
        ours.filter(project__idempotency_key=PREFIX + name).values_list("pk", flat=True).first()
        for name in UNREAD
    ]
    ours.exclude(pk__in=[pk for pk in newest if pk]).mark_seen()
