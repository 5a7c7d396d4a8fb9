"""A town: two rows of buildings, trees, a pavement and a street."""

from __future__ import annotations

from .outdoors import sky_life, tree
from .view import Scenery, View


def draw(view: View) -> Scenery:
    far = _row(view, "CFE0EE", "", 34, 56)
    near = _row(view, "B3CCE2", "D9E8F4", 20, 36)
    right = view.width
    trees = "".join(tree(view, x, -6, 15) for x in (5, 15, right - 7, right - 18))
    background = view.painted(view.sky("86C9F8", "FDF4E3"), far + near + trees + _street(view))
    return Scenery(background, sky_life(view))


def _row(view: View, colour: str, windows: str, low: float, high: float) -> str:
    """Buildings side by side: lower in the middle, where the hero stands."""
    body, x = "", -3.0
    while x < view.width:
        wide = view.chance.uniform(11, 17)
        tall = view.chance.uniform(low, high)
        body += view.rect(x, -tall - 6, wide - 1, tall, colour, 0.8)
        if windows:
            body += _windows(view, x, wide, tall, windows)
        x += wide
    return body


def _windows(view: View, x: float, wide: float, tall: float, colour: str) -> str:
    columns, rows = int((wide - 2) / 3.4), int((tall - 4) / 5)
    return "".join(
        view.rect(x + 1.4 + 3.4 * column, -tall - 3.6 + 5 * row, 1.9, 2.6, colour, 0.2)
        for column in range(columns)
        for row in range(rows)
    )


def _street(view: View) -> str:
    across, down = view.width, view.bottom
    lane = max(19.0, down * 0.62)
    dashes = "".join(
        view.rect(x * 16.0, lane, 8, 1.2, "E2E7ED", 0.4) for x in range(round(across / 16) + 1)
    )
    return (
        view.rect(0, -7, across, down + 7, "DDE1E6")
        + view.rect(0, -7, across, 1, "C6CDD6")
        + view.rect(0, 8, across, down, "B4BDC9")
        + view.rect(0, 8, across, 1.6, "EEF1F4")
        + dashes
    )
