"""Measures how loud sounds are, makes voices evenly loud, and mixes the sound of a film."""
