"""What is told, in the language that is active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.models import Delivery
from projects.models.notification import Outcome
from projects.timeline import Status

STATUS_OF = {
    Outcome.COMPLETED: Status.COMPLETED,
    Outcome.FAILED: Status.FAILED,
    Outcome.DONE: Status.DRAFT,
}


@dataclass(frozen=True)
class Told:
    """`id` is the same at each try, so that a receiver which gets it twice knows that."""

    id: str
    type: str
    at: datetime
    message: str
    page: str
    project: str = ""
    title: str = ""
    status: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """For programs. It has nothing secret: whoever wants more asks the API, with a token."""
        found = {"projectId": self.project, "title": self.title, "status": self.status}
        return {name: value for name, value in found.items() if value} | {
            "message": self.message,
            "page": self.page,
        }


def told_by(delivery: Delivery) -> Told:
    found = delivery.notification
    about: dict[str, Any] = {
        "id": str(delivery.pk),
        "type": str(delivery.type),
        "at": delivery.made_at,
    }
    if found is None:
        page = _whole(reverse("receivers"))
        return Told(**about, message=_("This is a test. It works."), page=page)
    return Told(
        **about,
        message=found.message,
        page=_whole(found.get_absolute_url()),
        project=str(found.project_id),
        title=found.project.name,
        status=STATUS_OF[Outcome(found.outcome)],
    )


def _whole(path: str) -> str:
    return settings.ORIGINS[0] + path
