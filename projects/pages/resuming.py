"""Unfinished projects that the home page offers: the open step of each, and what is made of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from projects.models import Project
from projects.timeline import Status

from .steps.card import cards_of

MOST_OFFERS = 10


class Offer:
    """An unfinished project on the home page."""

    def __init__(self, project: Project):
        self.project = project
        self.step = project.open_step
        made = [card.made_words for card in cards_of(project)]
        self.made = " · ".join(words for words in made if words) or _("The brief is there")


def offers_to(user_id: int) -> list[Offer]:
    """Own projects that wait for a person, the last changed first. The list shows running ones."""
    waiting = Project.objects.filter(
        owner_id=user_id, status__in=(Status.DRAFT, Status.FAILED)
    ).unfinished()
    return [Offer(project) for project in waiting.with_files()[:MOST_OFFERS]]
