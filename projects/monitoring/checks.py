"""What `manage.py check` looks at, and every start of the studio and of a worker."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from projects.language import in_the_shells_language
from projects.media.typesetting import linebreak
from projects.providers.script import stock
from projects.word_files import BadWords


@register
def files_of_words(app_configs: Any, **kwargs: Any) -> list[Error]:
    """An error for each thing that is wrong in a file of words, in the language of the shell."""
    errors: list[Error] = []
    with in_the_shells_language():
        for checked in (linebreak, stock):
            try:
                checked.check()
            except BadWords as bad:
                errors += [Error(line, id="projects.E001") for line in bad.lines]
    return errors
