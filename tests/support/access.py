"""What everybody's fingers and screen readers need of a page."""

from __future__ import annotations

FINGER = 44  # pixels
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}  # of axe
