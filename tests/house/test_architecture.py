"""The house rules that a reader relies on: which way imports go, and one way for each thing."""

from __future__ import annotations

import ast
import graphlib
from functools import cache
from pathlib import Path

import pytest

from tests.support.sources import ROOT, SOURCES

# A floor may import from itself and from every floor below it. Folders, from the top down.
FLOORS = (
    {"apps", "management", "monitoring", "admin"},
    {"live", "api", "pages", "templatetags"},
    {"jobs", "accounts", "files"},
    {"steps", "models"},
    {"providers", "media"},
    # The ground: data and words. Most are one file.
    {"timeline", "status_text", "events", "language", "vocabulary", "crashpoints", "word_files"}
    | {"addresses", "illustration", "key_points", "coverage"},
)
MOST_LOOSE_MODULES = 10


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in SOURCES}


def imports_of(path: Path) -> set[str]:
    """The modules of ours that a file imports, by their full names; for type checkers too."""
    package = module_of(path if path.stem == "__init__" else path.parent / "__init__.py")
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -node.level + 1 or None] if node.level else []
            module = ".".join(filter(None, [*above, node.module]))
            found |= {_module(module, alias.name) for alias in node.names}
    return {module for module in found if module in MODULES}


def _module(module: str, name: str) -> str:
    return f"{module}.{name}" if f"{module}.{name}" in MODULES else module


@cache
def graph() -> dict[str, set[str]]:
    """What each module imports. It is made in the process that runs these tests, not in all."""
    return {module: imports_of(path) - {module} for module, path in MODULES.items()}


def folder_of(module: str) -> str:
    """The first name below `projects`; "" for a module of the site."""
    app, _, rest = module.partition(".")
    return rest.partition(".")[0] if app == "projects" else ""


def floor_of(folder: str) -> int:
    return next(index for index, floor in enumerate(FLOORS) if folder in floor)


HOUSE = {module for module in MODULES if folder_of(module) not in {"", "migrations"}}


def test_imports_go_down() -> None:
    upwards = [
        f"{module} imports {other}, which is above it"
        for module in sorted(HOUSE)
        for other in graph()[module] & HOUSE
        if floor_of(folder_of(other)) < floor_of(folder_of(module))
    ]
    assert not upwards, "\n".join(upwards)


def test_no_files_import_each_other_in_a_circle() -> None:
    graphlib.TopologicalSorter(graph()).prepare()  # raises CycleError, which names them


def test_no_folders_import_each_other_in_a_circle() -> None:
    folders: dict[str, set[str]] = {}
    for module in HOUSE:
        known = {folder_of(other) for other in graph()[module] & HOUSE}
        folders.setdefault(folder_of(module), set()).update(known - {folder_of(module)})
    graphlib.TopologicalSorter(folders).prepare()


def test_few_modules_lie_loose_beside_the_folders() -> None:
    loose = {path.name for path in (ROOT / "projects").glob("*.py")}
    assert len(loose) <= MOST_LOOSE_MODULES, loose


# They put the house together: its addresses and its sockets.
KNOW_THE_APP = {"videostudio/urls.py", "videostudio/asgi.py"}


def test_the_site_knows_no_app() -> None:
    """settings.py names the app in strings, which Django loads when they are needed."""
    for path in (ROOT / "videostudio").rglob("*.py"):
        name = str(path.relative_to(ROOT))
        known = {module for module in imports_of(path) if module.startswith("projects")}
        assert name in KNOW_THE_APP or not known, name


@pytest.mark.parametrize("package", ["media", "providers"])
def test_media_and_providers_know_no_models(package: str) -> None:
    for path in (ROOT / "projects" / package).rglob("*.py"):
        assert "django.db" not in path.read_text(), path


PUBLIC = {
    "projects.providers",
    "projects.providers.base",
    "projects.providers.library",
    "projects.providers.work",
    "projects.providers.speech.readings",  # how people want words to be said, whoever speaks
}
WIRE = "projects.providers.wire."  # whoever pays sends calls through it
CHECKS = "projects.monitoring.checks"  # reads the words of the one that comes with the studio


def test_a_provider_is_known_by_its_base_alone() -> None:
    """Another one may stand in its place, and the writer works with every voice."""
    for module in MODULES:
        kind = ".".join(module.split(".")[:3])
        for other in graph()[module]:
            if (
                other.startswith("projects.providers.")
                and other not in PUBLIC
                and WIRE not in other
            ):
                assert other.startswith(kind) or module == CHECKS, f"{module} imports {other}"


def files_with(text: str) -> set[str]:
    return {str(path.relative_to(ROOT)) for path in SOURCES if text in path.read_text()}


def test_one_helper_enqueues() -> None:
    """Django's own `defer` names the columns that a query leaves out."""
    deferring = {path for path in files_with(".defer(") if ".defer()" in (ROOT / path).read_text()}
    assert deferring == {"projects/jobs/queue.py"}


def test_one_module_touches_the_channel_layer() -> None:
    assert files_with("group_send") == {"projects/events.py"}


def test_one_helper_ties_the_life_of_a_child_to_ours() -> None:
    assert files_with("PDEATHSIG") == {"videostudio/server/lifeline.py"}


def test_one_function_changes_a_status() -> None:
    """Runs change their own state; a project's status is written in `_move` and nowhere else."""
    writers = {
        f"{path.name}:{function.name}"
        for path in SOURCES
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and node.attr == "status"
        and isinstance(node.ctx, ast.Store)
    }
    assert writers == {"status.py:_move"}


def test_no_file_is_a_drawer_for_everything() -> None:
    names = {path.stem for path in SOURCES}
    assert not names & {"utils", "helpers", "services", "signals", "misc", "common"}
