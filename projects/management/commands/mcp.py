"""python manage.py mcp: the studio as tools for an agent, over its standard input and output."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import get_language

from projects.language import ENGLISH, in_the_shells_language


class Command(BaseCommand):
    help = (
        "Lets an agent make films: a server of the Model Context Protocol over standard input and "
        "output. STUDIO_TOKEN is a token, STUDIO_ADDRESS the studio (default: on this machine)."
    )
    requires_system_checks: list[str] = []  # it needs no database

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from projects.management.agents.asking import Studio
            from projects.management.agents.tools import server_of
        except ModuleNotFoundError as missing:
            raise CommandError(f"{missing.name} is not installed. Run: make mcp") from missing
        token = os.environ.get("STUDIO_TOKEN", "").strip()
        if not token:
            raise CommandError("STUDIO_TOKEN is missing: manage.py createtoken makes one.")
        address = os.environ.get("STUDIO_ADDRESS", "").strip() or settings.ORIGINS[0]
        with in_the_shells_language():
            server_of(Studio(address, token, get_language() or ENGLISH.code)).run("stdio")
