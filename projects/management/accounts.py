"""Finds the account that a command names."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.utils.translation import gettext as _

from projects.language import in_the_shells_language


def account_called(name: str) -> Any:
    """The account with this name. Raises CommandError if there is none."""
    model = get_user_model()
    user = model.objects.filter(**{model.USERNAME_FIELD: name}).first()
    if user is None:
        with in_the_shells_language():
            raise CommandError(_("There is no account %(name)s.") % {"name": name})
    return user
