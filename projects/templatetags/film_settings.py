"""Tags for the settings of a film."""

from __future__ import annotations

from django import template

from projects.pages.film_settings import fields_of, of_style

register = template.Library()
register.filter("settings_as_sent", fields_of)
register.filter("settings_in_words", of_style)
