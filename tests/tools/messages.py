"""Keeps the catalogue of translations with Babel. No gettext program is needed.

python -m tests.tools.messages           take new words from the sources, compile
python -m tests.tools.messages --check   say what is missing or out of date, and end with 1
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.support.sources import ROOT

LOCALE = "zh_Hans"
PO = ROOT / "projects" / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name]
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
}

# Words of Django 5.2 that its own Chinese translation lacks.
BORROWED = [
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    "Model name",
    "Add link",
    "Change or view list link",
    "After you’ve created a user, you’ll be able to edit more user options.",
    "Error:",
]


def sources() -> Iterator[tuple[Path, str]]:
    """Every file with words in it, as Python source. Django converts templates to such source."""
    for folder in ("projects", "videostudio"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, path.read_text()
    for path in sorted((ROOT / "templates").rglob("*.html")):
        # Django replaces other text by X. Without indentation, the result can be read as Python.
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield path, "\n".join(line.lstrip() for line in lines)


def template() -> Catalog:
    """All words of the sources, without translations."""
    catalog = Catalog()
    for words in BORROWED:
        catalog.add(words, None)
    for path, text in sources():
        for _, message, comments, context in extract(
            "python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            flags = ["python-brace-format"] if re.search(r"{\w+}", str(message)) else []
            place = [(str(path.relative_to(ROOT)), 1)]
            catalog.add(message, None, place, flags, context=context, auto_comments=comments)
    return catalog


def stored() -> Catalog:
    if not PO.exists():
        return Catalog(locale=LOCALE)
    with PO.open("rb") as file:
        return read_po(file, locale=LOCALE)


def compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def problems() -> list[str]:
    """The reasons why the committed catalogue is not complete and up to date, a line each."""
    catalog, wanted = stored(), template()
    found = []
    for message in wanted:
        if not message.id:
            continue
        known = catalog.get(message.id, message.context)
        if known is None or not known.string or known.fuzzy or known.string == ("",):
            found.append(f"not translated: {message.id!r}")
        else:
            found += [f"{message.id!r}: {error}" for error in known.check()]
            found += _placeholders_lost(str(message.id), str(known.string))
    found += [
        f"no longer used: {m.id!r}" for m in catalog if m.id and not wanted.get(m.id, m.context)
    ]
    if not MO.exists() or MO.read_bytes() != compiled(catalog):
        found.append("the compiled catalogue is older than its words: make messages")
    return found


def refresh() -> None:
    catalog = stored()
    # With a new date, every run would change both files.
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, no_location=True, omit_header=False, sort_output=True)
    MO.write_bytes(compiled(stored()))


def _placeholders_lost(original: str, translated: str) -> list[str]:
    """Every {name} and %(name)s of the original must be in the translation, and no other."""
    names = re.compile(r"{(\w+)}|%\((\w+)\)s")
    wanted, there = set(names.findall(original)), set(names.findall(translated))
    return [f"{original!r}: other places than in {translated!r}"] if wanted != there else []


def main() -> int:
    if "--check" not in sys.argv:
        refresh()
    found = problems()
    print("\n".join(found) or "Every word is translated.")
    return 1 if found and "--check" in sys.argv else 0


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videostudio.settings")
    django.setup()
    sys.exit(main())
