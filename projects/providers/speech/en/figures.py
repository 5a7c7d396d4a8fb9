"""Sums of money, telephone numbers and units as an English voice has to get them."""

from __future__ import annotations

import re

from ..spoken import phone_groups

_CURRENCY = {
    "$": ("dollar", "dollars"),
    "€": ("euro", "euros"),
    "£": ("pound", "pounds"),
    "￥": ("yuan", "yuan"),
    "¥": ("yuan", "yuan"),
}
UNITS = {
    "km/h": " kilometres an hour",
    "km²": " square kilometres",
    "km": " kilometres",
    "㎡": " square metres",
    "m²": " square metres",
    "m2": " square metres",
    "m": " metres",
    "cm": " centimetres",
    "mm": " millimetres",
    "kg": " kilograms",
    "g": " grams",
    "℃": " degrees Celsius",
    "°C": " degrees Celsius",
    "℉": " degrees Fahrenheit",
    "°F": " degrees Fahrenheit",
    "ml": " millilitres",
    "L": " litres",
    "h": " hours",
    "hr": " hours",
    "hrs": " hours",
    "min": " minutes",
    "mins": " minutes",
}


def phone(match: re.Match[str]) -> str:
    return ", ".join(" ".join(group) for group in phone_groups(match[0]))


def money(match: re.Match[str]) -> str:
    whole, _, cents = match[2].partition(".")
    one, many = _CURRENCY[match[1]]
    unit = one if whole == "1" and not match[3] else many
    if match[3]:
        return f"{match[2]} {match[3].strip()} {unit}"
    return f"{whole} {unit}" + (f" {int(cents)}" if cents.strip("0") else "")
