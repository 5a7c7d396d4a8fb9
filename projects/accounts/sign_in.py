"""Signs people in to the pages and the admin: Django's forms, with a limit on wrong passwords."""

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
from projects.models.audit import Outcome
from videostudio.callers import place_of

from .audit import record_refused_sign_in


class ThrottledForm(AuthenticationForm):
    """Checks no more passwords after too many wrong ones. Then a right one must wait too."""

    request: HttpRequest  # Django's views always pass one

    def clean(self) -> dict[str, Any]:
        account, place = self.cleaned_data.get("username", "").casefold(), place_of(self.request)
        if wait := LoginThrottle.wait(account, place):
            record_refused_sign_in(Outcome.TOO_MANY, self.cleaned_data.get("username", ""))
            raise ValidationError(_wait_words(wait), code="too_many")
        cleaned = super().clean()
        if self.get_user():
            LoginThrottle.forget(account, place)
        return cleaned


class SignInForm(ThrottledForm):
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("This account and password do not fit together. Try again."),
        # The same words, so that nobody can find out that the account exists.
        "inactive": _("This account and password do not fit together. Try again."),
    }


class AdminSignInForm(ThrottledForm, AdminAuthenticationForm):
    def confirm_login_allowed(self, user: Any) -> None:
        try:
            super().confirm_login_allowed(user)
        except ValidationError:  # the password was right, but the account is not of the staff
            record_refused_sign_in(Outcome.FORBIDDEN, user.get_username())
            raise


def _wait_words(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    words = ngettext(
        "Too many tries. Wait %(minutes)s minute, then try again.",
        "Too many tries. Wait %(minutes)s minutes, then try again.",
        minutes,
    )
    return words % {"minutes": minutes}
