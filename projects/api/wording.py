"""Says in the caller's language what is wrong with a value. Pydantic has only English messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WRONG: dict[str, Promise | str] = {
    "enum": gettext_lazy("one of %(expected)s is wanted"),
    "string_too_long": gettext_lazy("at most %(max_length)s characters"),
    "string_too_short": gettext_lazy("at least %(min_length)s characters"),
    "too_long": gettext_lazy("at most %(max_length)s items"),
    "too_short": gettext_lazy("at least %(min_length)s items"),
    "greater_than_equal": gettext_lazy("at least %(ge)s"),
    "less_than_equal": gettext_lazy("at most %(le)s"),
    "extra_forbidden": gettext_lazy("there is no such name here"),
    "unwritable": "%(what)s",
    "unfit": "%(what)s",
    "value_error": gettext_lazy("there are characters in it that are none"),
}
KINDS = {
    "int": gettext_lazy("a whole number is wanted"),
    "float": gettext_lazy("a number is wanted"),
    "string": gettext_lazy("words are wanted"),
    "bool": gettext_lazy("true or false is wanted"),
    "list": gettext_lazy("a list is wanted"),
}


def wrong(error: Mapping[str, Any]) -> str:
    """The words for one of pydantic's errors, by its type and the figures that come with it."""
    kind, figures = error["type"], dict(error.get("ctx", {}))
    if kind == "enum":  # pydantic joins the choices with an English "or"
        figures["expected"] = figures["expected"].replace(" or ", ", ")
    if figures.get("field_type") == "Value":  # text that something else has looked at before
        kind = f"string_{kind}"
    if kind in WRONG:
        return str(WRONG[kind]) % figures
    return str(KINDS.get(kind.partition("_")[0], _("this is not what is wanted")))
