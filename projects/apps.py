from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Video Studio")

    def ready(self) -> None:
        from projects.accounts import audit  # noqa: F401 - it hears signals
        from projects.monitoring import checks  # noqa: F401 - it registers them
