"""The product's own source files, for tests that read them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path for folder in ("projects", "videostudio") for path in sorted((ROOT / folder).rglob("*.py"))
]
