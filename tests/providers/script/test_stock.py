"""What the stock of sentences promises, whichever of them is chosen."""

from __future__ import annotations

import re

from tests.providers.script.writing import STOCKS

SUPERLATIVES = re.compile(
    r"最[好佳大优高强美低新先]|第一|顶级|唯一|国家级|极致|首选|冠军|绝对|百分百|独家|史上"
    r"|\b(?:best|number one|no\. ?1|unique|unrivalled|perfect guarantee)\b",
    re.IGNORECASE,
)


def test_the_stock_promises_nothing_that_advertising_law_forbids() -> None:
    for text in _texts(STOCKS):
        assert not SUPERLATIVES.search(text), text


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, tuple):
        return [text for part in value for text in _texts(part)]
    return _texts(vars(value)) if hasattr(value, "__dataclass_fields__") else []


def test_the_stock_has_no_digits_and_says_nothing_twice() -> None:
    for stock in STOCKS.values():
        says = [text for theme in stock.themes for text in theme.says]
        says += [text for group in stock.angles.values() for angle in group for text in angle.says]
        says += [text for angle in stock.common_angles for text in angle.says]
        says += stock.general + stock.general_facts
        assert len(says) == len(set(says))
        assert not [text for text in says if re.search(r"\d", text)]
        assert not [text for text in says if not text.endswith(tuple("。！？.!?"))]
