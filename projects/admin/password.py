"""The admin's page on which people change their own password, with a limit on wrong old ones."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy

from projects.accounts import known_device
from projects.accounts.sign_in import PasswordForm


class PasswordView(PasswordChangeView):
    form_class = PasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | admin.site.each_context(self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        known_device.remember(self.request, form.user)  # the new password ended the old cookie
        return answer


@login_not_required  # the admin checks the user, and has a login page of its own
def change_password(request: HttpRequest) -> HttpResponseBase:
    return admin.site.admin_view(PasswordView.as_view(), cacheable=True)(request)
