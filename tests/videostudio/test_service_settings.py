"""A service is named by a few variables. A wrong one is named, and no key is in the error."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from projects.media.formats import FORMATS
from tests.support.services.comfyui import EXAMPLES
from videostudio import environment, filming, providers, shapes
from videostudio.strange_variables import Service, Strange, strange

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
        ("URL", "https://api.example.com:99999/v1"),
        ("URL", "https://https://api.example.com/v1"),
        ("URL", "https://api.example.com/v1 sk-secret"),
        ("URL", "https://api.example.com/\nv1"),
        ("URL", '"https://api.example.com/v1"'),
        ("URL", "https://api。example.com/v1"),
        ("URL", "https://api.example.com/v1/chat/completions"),
        ("URL", "https://api.example.com/v1/chat/completions/"),
        ("KEY", "Bearer sk-secret"),
        ("KEY", "bearer\tsk-secret"),
        ("KEY", "Authorization: Bearer sk-secret"),
        ("KEY", "sk-secret\nsk-other"),
        ("KEY", "sk-secret other"),
        ("KEY", '"sk-secret"'),
        ("KEY", "'sk-secret"),
        ("KEY", "“sk-secret”"),
        ("KEY", "sk-sécret"),
        ("KEY", "sk-secret\u200b"),
        ("KEY", "sk-..."),
        ("KEY", "<sk-key>"),
        ("KEY", "your-api-key"),
        ("MODEL", ""),
        ("MODEL", '"m-1"'),
        ("MODEL", "m\n1"),
        ("MODEL", "m" * 101),
        ("NAME", "our own"),
        ("NAME", "offline"),
        ("SHAPE", "round"),
        ("PRICES", "2"),
        ("PRICES", "cheap/dear"),
        ("PRICES", "-1/2"),
        ("PRICES", "NaN/2"),
        ("PRICES", "1e999999/2"),
        ("PRICES", "2/1e-999999"),
        ("PRICES", "¥2/8"),
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
        ('"alloy"', None),
        ("al\nloy", None),
        (",", None),
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
        *[("MORE", '{"a": NaN}'), ("PHOTOS", "yes"), ("PHOTO_MODEL", "'m'"), ("PRICES", "1")],
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


@pytest.mark.parametrize(
    ("shape", "url", "is_good"),
    [
        ("dashscope", "https://dashscope.aliyuncs.com/api/v1", True),
        ("dashscope", "https://w-1.cn-beijing.maas.aliyuncs.com/api/v1/", True),
        ("dashscope", "http://10.0.0.7:9000", True),
        ("dashscope", "https://dashscope.aliyuncs.com", False),
        ("dashscope", "https://dashscope.aliyuncs.com/compatible-mode/v1", False),
        ("minimax", "https://api.minimaxi.com/v1", True),
        ("minimax", "https://api.minimaxi.com/v2", False),
        ("minimax2", "https://api.minimaxi.com/v1", False),
        ("minimax2", "https://api.minimaxi.com/v2", True),
        ("vidu", "https://api.vidu.cn", False),
        ("ark", "https://ark.cn-beijing.volces.com/api/v3", True),
        ("gateway", "https://one.example.org/v1", True),
    ],
)
def test_a_service_is_asked_below_the_path_that_it_has(
    shape: str, url: str, is_good: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"URL": url, "MODEL": "m-1", "SHAPE": shape, "NAME": "far"}.items():
        monkeypatch.setenv(f"STUDIO_TEST_{name}", value)
    if is_good:
        assert list(providers.of("STUDIO_TEST", filming.SHAPES)) == ["far"]
    else:
        with pytest.raises(ImproperlyConfigured, match="STUDIO_TEST_URL"):
            providers.of("STUDIO_TEST", filming.SHAPES)


def test_a_long_host_is_a_name_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    host = "llm-0123456789abcdef.cn-beijing.maas.aliyuncs.com"
    (name,) = of(monkeypatch, **GOOD | {"URL": f"https://{host}/v1"})
    assert len(name) <= 40 and host.endswith(name)


@pytest.mark.parametrize(
    "content", ["", "[one]\n[two]\n", "submit = 'x'\n", "[one", b"\xff\xfe", None]
)
def test_a_service_is_described_by_a_file_that_is_there(
    content: str | bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setenv("STUDIO_TEST_DESCRIBED", str(path))
    with pytest.raises(ImproperlyConfigured, match="STUDIO_TEST_DESCRIBED"):
        filming.described("STUDIO_TEST_DESCRIBED")


SERVICE = Service(
    "STUDIO_SPEECH",
    frozenset(f"STUDIO_SPEECH_{name}" for name in ("URL", "KEY", "SHAPE", "VOICES", "FPS")),
    frozenset(f"STUDIO_SPEECH_{name}" for name in ("URL", "KEY", "SHAPE", "VOICES")),
)


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("STUDIO_SPEECH_URL", "x", None),
        ("STUDIO_SPEECH_VOICE", "x", ("unknown", "STUDIO_SPEECH_VOICES")),
        ("STUDIO_SPECH_URL", "x", ("unknown", "STUDIO_SPEECH_URL")),
        ("STUDIO_SPEECH_COLOUR", "x", ("unknown", "")),
        ("STUDIO_SPEECH_FPS", "24", ("unused", "STUDIO_SPEECH_SHAPE")),
        ("STUDIO_SPEECH_COLOUR", " ", None),
        ("STUDIO_VOICE", "quick", None),
        ("STUDIO_VOICES", "quick", ("unknown", "STUDIO_VOICE")),
        ("STUDIO_TOKEN", "x", None),
        ("SPEECH_URL", "x", None),
    ],
)
def test_a_variable_that_does_nothing_is_told(
    name: str, value: str, found: tuple[str, str] | None
) -> None:
    told = list(strange({name: value}, [SERVICE], {"STUDIO_VOICE", "STUDIO_SPEECH_URL"}))
    assert told == ([Strange(name, *found)] if found else [])


def test_without_an_address_the_others_do_nothing() -> None:
    unset = Service(SERVICE.prefix, SERVICE.known, frozenset())
    told = strange({"STUDIO_SPEECH_KEY": "sk-1"}, [unset], set())
    assert list(told) == [Strange("STUDIO_SPEECH_KEY", "alone", "STUDIO_SPEECH_URL")]


def test_no_variable_of_the_manual_is_strange() -> None:
    manual = Path(__file__).parents[2] / "docs" / "operating.md"
    names = set(re.findall(r"\bSTUDIO_[A-Z_]*[A-Z]\b", manual.read_text()))
    assert len(names) > 90
    told = strange(dict.fromkeys(names, "x"), list(providers.services.values()), environment.read)
    assert [each for each in told if each.why == "unknown"] == []
