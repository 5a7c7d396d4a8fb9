"""The facts that the words of a scene hold: dates, times, figures, places, steps and the like."""

from __future__ import annotations

from .kinds import Comparison as Comparison
from .kinds import Date as Date
from .kinds import Facts as Facts
from .kinds import Figure as Figure
from .kinds import FigureKind as FigureKind
from .kinds import Item as Item
from .kinds import Place as Place
from .kinds import Quote as Quote
from .kinds import Time as Time
from .over import is_over as is_over
from .reading import name_of_month as name_of_month
from .reading import name_of_weekday as name_of_weekday
from .reading import of_scene as of_scene
