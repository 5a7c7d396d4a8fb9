"""What the stock of sentences promises, whichever of them is chosen."""

from __future__ import annotations

import re

import pytest

from projects.word_files import any_of, sentences_of
from tests.providers.script.writing import STOCKS

SUPERLATIVES = re.compile(
    r"最[好佳大优高强美低新先]|第一|顶级|唯一|国家级|极致|首选|冠军|绝对|百分百|独家|史上"
    r"|\b(?:best|number one|no\. ?1|unique|unrivalled|perfect guarantee)\b",
    re.IGNORECASE,
)


PARTS = [part for stock in STOCKS.values() for part in vars(stock).values()]


def test_the_stock_promises_nothing_that_advertising_law_forbids() -> None:
    for part in PARTS:
        assert not SUPERLATIVES.search(repr(part))


def test_the_stock_has_no_digits() -> None:
    said = [text for part in PARTS for _, text in sentences_of(part)]
    assert len(said) > 500
    assert not [text for text in said if re.search(r"\d", text)]


@pytest.mark.parametrize("language", STOCKS)
@pytest.mark.parametrize(
    ("audience", "is_family"),
    [
        ("grandparents", True),
        ("schoolkids", True),
        ("Stepparents", True),
        ("our stepfamilies", True),
        ("godchildren", True),
        ("people who want transparent fees", False),
        ("minimum-wage workers", False),
        ("skidding drivers", False),
    ],
)
def test_a_family_is_known_by_any_name_and_nobody_else_is_one(
    language: str, audience: str, is_family: bool
) -> None:
    family = any_of(STOCKS[language].audiences.family_audiences)
    assert bool(family.search(audience)) == is_family
