"""The work of a provider that asks no service."""

from __future__ import annotations

from projects.providers.work import Unpaid


class Working(Unpaid):
    """As tests use it."""
