"""A service is named by a few variables. A wrong one is named, and no key is in the error."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from projects.media.formats import FORMATS
from tests.support.services.comfyui import EXAMPLES
from videostudio import environment, filming, providers, shapes

GOOD = {"URL": "https://api.example.com/v1", "MODEL": "m-1", "KEY": "sk-1", "PRICES": "2/8.5"}


def of(monkeypatch: pytest.MonkeyPatch, **named: str) -> dict[str, dict[str, object]]:
    for name, value in named.items():
        monkeypatch.setenv(f"STUDIO_TEST_{name}", value)
    one = providers.Shape("a.Writer", providers.TOKENS)
    other = providers.Shape("another.Writer", more={"voices": environment.items}, has_models=False)
    return providers.of("STUDIO_TEST", {"one": one, "other": other})


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


def test_a_service_of_another_shape_has_its_own_class_and_options(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (entry,) = of(monkeypatch, URL=GOOD["URL"], SHAPE="other", VOICES="a, b").values()
    assert (entry["BACKEND"], entry["OPTIONS"]["voices"]) == ("another.Writer", ["a", "b"])  # type: ignore[index]
    assert "model" not in entry["OPTIONS"]  # type: ignore[operator]


def test_a_library_of_stock_needs_its_key_and_has_no_prices(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STUDIO_TEST_URL", "https://api.pexels.com/v1")
    with pytest.raises(ImproperlyConfigured, match="STUDIO_TEST_KEY is missing"):
        providers.of("STUDIO_TEST", shapes.LIBRARIES)
    monkeypatch.setenv("STUDIO_TEST_KEY", "k")
    assert providers.of("STUDIO_TEST", shapes.LIBRARIES) == {
        "api.pexels.com": {
            "BACKEND": "projects.providers.stock.Pexels",
            "OPTIONS": {"name": "api.pexels.com", "url": "https://api.pexels.com/v1", "key": "k"},
        }
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", "api.example.com"),
        ("URL", "ftp://api.example.com"),
        ("URL", "https://sk-secret@api.example.com/v1"),
        ("URL", "https://api.example.com/v1?key=sk-secret"),
        ("MODEL", ""),
        ("NAME", "our own"),
        ("NAME", "offline"),
        ("SHAPE", "round"),
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


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("alloy", {"": "alloy"}),
        ("a/b:alex", {"": "a/b:alex"}),
        ("en=alloy, gentle_female=nova", {"en": "alloy", "gentle_female": "nova"}),
        ("zh.friendly_male=x,y", {"zh.friendly_male": "x", "": "y"}),
        ("", None),
        ("en=", None),
        ("en=a,en=b", None),
        ("For all=x", None),
    ],
)
def test_voices_are_named_for_styles_and_languages(
    said: str, meant: dict[str, str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_TEST_VOICES", said)
    if meant is None:
        with pytest.raises(ImproperlyConfigured, match="STUDIO_TEST_VOICES"):
            providers.voices("STUDIO_TEST_VOICES")
    else:
        assert providers.voices("STUDIO_TEST_VOICES") == meant


def test_a_service_that_films_says_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    named = {"URL": GOOD["URL"], "MODEL": "m-1", "SHAPE": "kling", "LENGTHS": "3-5, 10"}
    for name, value in (named | {"PRICES": "0.5/2", "MORE": '{"a": 1}'}).items():
        monkeypatch.setenv(f"STUDIO_TEST_{name}", value)
    (entry,) = providers.of("STUDIO_TEST", filming.SHAPES).values()
    assert entry["BACKEND"].endswith(".Kling")
    options = entry["OPTIONS"]
    assert (options["lengths"], options["more"]) == ((3, 4, 5, 10), {"a": 1})
    assert options["prices"] == {"seconds": Decimal("0.5"), "clips": Decimal(2)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("LENGTHS", "long"), ("LENGTHS", "0"), ("LENGTHS", "9-4"), ("RATIOS", "wide")],
        *[("RATIOS", "0:9"), ("RESOLUTION", "4k"), ("MORE", "[1]"), ("MORE", "{"), ("EVERY", "0")],
    ],
)
def test_what_no_service_can_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each, said in {"URL": GOOD["URL"], "MODEL": "m-1", name: value}.items():
        monkeypatch.setenv(f"STUDIO_TEST_{each}", said)
    with pytest.raises(ImproperlyConfigured, match=f"STUDIO_TEST_{name}"):
        providers.of("STUDIO_TEST", filming.SHAPES)


@pytest.mark.parametrize("shape", shapes.PAINTERS)
def test_who_names_no_sizes_has_pictures_for_every_film(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {"URL": GOOD["URL"], "MODEL": "m-1", "SHAPE": shape}
    named["WORKFLOW"] = str(EXAMPLES / "picture.json")
    for name, value in named.items():
        monkeypatch.setenv(f"STUDIO_TEST_{name}", value)
    (entry,) = providers.of("STUDIO_TEST", shapes.PAINTERS).values()
    painter = import_string(entry["BACKEND"])(**entry["OPTIONS"])
    assert all(painter.can(form.width, form.height) for form in FORMATS.values())


@pytest.mark.parametrize("said", ["9", "3601", "long"])
def test_a_service_has_a_time_for_its_answers(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert providers.longest("STUDIO_TEST_LONGEST") == 180
    monkeypatch.setenv("STUDIO_TEST_LONGEST", said)
    with pytest.raises(ImproperlyConfigured, match="STUDIO_TEST_LONGEST"):
        providers.longest("STUDIO_TEST_LONGEST")
