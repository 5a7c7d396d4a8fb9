"""What pages say of services: in whole sentences, in the language of whoever reads, and in no codes
of a service."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from projects.models import Project, Run
from projects.pages import makers
from projects.pages.steps.failure import Failure
from projects.status_text import REASONS, cause_words, errand_words, reason_words
from projects.vocabulary import ProviderKind

pytestmark = pytest.mark.usefixtures("collected_files")
# Advice, which is no use where another one has done it already.
ADVICE = {
    "en": ("Try ", "Ask ", "Choose ", "Change "),
    "zh-hans": ("请联系", "请重试", "请修改", "请改用", "请稍后"),
}
SERVICES = [code for code in REASONS if code.startswith("service_") and code != "service_shape"]
SERVICES += [
    "timed_out",
    "out_of_credit",
    "refused",
    "faces_refused",
    "photo_refused",
    "spent_enough",
]


@pytest.mark.parametrize("language", ADVICE)
@pytest.mark.parametrize("code", SERVICES)
def test_why_another_one_took_over_is_said_without_what_to_do(language: str, code: str) -> None:
    """A card once said to show a photo with the studio's own motion, which it did."""
    with override(language):
        cause, reason = cause_words({"code": code, "scene": 3}), reason_words({"code": code})
    assert reason.startswith(cause) and cause
    assert not any(words in cause for words in ADVICE[language])


def test_what_is_asked_beside_the_steps_names_no_button_that_is_not_there() -> None:
    with override("en"):
        words = errand_words({"code": "service_unknown"})
        assert words.startswith("The service did not answer") and words.endswith("may cost twice.")
        assert errand_words({"code": "service_busy"}).startswith("The service has too much to do.")
        assert errand_words({}) == ""


@pytest.mark.parametrize(
    ("currency", "language", "words"),
    [
        ("CNY", "en", "CNY 27.89"),
        ("CNY", "zh-hans", "27.89 元"),
        ("USD", "zh-hans", "USD 27.89"),
    ],
)
def test_a_price_is_said_as_its_reader_says_it_and_no_line_breaks_in_it(
    currency: str, language: str, words: str, settings: Any
) -> None:
    settings.STUDIO_CURRENCY = currency
    with override(language):
        assert makers.money_words(Decimal("27.89")) == words.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_choice_begins_as_a_sentence_and_fits_a_phone() -> None:
    with override("en"):
        assert makers.choice_words("picture", "offline") == "The studio's own drawings"
        assert makers.choice_words("stock", "offline") == "None: the studio draws"
        assert makers.in_order("speech", ["voices", "offline"]) == "voices, else the studio"
        assert makers.in_order("script", ["offline", "far"]) == "The studio's own writer, else far"


@pytest.mark.parametrize(
    ("code", "by"),
    [
        ("refused", {"by_description", "by_upload"}),
        ("stock_nothing", {"by_search", "by_upload"}),
        ("faces_refused", {"by_upload"}),
        ("service_key", set()),
        ("service_unknown", set()),
        ("disk_full", set()),
        ("photo_missing", {"by_upload"}),
    ],
)
def test_a_failed_scene_offers_what_helps_against_its_reason(
    code: str, by: set[str], written: Project
) -> None:
    run = Run(project=written, scene=written.scene_list[0], step="scenes", reason={"code": code})
    failure = Failure([run], "upload")
    offers = ("by_words", "by_description", "by_search", "by_upload")
    assert {name for name in offers if getattr(failure, name)} == by


def test_each_kind_of_service_has_words_of_its_own_in_chinese() -> None:
    with override("zh-hans"):
        names = [str(kind.label) for kind in ProviderKind]
    assert names == ["脚本", "配音", "画面", "视频", "素材库"]
