"""Finds the account that a command names."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import CommandError


def account_called(name: str) -> Any:
    """The account with this name. Raises CommandError if there is none."""
    model = get_user_model()
    user = model.objects.filter(**{model.USERNAME_FIELD: name}).first()
    if user is None:
        raise CommandError(f"There is no account called {name}.")
    return user
