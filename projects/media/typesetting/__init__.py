"""Breaks text into lines, and fits it into a width."""
