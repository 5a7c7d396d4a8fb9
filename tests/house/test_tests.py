"""Rules of the tests themselves: where they lie, and where what they share lies."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.support.sources import ROOT

FILES = sorted((ROOT / "tests").rglob("*.py"))


def imported(source: ast.AST) -> Iterator[str]:
    """The modules that it imports, by their full names; `from a import b` may mean a.b. Those too
    of the code that a test sends to a running studio as a string."""
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant):
            yield from re.findall(r"\bfrom (tests\.\S+) import", str(node.value))


def is_test(module: str) -> bool:
    last = module.rpartition(".")[2]
    return module.startswith("tests.") and last.startswith(("test_", "conftest"))


def test_nothing_imports_from_a_test() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in FILES
        for module in imported(ast.parse(path.read_text()))
        if is_test(module)
    }
    assert not found


def test_each_folder_of_tests_is_named_for_a_folder_of_the_house() -> None:
    apart = {"faults", "house", "support", "tools"}
    for path in (ROOT / "tests").rglob("test_*.py"):
        folder = path.parent.relative_to(ROOT / "tests")
        there = ((ROOT / "projects" / folder).is_dir(), (ROOT / folder).is_dir())
        assert folder.parts[0] in apart or any(there), f"{path} tests no folder"


def test_tools_and_helpers_hold_no_tests() -> None:
    for folder in ("support", "tools"):
        assert not list((ROOT / "tests" / folder).rglob("test_*.py"))
