"""A service is named by a few variables. A wrong one is named, and no key is in the error."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured

from videostudio import providers

GOOD = {"URL": "https://api.example.com/v1", "MODEL": "m-1", "KEY": "sk-1", "PRICES": "2/8.5"}


def of(monkeypatch: pytest.MonkeyPatch, **named: str) -> dict[str, dict[str, object]]:
    for name, value in named.items():
        monkeypatch.setenv(f"STUDIO_TEST_{name}", value)
    return providers.of("STUDIO_TEST", "a.Writer", providers.TOKENS)


def test_a_service_has_the_name_of_its_host_and_prices_of_one_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert of(monkeypatch) == {}
    (entry,) = of(monkeypatch, **GOOD).values()
    assert entry["BACKEND"] == "a.Writer"
    assert entry["OPTIONS"] == {
        "name": "api.example.com",
        "url": GOOD["URL"],
        "model": "m-1",
        "key": "sk-1",
        "prices": {"input_tokens": Decimal("2E-6"), "output_tokens": Decimal("8.5E-6")},
    }
    assert list(of(monkeypatch, NAME="DeepSeek")) == ["deepseek"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", "api.example.com"),
        ("URL", "ftp://api.example.com"),
        ("URL", "https://sk-secret@api.example.com/v1"),
        ("URL", "https://api.example.com/v1?key=sk-secret"),
        ("MODEL", ""),
        ("NAME", "our own"),
        ("PRICES", "2"),
        ("PRICES", "cheap/dear"),
        ("PRICES", "-1/2"),
        ("PRICES", "NaN/2"),
    ],
)
def test_a_wrong_one_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"STUDIO_TEST_{name}") as wrong:
        of(monkeypatch, **GOOD | {name: value})
    assert "sk-" not in str(wrong.value)
