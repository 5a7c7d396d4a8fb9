"""Looks in libraries for what a scene could show, before it is made."""

from __future__ import annotations

from django.db import transaction

from projects.models import Scene, StockLookup
from projects.steps import stock_lookup

from .errands import Errands

STOCK_LOOKUPS = Errands("stock_lookup", StockLookup, stock_lookup.make, related=("scene__project",))


def look_up(scene: Scene, words: str = "") -> StockLookup:
    """Ask what there is, and let a worker look: both or neither. Raises NotReady."""
    with transaction.atomic():
        new = StockLookup.ask(scene, words)
        STOCK_LOOKUPS.ask(new.pk)
    return new
