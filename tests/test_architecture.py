"""The house rules that a reader relies on: which way imports go, and one way for each thing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [
    path for folder in ("projects", "videostudio") for path in sorted((ROOT / folder).rglob("*.py"))
]
# A layer may import its own and those after it. Providers and media know nothing of ours above.
LAYERS = [
    {"urls", "routing", "management"},
    {"views", "api", "consumers", "admin", "apps"},
    {"monitoring"},
    {"forms", "accounts", "live", "uploads", "templatetags"},
    {"viewers"},
    {"regions", "cards", "resuming", "public", "build", "examples"},
    {"health"},
    {"files", "jobs"},
    {"gate", "scratch", "leftovers"},
    {"steps"},
    {"models"},
    {"events", "words", "timeline"},
    {"crashpoints"},
    {"providers"},
    {"media"},
]
# The models name the shape of a script, which is the providers' word.
ALLOWED = {("models", "providers")}


def layer_of(name: str) -> int:
    return next(index for index, names in enumerate(LAYERS) if name in names)


def imports_of(path: Path) -> set[str]:
    """The parts of `projects` that a file imports: "models", "media", ..."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            module = node.module or ""
            if module == "projects":
                found |= {alias.name for alias in node.names}
            elif module.startswith("projects."):
                found.add(module.split(".")[1])
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            found |= {name[1] for name in names if name[0] == "projects" and name[1:]}
    return found


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if p.is_relative_to(ROOT / "projects")], ids=lambda p: p.name
)
def test_imports_go_one_way(path: Path) -> None:
    relative = path.relative_to(ROOT / "projects")
    own = relative.parts[0].removesuffix(".py")
    if own in {"__init__", "migrations", "locale", "templatetags"}:
        return
    for other in imports_of(path) - {own}:
        assert layer_of(other) >= layer_of(own) or (own, other) in ALLOWED, (
            f"{relative} imports projects.{other}, which is above it"
        )


# They put the house together: its addresses and its sockets.
KNOW_THE_APP = {"videostudio/urls.py", "videostudio/asgi.py"}


def test_the_site_knows_no_app() -> None:
    """settings.py names the app in strings, which Django loads when they are needed."""
    for path in (ROOT / "videostudio").rglob("*.py"):
        name = str(path.relative_to(ROOT))
        assert name in KNOW_THE_APP or not imports_of(path), name


@pytest.mark.parametrize("package", ["media", "providers"])
def test_media_and_providers_know_no_models(package: str) -> None:
    for path in (ROOT / "projects" / package).rglob("*.py"):
        assert "django.db" not in path.read_text(), path
        assert imports_of(path) <= {"media", "providers"}, path


def files_with(text: str) -> set[str]:
    return {str(path.relative_to(ROOT)) for path in SOURCES if text in path.read_text()}


def test_one_helper_enqueues() -> None:
    assert files_with(".defer(") == {"projects/jobs/queue.py"}


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
