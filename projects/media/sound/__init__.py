"""Voices made evenly loud, and how loud a sound is."""
