"""python manage.py createtoken USER: makes a token for a program of that user."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from projects.management.accounts import account_called
from projects.models import ApiToken


class Command(BaseCommand):
    help = "Makes a token for the JSON API and prints it, this once: only its digest is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="whose projects it opens")
        parser.add_argument("--name", default="", help="what it is for, as the admin lists it")
        parser.add_argument("--days", type=int, help="how long it lasts (default: until revoked)")

    def handle(self, *args: Any, **options: Any) -> None:
        user = account_called(options["user"])
        if options["days"] is not None and options["days"] < 1:
            raise CommandError("--days takes a whole number from 1 up.")
        _, secret = ApiToken.objects.issue(user, name=options["name"], days=options["days"])
        self.stdout.write(secret)
