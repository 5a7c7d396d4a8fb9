"""Why a verb was not carried out: in words for the person, who did nothing wrong."""

from __future__ import annotations

from math import ceil

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class NotReady(Exception):
    """The step needs something first; the message says what, in words for the person."""


class NoScript(NotReady):
    """The step works on a script, and there is none."""

    def __init__(self) -> None:
        super().__init__(_("Generate the script first."))


class TooOften(NotReady):
    """One user keeps the others waiting; `seconds` until they may start something again."""

    def __init__(self, seconds: int) -> None:
        minutes = ceil(seconds / 60)
        words = ngettext(
            "You have started a lot in this hour. Go on in %(minutes)s minute.",
            "You have started a lot in this hour. Go on in %(minutes)s minutes.",
            minutes,
        )
        super().__init__(words % {"minutes": minutes})
        self.seconds = seconds


class NoRoom(NotReady):
    """The storage is full: what would be made could not be kept."""

    def __init__(self) -> None:
        super().__init__(_("The storage is full. Ask the administrator to make room."))


class ScriptChanged(NotReady):
    """The script is another than the one that these words were written over."""

    def __init__(self) -> None:
        super().__init__(_("The script was changed meanwhile. Read it again, then change it."))


class AlreadyRunning(NotReady):
    """Jobs work on this project: show the running step, it is not an error."""

    def __init__(self) -> None:
        super().__init__(_("This project is being worked on. Wait, or cancel first."))
