from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from projects import api
from projects.accounts.sign_in import SignInView
from projects.admin.health import health
from projects.admin.password import change_password

handler400 = "videostudio.refusals.bad_request"
handler403 = "videostudio.refusals.forbidden"
handler404 = "videostudio.missing.not_found"
handler500 = "videostudio.busy.server_error"
urlpatterns = [
    path("", include("projects.pages.urls")),
    path("login/", SignInView.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(require_POST(set_language)), name="set_language"),
    path("api/video-creation/", api.urls()),
    path("admin/health/", health, name="health"),
    path("admin/password_change/", change_password),
    path("admin/", admin.site.urls),
]
