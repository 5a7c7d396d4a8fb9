#!/usr/bin/env python
"""Django's command line. It starts an embedded PostgreSQL and Redis if none are configured."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videostudio.settings")
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from videostudio import embedded
    from videostudio.loading import loading
    from videostudio.server.descriptors import raise_limit

    raise_limit()
    needed = not (_only_asks_for_help(sys.argv) or sys.argv[1] == "mcp")
    try:
        with embedded.running(
            settings.DATA,
            database=needed and settings.EMBEDDED_DATABASE,
            redis=needed and settings.EMBEDDED_REDIS,
        ):
            if needed:
                with loading():
                    django.setup()
            execute_from_command_line(sys.argv)
    except (embedded.EmbeddedError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _only_asks_for_help(argv: list[str]) -> bool:
    """Help and the version need no database, so they answer at once on any machine."""
    return len(argv) < 2 or argv[1] in {"help", "--help", "--version"} or "--help" in argv


if __name__ == "__main__":
    main()
