"""Signing in, for the pages and the admin: as Django does it, with a limit on guesses."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from projects.models import LoginThrottle
from videostudio.callers import place_of


class Guarded(AuthenticationForm):
    """Looks at no more passwords where too many were wrong: also a right one then waits."""

    request: HttpRequest  # Django's views always give one

    def clean(self) -> dict[str, Any]:
        account, place = self.cleaned_data.get("username", "").casefold(), place_of(self.request)
        if wait := LoginThrottle.wait(account, place):
            raise ValidationError(_wait_words(wait), code="too_many")
        cleaned = super().clean()
        if self.get_user():
            LoginThrottle.forget(account, place)
        return cleaned


class SignInForm(Guarded):
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("This account and password do not fit together. Try again."),
        # The same words: that there is such an account is nobody's business.
        "inactive": _("This account and password do not fit together. Try again."),
    }


class AdminSignInForm(Guarded, AdminAuthenticationForm):
    pass


def _wait_words(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    words = ngettext(
        "Too many tries. Wait %(minutes)s minute, then try again.",
        "Too many tries. Wait %(minutes)s minutes, then try again.",
        minutes,
    )
    return words % {"minutes": minutes}
