"""Sums of money, units and large numbers as an English voice has to get them."""

from __future__ import annotations

import re

from ..spoken import NUMBER, RANGE, rule

_CURRENCY = {
    "$": ("dollar", "dollars"),
    "US$": ("US dollar", "US dollars"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars"),
    "AU$": ("Australian dollar", "Australian dollars"),
    "A$": ("Australian dollar", "Australian dollars"),
    "C$": ("Canadian dollar", "Canadian dollars"),
    "S$": ("Singapore dollar", "Singapore dollars"),
    "€": ("euro", "euros"),
    "£": ("pound", "pounds"),
    "USD": ("US dollar", "US dollars"),
    "EUR": ("euro", "euros"),
    "GBP": ("pound", "pounds"),
    **dict.fromkeys(("￥", "¥", "RMB", "CNY"), ("yuan", "yuan")),
}
_SIGN = "(" + "|".join(re.escape(sign) for sign in sorted(_CURRENCY, key=len, reverse=True)) + ")"
_AFTER = r"€|£|\$|￥|¥|USD|EUR|GBP|RMB|CNY"
_LONG = {"": "", "k": "kilo", "c": "centi", "m": "milli", "μ": "micro", "n": "nano"}
_METRES = {f"{short}m": f"{long}metres" for short, long in _LONG.items()}
UNITS = {
    **{short: f" {said}" for short, said in _METRES.items()},
    **{
        short + power: f" {shape} {said}"
        for short, said in _METRES.items()
        for powers, shape in (("²2", "square"), ("³3", "cubic"))
        for power in powers
    },
    "㎡": " square metres",
    "kg": " kilograms",
    "g": " grams",
    "mg": " milligrams",
    "μg": " micrograms",
    "℃": " degrees Celsius",
    "°C": " degrees Celsius",
    "℉": " degrees Fahrenheit",
    "°F": " degrees Fahrenheit",
    "°": " degrees",
    "ml": " millilitres",
    "mL": " millilitres",
    "dL": " decilitres",
    "L": " litres",
    "h": " hours",
    "hr": " hours",
    "hrs": " hours",
    "min": " minutes",
    "mins": " minutes",
    "s": " seconds",
    "sec": " seconds",
    "secs": " seconds",
    "s²": " seconds squared",
    "ms": " milliseconds",
    "wk": " weeks",
    "wks": " weeks",
    "mos": " months",
    "yr": " years",
    "yrs": " years",
    "mi": " miles",
    "tsp": " teaspoons",
    "tbsp": " tablespoons",
    "ft": " feet",
    "sq ft": " square feet",
    "sq m": " square metres",
    "in.": " inches",
    "″": " inches",
    "yd": " yards",
    "lb": " pounds",
    "lbs": " pounds",
    "oz": " ounces",
    "mph": " miles an hour",
    "dB": " decibels",
    "KB": " kilobytes",
    "MB": " megabytes",
    "GB": " gigabytes",
    "TB": " terabytes",
    "Mbps": " megabits per second",
    "Gbps": " gigabits per second",
    "W": " watts",
    "kW": " kilowatts",
    "kWh": " kilowatt hours",
    "mAh": " milliamp hours",
    "V": " volts",
    "Hz": " hertz",
    "kHz": " kilohertz",
    "MHz": " megahertz",
    "GHz": " gigahertz",
    "kcal": " kilocalories",
}
_PLAIN_UNITS = ("μg", "㎡", "m²", "m³", "km²", "cm²", "cm³", "℃", "℉", "kWh")
_PER_UNIT = {
    "h": " an hour",
    "hr": " an hour",
    "s": " a second",
    "min": " a minute",
    "s²": " per second squared",
}
_SPEEDS = {"km/h": "kilometres an hour", "m/s": "metres a second"}
_ONE_FOOT = r"(?<![\d.,])1 feet\b"
_ONE = (
    r"(?<![\d.,])1 ((?:(?:square|cubic) )?"
    r"(?:week|month|year|mile|\w*spoon|hour|minute|second|pound|ounce|yard|watt|decibel|\w*metre|\w*gram|\w*litre|\w*byte))s\b"
)
_LARGE = {"k": "thousand", "m": "million", "b": "billion", "bn": "billion"}
_COUNTED = "followers|fans|views|people|families|users|readers|subscribers|likes|students"
_WIDE = "screen|tv|display|monitor|laptop|tablet|pizza|cake|wide|tall|long"
_SCREEN = "video|tv|screen|resolution|display|monitor|uhd|footage|film|run|race|walk|gold"


def _money(match: re.Match[str]) -> str:
    whole, _, cents = match[2].partition(".")
    one, many = _CURRENCY[match[1]]
    unit = one if whole == "1" and not match[3] else many
    if match[3]:
        size = match[3].strip()
        return f"{match[2]} {_LARGE.get(size.lower(), size)} {unit}"
    return f"{whole} {unit}" + (f" {int(cents)}" if cents.strip("0") else "")


def _money_after(match: re.Match[str]) -> str:
    return f"{match[1]} {_CURRENCY[match[2]][match[1] != '1']}"


def _unit(match: re.Match[str]) -> str:
    """35 μg/m³ is 35 micrograms per cubic metre, 60 km/h is 60 kilometres an hour."""
    per = match[2] or ""
    said = UNITS[per].strip().removesuffix("s") if per else ""
    return UNITS[match[1]] + (_PER_UNIT.get(per) or f" per {said}" if per else "")


def _height(match: re.Match[str]) -> str:
    return f"{match[1]} foot {match[2]}"


_UNIT = "(" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + ")"
_AFTER_UNIT = r"(?![A-Za-z\d²³]|/[A-Za-z]{1,2}\b)(?:\.(?=\s+[a-z\d]|,))?"
_PLAIN_UNIT = "|".join(_PLAIN_UNITS)

MEASURES = [
    rule(rf"{_SIGN}\s*({NUMBER})(?:{RANGE}\1\s*|[-–—])(?=\d)", lambda m: f"{m[2]} to {m[1]}"),
    rule(rf"{_SIGN}\s*({NUMBER})(\s?(?:million|billion|thousand|bn|[kmb])\b)?", _money, re.I),
    rule(rf"(?<![\w.])({NUMBER})\s?({_AFTER})(?!\s*\d|[A-Za-z])", _money_after),
    rule(
        rf"(?<![\w.,])({NUMBER})(?:(?<![2458])K|k|M|K(?= ?(?i:{_COUNTED})))\b(?! ?(?i:{_SCREEN}))",
        lambda m: f"{m[1]} {_LARGE[m[0][-1].lower()]}",
    ),
    rule(r"(?<![\w.])(\d{1,2})['′] ?(\d{1,2})(?:\"|″|''|(?![\w']))", _height),
    rule(r"(?<=\d) ?¢", " cents"),
    rule(r"(?<=\d)′", " feet"),
    rule(rf"(?<=\d)\"(?= (?:{_WIDE})\b)", " inches"),
    rule(r"(\d ?(?:ft|feet) \d\d?) ?in\b\.?", lambda m: f"{m[1]} inches"),
    rule(rf"(?<=\d)\s*{_UNIT}(?:/{_UNIT})?{_AFTER_UNIT}", _unit),
    rule(
        rf"(?<![A-Za-z])({_PLAIN_UNIT})(?:/({_PLAIN_UNIT}))?{_AFTER_UNIT}",
        lambda m: _unit(m).strip(),
    ),
    rule(r"(?<![\w/])(km/h|m/s)(?![\w/])", lambda m: _SPEEDS[m[1]]),
    rule(_ONE, lambda m: f"1 {m[1]}"),
    rule(_ONE_FOOT, "1 foot"),
]
