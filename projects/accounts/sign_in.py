"""Signs people in to the pages and the admin: Django's forms, with a limit on wrong passwords.

The other doors need none: the secret of an API token and the signature of a setup link have 256
bits, which nobody can guess.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from projects.models import KnownPlace, LoginThrottle, SignInTry, TooManyTries
from projects.models.audit import Action, Outcome
from projects.models.refusal_count import record_refusal
from videostudio.callers import place_of

from .audit import record_refused_sign_in
from .known_device import device_of


class ThrottledForm(AuthenticationForm):
    """Checks no more passwords after too many wrong ones. Then a right one must wait too."""

    request: HttpRequest  # Django's views always pass one

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if not (name and self.cleaned_data.get("password")):
            return super().clean()
        tried = _try_of(self.request, name)
        try:
            LoginThrottle.count(tried)
        except TooManyTries as too_many:
            record_refused_sign_in(Outcome.TOO_MANY, name)
            raise ValidationError(str(too_many), code="too_many") from None
        cleaned = super().clean()
        if self.get_user():
            LoginThrottle.forget(tried)
        return cleaned


class SignInForm(ThrottledForm):
    stays = forms.BooleanField(required=False)
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("This account and password do not fit together. Try again."),
        # The same words, so that nobody can find out that the account exists.
        "inactive": _("This account and password do not fit together. Try again."),
    }


class SignInView(LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True
    http_method_names = ["get", "head", "post", "options"]

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        stays = form.cleaned_data["stays"] and self._may_stay()
        self.request.session.stay(stays)  # type: ignore[attr-defined]  # our own store
        return answer

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {"may_stay": self._may_stay()}

    @staticmethod
    def _may_stay() -> bool:
        return bool(settings.STUDIO_STAY_LIFE)


class AdminSignInForm(ThrottledForm, AdminAuthenticationForm):
    def confirm_login_allowed(self, user: Any) -> None:
        try:
            super().confirm_login_allowed(user)
        except ValidationError:  # the password was right, but the account is not of the staff
            record_refused_sign_in(Outcome.FORBIDDEN, user.get_username())
            raise


class PasswordForm(AdminPasswordChangeForm):
    """Changes the own password. Whoever finds an open session must not guess the old one."""

    def clean_old_password(self) -> str:
        try:
            LoginThrottle.count_old_password(self.user.pk)
        except TooManyTries as too_many:
            record_refusal(Action.PASSWORD, Outcome.TOO_MANY)
            raise ValidationError(str(too_many), code="too_many") from None
        try:
            shown = super().clean_old_password()
        except ValidationError:
            record_refusal(Action.PASSWORD, Outcome.WRONG)
            raise
        LoginThrottle.forget_old_password(self.user.pk)
        return shown


def _try_of(request: HttpRequest, name: str) -> SignInTry:
    place = place_of(request)
    return SignInTry(
        name.casefold(),
        place,
        device=device_of(request, name),
        is_known_place=KnownPlace.objects.is_known(name, place),
    )
