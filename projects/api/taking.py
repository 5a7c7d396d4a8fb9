"""Takes in a file that came with a request, and refuses it in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from ninja.errors import HttpError

from projects.files.forms import first_error
from projects.files.intake import Refused

Taken = TypeVar("Taken")


def taken(form: forms.Form, take: Callable[[], Taken]) -> Taken:
    """What `take` returns. Answers 400 if the form is invalid, or `take` refuses the file."""
    if not form.is_valid():
        raise HttpError(400, first_error(form))
    try:
        return take()
    except Refused as refused:
        raise HttpError(400, str(refused)) from refused
