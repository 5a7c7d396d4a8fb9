"""What the log has, and how its lines look."""

from typing import Any

LINE = "{asctime} {levelname} {name}{request_number}: {message}"


def configuration(level: str, *, prints_audit: bool) -> dict[str, Any]:
    """For the setting LOGGING. `level` is that of all loggers without one of their own here.

    The caller is told of each refusal. If the log had them too, a program that asks often would
    fill it. Strangers ask for any host name: a stack trace for each would fill it as well.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": LINE, "style": "{"}},
        "filters": {
            "request_number": {"()": "videostudio.request_id.InLog"},
            "one_line_a_minute": {"()": "videostudio.busy.OneLineAMinute"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["request_number"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.request": {"level": "ERROR", "filters": ["one_line_a_minute"]},
            "projects.api.failures": {"filters": ["one_line_a_minute"]},
            "videostudio.server.door": {"filters": ["one_line_a_minute"]},
            # They write whole addresses and headers: those of web hooks and robots are secrets, and
            # so are keys.
            **{name: {"level": "WARNING"} for name in ("httpx2", "httpcore2", "websockets")},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # A line for each entry of the audit log, besides its row.
            "studio.audit": {"level": "INFO" if prints_audit else "CRITICAL"},
        },
    }
