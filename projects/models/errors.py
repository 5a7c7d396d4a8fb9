"""Why a verb was not carried out, in words for the person, who has made no mistake."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from projects.timeline import SCRIPT


class NotReady(Exception):
    """The step needs something first. The message says what, in words for the person."""


class NoScript(NotReady):
    """The step needs a script, and there is none."""

    def __init__(self) -> None:
        super().__init__(SCRIPT.make_first)


class StillRead(NotReady):
    """Another request reads this file at the moment."""

    def __init__(self) -> None:
        super().__init__(_("This file is being read. Ask again in a moment."))


class OverLimit(NotReady):
    """A limit of one person. `seconds` tells how long to wait before the next try."""

    seconds: int


class TooOften(OverLimit):
    """This user has started too much, and other users wait."""

    def __init__(self, seconds: int) -> None:
        minutes = ceil(seconds / 60)
        words = ngettext(
            "You have started a lot in this hour. Go on in %(minutes)s minute.",
            "You have started a lot in this hour. Go on in %(minutes)s minutes.",
            minutes,
        )
        super().__init__(words % {"minutes": minutes})
        self.seconds = seconds


class TooManySendings(OverLimit):
    """This person sends too many files at one time."""

    seconds = 60

    def __init__(self) -> None:
        super().__init__(_("Too many files are on their way. Wait until some have arrived."))


class TooMuch(OverLimit):
    """This person sends or keeps too many bytes. `title` and `what` are its words, which are read
    in the language of whoever reads them."""

    title: Any

    def __init__(self, what: Any, seconds: int) -> None:
        super().__init__(format_lazy(_("{title}. {what}"), title=self.title, what=what))
        self.what, self.seconds = what, seconds


class TooMuchSent(TooMuch):
    """In this hour."""

    title = _("You have sent too much in this hour")

    def __init__(self, limit: str, seconds: int) -> None:
        minutes = ceil(seconds / 60)
        words = ngettext_lazy(
            "At most {limit} can be sent in an hour. Go on in {minutes} minute.",
            "At most {limit} can be sent in an hour. Go on in {minutes} minutes.",
            minutes,
        )
        super().__init__(format_lazy(words, limit=limit, minutes=minutes), seconds)


class TooMuchStored(TooMuch):
    """In all projects of this person. It ends when the person deletes something."""

    title = _("Your projects use all the space that they may have")

    def __init__(self, limit: str) -> None:
        words = _(
            "The limit is {limit}. Delete projects that you no longer need, and empty the bin:"
            " what is in it counts too."
        )
        super().__init__(format_lazy(words, limit=limit), seconds=3600)


class TooManyTries(Exception):
    """A password was not checked, because there were too many wrong ones. `seconds` tells how long
    to wait. `everywhere`: they came from many places, for this account."""

    def __init__(self, seconds: int, *, everywhere: bool = False) -> None:
        minutes = ceil(seconds / 60)
        here = ngettext(
            "Too many tries. Wait %(minutes)s minute, then try again.",
            "Too many tries. Wait %(minutes)s minutes, then try again.",
            minutes,
        )
        for_account = ngettext(
            "Too many tries for this account. Wait %(minutes)s minute, or sign in where you have"
            " signed in before: on the same device, or at the same place.",
            "Too many tries for this account. Wait %(minutes)s minutes, or sign in where you have"
            " signed in before: on the same device, or at the same place.",
            minutes,
        )
        super().__init__((for_account if everywhere else here) % {"minutes": minutes})
        self.seconds, self.everywhere = seconds, everywhere


class NoRoom(NotReady):
    """The storage is full, so a result could not be kept."""

    def __init__(self) -> None:
        super().__init__(_("The storage is full. Ask the administrator to make room."))


class ScriptChanged(NotReady):
    """The script has changed since it was read, so these words do not belong to it."""

    def __init__(self) -> None:
        super().__init__(_("The script was changed meanwhile. Read it again, then change it."))


class AlreadyRunning(NotReady):
    """Jobs work on this project. This is not an error: show the running step."""

    def __init__(self) -> None:
        super().__init__(_("This project is being worked on. Wait, or cancel first."))
