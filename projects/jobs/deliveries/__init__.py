"""Sends news to the receivers of people: web hooks, for example."""

from .sending import ask_for_due, deliver

__all__ = ["ask_for_due", "deliver"]
