"""Regular expressions that are compiled when they are first used.

The studio has some hundred long ones of words. A process that starts needs none of them, and those
that only answer or wait never do.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """For `re.compile`, where the pattern is long or has many letters."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._given)

    def __getattr__(self, name: str) -> Any:
        """A method of the pattern. It is kept, so that the next use costs no more than its own."""
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
