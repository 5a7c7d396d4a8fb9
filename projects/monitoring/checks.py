"""What `manage.py check` looks at, and every start of the studio and of a worker."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, Warning, register
from django.utils.translation import gettext as _

from projects.illustration import lexicon
from projects.language import in_the_shells_language
from projects.media.box import trial
from projects.media.sound import tracks
from projects.media.typesetting import linebreak
from projects.providers.script import stock
from projects.status_text import BOX_LACKS
from projects.word_files import BadWords


@register
def files_of_words(app_configs: Any, **kwargs: Any) -> list[Error]:
    """An error for each thing that is wrong in a file of words, in the language of the shell."""
    errors: list[Error] = []
    with in_the_shells_language():
        for checked in (lexicon, linebreak, stock):
            try:
                checked.check()
            except BadWords as bad:
                errors += [Error(line, id="projects.E001") for line in bad.lines]
    return errors


@register
def music(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """A warning if no music is installed: films are made, but without any."""
    if tracks.tracks():
        return []
    with in_the_shells_language():
        words = _("No music is installed. Films are made without: install immich-memories-music.")
        return [Warning(words, id="projects.W001")]


@register
def box(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """A warning for each wall that programs lack here which read what people send."""
    with in_the_shells_language():
        return [Warning(str(BOX_LACKS[lack]), id="projects.W002") for lack in trial.lacking()]
