"""Files of words: lists in TOML beside the code, for people who write but do not program.

A file is checked when it is read. Each mistake gives one line: the file, the key, what is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

ROOT = Path(__file__).parent


class BadWords(Exception):
    """A file of words cannot be used. `lines`: one for each mistake."""

    def __init__(self, lines: Sequence[str]):
        super().__init__("\n".join(lines))
        self.lines = lines


class Words(BaseModel):
    """The keys of a file, or of a table in a file. Other keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Shape = TypeVar("Shape", bound=Words)
Place = tuple[int | str, ...]


def read(path: Path, shape: type[Shape]) -> Shape:
    """Raises BadWords."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        wrong = _("cannot be read: %(why)s") % {"why": error.strerror}
        raise BadWords([line(path, "", wrong)]) from None
    except UnicodeDecodeError:
        raise BadWords([line(path, "", _("is not in UTF-8: save it anew"))]) from None
    except tomllib.TOMLDecodeError as error:
        raise BadWords([line(path, "", _("is no TOML: %(why)s") % {"why": error})]) from None
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        raise BadWords([_described(path, one, raw) for one in error.errors()]) from None


def line(path: Path, key: str, wrong: str) -> str:
    """One line about a mistake. `key` is "" for the whole file."""
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return ": ".join(filter(None, [str(name), key, wrong]))


def sentences_of(words: Words) -> Iterator[tuple[str, str]]:
    """The key and the text of each complete sentence."""
    raw = words.model_dump(mode="json")
    return (
        (key_of(places, raw), text)
        for places, text in _texts(raw, ())
        if _is_sentence(text) and not _placeholders_of(text)
    )


def _texts(value: Any, places: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield places, value
    elif isinstance(value, dict | list):
        for place, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*places, place))


def _is_sentence(text: str) -> bool:
    return text.endswith(tuple("。！？.!?"))


# What may stand in a file.


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError(_("is empty"))
    if text != text.strip() or "\n" in text:
        raise _wrong(_("has spaces at its ends, or a line break"), text)
    return text


def _sentence(text: str) -> str:
    if not _is_sentence(text):
        raise _wrong(_("has no full stop at its end"), text)
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise _wrong(_("has signs that do not fit together (%(why)s)"), text, why=error) from None
    return text


def placeholders(*names: str) -> AfterValidator:
    """For a text that must contain each of these, such as {t}, and no others."""

    def check(text: str) -> str:
        found = _placeholders_of(text)
        for name in names:
            if name not in found:
                raise _wrong(_("has no {%(name)s}"), text, name=name)
        for name in found - set(names):
            raise _wrong(_("has a {%(name)s}, which stands for nothing here"), text, name=name)
        return text

    return AfterValidator(check)


def _placeholders_of(text: str) -> set[str]:
    """The names in { }. A conversion or a format becomes part of the name: then it is unknown."""
    try:
        fields = [*Formatter().parse(text)]
    except ValueError:
        raise _wrong(_("has a { or } that stands alone"), text) from None
    return {
        "".join([name, f"!{turned}" if turned else "", f":{form}" if form else ""])
        for _literal, name, form, turned in fields
        if name is not None
    }


def _no_doubles(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        if texts.count(text) > 1:
            raise _wrong(_("stands here twice"), text)
    return texts


def _wrong(wrong: str, text: str, **values: object) -> ValueError:
    return ValueError(f"{wrong % values}: “{text}”")


COMPLETE = AfterValidator(_sentence)
T = TypeVar("T")
Entries = Annotated[tuple[T, ...], Field(min_length=1), AfterValidator(_no_doubles)]
Text = Annotated[str, AfterValidator(_text)]
Name = Annotated[Text, placeholders()]
Sentence = Annotated[Name, COMPLETE]
Pattern = Annotated[Text, AfterValidator(_pattern)]
Names = Entries[Name]
Sentences = Entries[Sentence]
Patterns = Entries[Pattern]


def each(choices: type[Any]) -> AfterValidator:
    """For a table that must have an entry for each member of an enum. It gets that order."""

    def check(table: dict[Any, Any]) -> dict[Any, Any]:
        if missing := [choice for choice in choices if choice not in table]:
            raise ValueError(_("has nothing for %(missing)s") % {"missing": ", ".join(missing)})
        return {choice: table[choice] for choice in choices}

    return AfterValidator(check)


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of these, in upper or lower case. Latin letters are found only at
    the beginning of a word."""
    return re.compile(rf"(?:(?<![a-z])|(?![a-z]))(?:{'|'.join(patterns)})", re.IGNORECASE)


# What is wrong, in words.

_WRONG = {
    "missing": gettext_lazy("is missing"),
    "extra_forbidden": gettext_lazy("is not a key that is known here"),
    "too_short": gettext_lazy("has too few entries: at least %(min_length)s"),
    "bool": gettext_lazy("has to be true or false"),
    "string": gettext_lazy("has to be a text in quotes"),
    "tuple": gettext_lazy("has to be a list in [ ]"),
    "dict": gettext_lazy("has to be a table: a line in [ ], and keys below it"),
    "model": gettext_lazy("has to be a table: a line in [ ], and keys below it"),
}


def _described(path: Path, error: Mapping[str, Any], raw: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        wrong = str(context["error"])
    elif kind == "enum":
        names = context["expected"].replace(" or ", ", ").replace("'", "")
        wrong = _("is not known; there are %(names)s") % {"names": names}
    else:
        known = _WRONG.get(kind) or _WRONG.get(kind.partition("_")[0])
        wrong = str(known) % context if known else error["msg"]
    return line(path, key_of(error["loc"], raw), wrong)


def key_of(places: Place, raw: Any) -> str:
    """A key such as hooks.enrollment.warm[2] or themes[3] “Small classes” says.warm. Entries count
    from 1."""
    key, here = "", raw
    for place in places:
        if place == "[key]":  # Pydantic writes this if the key itself is wrong
            break
        here = _inside(here, place)
        key += f"[{place + 1}]" if isinstance(place, int) else f"{'.' if key else ''}{place}"
        if isinstance(here, dict) and isinstance(here.get("title"), str):
            key += f" “{here['title']}” "
    return key.replace("” .", "” ").strip()


def _inside(table: Any, place: int | str) -> Any:
    try:
        return table[place]
    except (KeyError, IndexError, TypeError):
        return None
