"""A film to look at, which is made for who has none yet, and the notes of the tour of its page."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.jobs.queue import run_and_enqueue
from projects.models import Preferences, Project, RateLimit
from projects.timeline import SCRIPT

from .examples import example

NOTES = (
    (".top", _("This film is made for you, by the same steps as yours will be.")),
    (
        "#step-script",
        _("These are its words. You can change them: only what you change is made again."),
    ),
    ("#step-scenes", _("Each scene has its picture. Your own photos and videos can be there.")),
    ("#step-preview", _("Here the film plays. Look at it before you post it.")),
    ("#step-export", _("Here you download it, with its cover, captions and words for the post.")),
)
"""What each note is about, as a selector, and its words."""


def example_of(user: Any) -> Project | None:
    """The film that was made for this person to look at, unless it is in the bin or gone."""
    return Project.objects.filter(owner=user, example_of__user=user).first()


def make_example(user: Any) -> Project:
    """The film that this person can look at: a new one, or the one that was made before. Raises
    NotReady."""
    with transaction.atomic():
        preferences = Preferences.locked_of(user)
        found = Project.objects.filter(pk=preferences.example_id).first()
        if found:
            return found
        new = Project(owner=user, **{name: str(said) for name, said in example("activity").items()})
        new.save()
        run_and_enqueue(lambda: new.start(SCRIPT, make_all=True))
        RateLimit.count_start(user)
        preferences.example, preferences.tour_is_over = new, False
        preferences.save()
        return new
