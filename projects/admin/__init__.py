"""The admin shows everything, and nothing in it is changed by hand. Its actions call the verbs of
the models: a change by hand would skip the lock, the revision and the pages that watch."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from projects.accounts.sign_in import AdminSignInForm

from .audit import AuditAdmin as AuditAdmin
from .deliveries import DeliveryAdmin as DeliveryAdmin
from .deliveries import ReceiverAdmin as ReceiverAdmin
from .engine import JobAdmin as JobAdmin
from .house_styles import HouseStyleAdmin as HouseStyleAdmin
from .notifications import NotificationAdmin as NotificationAdmin
from .paid_calls import PaidCallAdmin as PaidCallAdmin
from .projects import ProjectAdmin as ProjectAdmin
from .tokens import ApiTokenAdmin as ApiTokenAdmin

admin.site.site_header = admin.site.site_title = _("Video Studio")
admin.site.login_form = AdminSignInForm
admin.site.index_title = _("Administration")
