"""Three example briefs, which can fill the form of a person who has no film yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EXAMPLES = {
    "enrollment": {
        "label": pgettext_lazy("example", "Enrolment open day"),
        "topic": _("Spring enrolment open day"),
        "key_points": _("Small classes\nBilingual lessons\nA garden to play in"),
    },
    "activity": {
        "label": pgettext_lazy("example", "Family sports day"),
        "topic": _("Family sports day on Saturday"),
        "key_points": _(
            "Relay races for parents and children\nA picnic on the grass\nA medal for everyone"
        ),
    },
    "course": {
        "label": pgettext_lazy("example", "Art course"),
        "topic": _("The art course of this term"),
        "key_points": _(
            "Painting with natural colours\nClay and paper\nAn exhibition at the end of term"
        ),
    },
}


def example(name: str) -> dict[str, object]:
    """Initial values of the brief form, or {} for an unknown name."""
    found = EXAMPLES.get(name)
    if found is None:
        return {}
    return {"video_type": name, "topic": found["topic"], "key_points": found["key_points"]}
