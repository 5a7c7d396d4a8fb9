"""What a service is told to film."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from projects.language import LANGUAGES
from projects.vocabulary import Style, known

from ..base import Footage

LONGEST = 800  # characters: some services cut longer ones without a word
STYLES = {
    Style.WARM: gettext_lazy("Warm soft light, a tender mood"),
    Style.LIVELY: gettext_lazy("Bright vivid colours, a cheerful mood"),
    Style.PROFESSIONAL: gettext_lazy("Clean calm pictures, a professional mood"),
    Style.FRESH: gettext_lazy("Fresh natural light, light colours"),
    Style.MODERN: gettext_lazy("Modern plain pictures, clear composition"),
}


def prompt(wanted: Footage) -> str:
    """In the language of the film, as its description is."""
    with override(LANGUAGES[wanted.language].locale):
        if wanted.photo:  # what it shows, the service sees, and nobody tells more of it
            return _(
                "What is seen in this photo moves a little, as it would by itself. Nobody and"
                " nothing is added. The camera moves slowly and steadily, in a single shot. There"
                " are no words, captions or logos in the picture."
            )
        frame = _(
            "{shown}. {style}. The camera moves slowly and steadily, in a single shot. There are no"
            " words, captions or logos in the picture."
        )
        style = str(STYLES[known(Style, wanted.style)])
        room = LONGEST - len(frame) - len(style)
        shown = " ".join(wanted.shown.split()).rstrip("。.") or wanted.title
        return frame.format(shown=shown[:room], style=style)
