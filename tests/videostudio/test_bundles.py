"""The styles and scripts of a page come as one file of each, and mean what they mean alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from projects.management.commands import studio
from projects.pages import asset_version
from tests.support.sources import ROOT
from videostudio import bundles
from videostudio.bundles import BUNDLES, BundlingStorage, joined, without_comments

STYLES, SCRIPTS = "css/studio.css", "js/studio.js"


def source(name: str) -> str:
    found = finders.find(name)
    assert found, name
    return Path(str(found)).read_text()


def loaded(page: str) -> list[str]:
    return re.findall(r'(?:<script[^>]* src|rel="stylesheet" href)="([^"]+)"', page)


@pytest.fixture
def login(client: Client, collected_files: None, db: None) -> str:
    return client.get("/login/").content.decode()


def test_a_page_loads_one_style_sheet_and_one_script(login: str) -> None:
    kept_for_ever = [staticfiles_storage.url(name) for name in (STYLES, SCRIPTS)]
    assert loaded(login) == kept_for_ever
    assert all(re.search(r"studio\.[0-9a-f]{12}\.(css|js)$", each) for each in kept_for_ever)


def test_a_page_of_the_admin_loads_htmx_in_one_script(
    client: Client, carol: Any, collected_files: None
) -> None:
    client.force_login(carol)
    page = client.get("/admin/health/").content.decode()
    ours = [each for each in loaded(page) if "/static/admin/" not in each]
    assert [Path(each).name.partition(".")[0] for each in ours] == ["admin", "health", "admin"]


@pytest.mark.parametrize("mode", ["DEBUG", "STUDIO_RELOAD"])
def test_a_developer_s_page_loads_every_source_by_its_own_name(
    client: Client, settings: Any, db: None, mode: str
) -> None:
    setattr(settings, mode, True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    names = [
        each.removeprefix("/static/") for each in loaded(client.get("/login/").content.decode())
    ]
    debugging = ["django_htmx/django-htmx.js"] if mode == "DEBUG" else []
    assert names == [*BUNDLES[STYLES], *BUNDLES[SCRIPTS], *debugging]


@pytest.mark.parametrize("name", [STYLES, SCRIPTS])
def test_a_reader_of_the_joined_file_finds_each_source_under_its_name(name: str) -> None:
    text = joined(name, source)
    at = [text.index(f"{part} */" if name == STYLES else f"// {part}\n") for part in BUNDLES[name]]
    assert at == sorted(at), "the order of the cascade, and of the scripts"
    assert all(without_comments(part, source(part)) in text for part in BUNDLES[name])


@pytest.mark.parametrize(
    ("part", "text", "left"),
    [
        ("css/a.css", "a { b: c } /* why */\n/* and\nthat */\nd {}\n", "a { b: c }\n\nd {}\n"),
        ("js/a.js", "// why\n  // and that\na();\n", "a();\n"),
        ("js/a.js", "/** What\n * it does. */\na(); /* kept */\n", "a(); /* kept */\n"),
        ("js/a.js", "a(); // why\nb({ // why\n  c, // d\n});\n", "a();\nb({\n  c,\n});\n"),
        ("js/a.js", 'a("b; // c");\n', 'a("b; // c");\n'),
        ("js/a.js", "a(`b) // c`);\n", "a(`b) // c`);\n"),
        ("js/a.js", "a = b / c; d = /e;/;\n", "a = b / c; d = /e;/;\n"),
        ("js/a.js", 'a = "https://b";\n', 'a = "https://b";\n'),
        ("htmx/a.js", "// of others\n", "// of others\n"),
    ],
)
def test_comments_are_left_out_and_nothing_else(part: str, text: str, left: str) -> None:
    assert without_comments(part, text) == left


def test_every_source_is_in_a_bundle_or_named_by_a_page() -> None:
    names = {each for parts in BUNDLES.values() for each in parts}
    pages = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("projects/admin/*.py")]
    named = "".join(path.read_text() for path in pages)
    for path in [*ROOT.glob("static/css/*"), *ROOT.glob("static/js/*")]:
        name = path.relative_to(ROOT / "static").as_posix()
        assert name in names or name in named, f"{name} is in no bundle"


def test_no_source_swallows_the_one_after_it() -> None:
    for part in BUNDLES[STYLES]:
        text = re.sub(r"/\*.*?\*/", "", source(part), flags=re.DOTALL)
        assert "/*" not in text and text.count("{") == text.count("}"), part


@pytest.mark.parametrize(
    ("name", "part", "text"),
    [
        (STYLES, "css/base.css", '@import "other.css";'),
        (STYLES, "css/base.css", 'a {}\n  @charset "utf-8";'),
        (SCRIPTS, "js/copy.js", 'import { one } from "./two.js";'),
        (SCRIPTS, "js/copy.js", "const a = 1;\nexport default a;"),
    ],
)
def test_what_means_something_only_alone_is_refused(name: str, part: str, text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=part):
        joined(name, lambda each: text if each == part else "")


def test_a_style_from_another_folder_is_refused_because_its_addresses_would_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(BUNDLES, STYLES, ("css/base.css", "admin/css/base.css"))
    with pytest.raises(ImproperlyConfigured, match="admin/css/base.css"):
        joined(STYLES, lambda _: "")


def test_a_picture_that_a_style_names_is_found_from_the_joined_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "BUNDLES", {STYLES: ("css/a.css", "css/b.css")})
    for name, text in {
        "css/a.css": "\ufeffa { color: red }  /* no line end */",
        "css/b.css": "b { background: url(../icons/b.svg) }",
        "icons/b.svg": "<svg/>",
        STYLES: "of an earlier collection",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    storage = BundlingStorage(location=tmp_path, base_url="/static/")
    found = {name: (storage, name) for name in ("css/a.css", "css/b.css", "icons/b.svg")}
    assert not [each for each in storage.post_process(found) if isinstance(each[2], Exception)]
    made = (tmp_path / storage.hashed_files[STYLES]).read_text()
    assert made.startswith("/* css/a.css */\na {")
    assert f'url("../{storage.hashed_files["icons/b.svg"]}")' in made


def test_an_update_that_joins_them_otherwise_collects_them_again_and_tells_open_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = studio._static_files(), asset_version._digest()
    monkeypatch.setattr(bundles, "source", lambda: b"another order")
    after = studio._static_files(), asset_version._digest()
    assert before[0] != after[0] and before[1] != after[1]
