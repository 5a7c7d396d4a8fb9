"""Addresses of the web and of mail as people say them: they point at the screen."""

from __future__ import annotations

import re

from projects.addresses import ADDRESS, shortened

from .spoken import Rule, rule

_SAID = re.compile(r"[A-Za-z]{1,15}(?:\.[A-Za-z]{2,4}){1,2}")  # example.com, example.edu.cn


def addresses(*, web: str, mail: str, dot: str, named: str, shown: str) -> Rule:
    """A rule that says a short host, and of a longer address only where it is.

    `named`: the words after which `shown` is enough, as in "Website: on the screen".
    """

    def say(match: re.Match[str]) -> str:
        name = match["name"] or ""
        host, whole = shortened(match["address"]), match["address"].rstrip("/")
        if not match["mail"] and whole.endswith(host) and _SAID.fullmatch(host):
            return name + host.replace(".", f" {dot} ")
        return name + (shown if name else mail if match["mail"] else web)

    pattern = rf"(?P<name>(?:{named})\s?[:：]?\s?)?(?P<address>{ADDRESS.pattern})"
    return rule(pattern, say, re.IGNORECASE)
