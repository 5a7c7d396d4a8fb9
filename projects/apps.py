from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Video Studio")

    def ready(self) -> None:
        # Both listen for who signs in.
        from projects.accounts import audit, known_device  # noqa: F401
        from projects.monitoring import checks, service_checks  # noqa: F401 - they register some
