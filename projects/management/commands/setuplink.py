"""python manage.py setuplink: prints a new link that makes the first account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from projects.accounts import setup_link
from projects.language import in_the_shells_language


class Command(BaseCommand):
    help = "Prints a new link that makes the first account. It works for a day, on this machine."

    def handle(self, *args: Any, **options: Any) -> None:
        with in_the_shells_language():
            if not setup_link.needed():
                raise CommandError(
                    _(
                        "There is an account already. For a new password, run: "
                        "manage.py changepassword NAME"
                    )
                )
            if settings.HTTPS:
                raise CommandError(
                    _(
                        "The link would not work behind a proxy. Run instead: "
                        "manage.py createsuperuser"
                    )
                )
        self.stdout.write(setup_link.new_link())
