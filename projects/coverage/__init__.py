"""Coverage: which scene says a key point, which says it otherwise, and what no scene says.

A person's words and another writer's words may say a point in another form. So a point counts as
said if its amounts are there (figures, dates, times, numbers to call) and its names, and nearly all
of its other words.
"""

from .mending import told_anew
from .rule import Covered, Says, covered, put_right, unsaid

__all__ = ["Covered", "Says", "covered", "put_right", "told_anew", "unsaid"]
