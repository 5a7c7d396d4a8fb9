"""Measures how loud sounds are, and makes voices evenly loud."""
