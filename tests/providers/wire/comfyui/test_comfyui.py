"""A ComfyUI of one's own is spoken to as it wants, and its real percent is heard."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from projects.providers.base import Footage, PictureWish
from projects.providers.picture.comfyui import ComfyPainter
from projects.providers.video.comfyui import ComfyFilmer
from projects.providers.wire.comfyui.listening import listener, shares_in
from projects.providers.wire.comfyui.workflow import filled, fraction
from projects.providers.wire.faults import ServiceError
from tests.support.patient import Left, Patient
from tests.support.services import Services, faults
from tests.support.services.comfyui import EXAMPLES, Comfy, example
from videostudio import filming, providers, shapes, workflows

WISH = PictureWish("A garden", "warm", 1080, 1920, seed=7)
WANTED = Footage("A garden", "Spring", "warm", "en", 1080, 1920, 4.4, seed=7)


@pytest.fixture
def comfy() -> Comfy:
    return Comfy(b"a picture")


@pytest.fixture
def services(comfy: Comfy) -> Iterator[Services]:
    with Services(comfy.shapes).serving() as found:
        yield found


@pytest.fixture
def painter(services: Services) -> ComfyPainter:
    return ComfyPainter("mine", services.url, example("picture"), [(768, 1344), (1344, 768)])


def paint(painter: ComfyPainter, work: Patient) -> bytes:
    found: list[bytes] = []
    painter.paint(WISH, found.append, work)
    return found[0]


def ordered(painter: ComfyPainter, comfy: Comfy, work: Patient) -> str:
    with pytest.raises(Left):
        paint(painter, work)
    return next(iter(comfy.orders))


def test_a_workflow_is_filled_in_ordered_and_its_file_fetched(
    painter: ComfyPainter, comfy: Comfy, services: Services
) -> None:
    work = Patient()
    number = ordered(painter, comfy, work)
    nodes = comfy.orders[number]["prompt"]
    assert nodes["5"]["inputs"] | {"batch_size": 0} == {
        "width": 768,
        "height": 1344,
        "batch_size": 0,
    }
    assert nodes["3"]["inputs"]["seed"] == 7
    assert nodes["6"]["inputs"]["text"].startswith("A garden")
    comfy.end(number)
    assert paint(painter, work) == b"a picture"
    assert (len(comfy.orders), work.units) == (1, {})
    assert not any("authorization" in asked.headers for asked in services.asked)


def test_footage_is_asked_for_in_frames(services: Services, comfy: Comfy, tmp_path: Path) -> None:
    comfy.ending, work, out = ".mp4", Patient(), tmp_path / "came"
    options: dict[str, Any] = {"lengths": (5, 3), "resolution": "480p", "fps": 24, "key": "k-1"}
    filmer = ComfyFilmer("mine", services.url, example("video"), **options)
    with pytest.raises(Left):
        filmer.film(WANTED, out=out, work=work)
    (number,) = comfy.orders
    size = comfy.orders[number]["prompt"]["6"]["inputs"]
    assert (size["width"], size["height"], size["length"]) == (480, 848, 121)
    comfy.end(number)
    filmer.film(WANTED, out=out, work=work)
    assert out.read_bytes() == b"a picture"
    assert {asked.headers["authorization"] for asked in services.asked} == {"Bearer k-1"}


def test_its_real_percent_is_heard(painter: ComfyPainter, comfy: Comfy, services: Services) -> None:
    work = Patient()
    number = ordered(painter, comfy, work)
    listener(services.url, "").heard_of(number)
    assert comfy.listened.wait(5)
    comfy.tell("progress", prompt_id="another", node="3", value=20, max=20)
    comfy.tell("progress", prompt_id=number, node="3", value=5, max=20)
    until = time.monotonic() + 5
    while not listener(services.url, "").heard_of(number) and time.monotonic() < until:
        time.sleep(0.01)
    with pytest.raises(Left) as left:
        paint(painter, work)
    assert left.value.args == (pytest.approx((4 + 20 * 0.25) / 26),)


def test_without_its_socket_nothing_breaks(
    painter: ComfyPainter, comfy: Comfy, services: Services
) -> None:
    del services.shapes["/ws"]
    work = Patient()
    number = ordered(painter, comfy, work)
    with pytest.raises(Left) as left:
        paint(painter, work)
    assert left.value.args == (None,)
    comfy.queue.insert(0, "of somebody else")
    with pytest.raises(Left) as left:
        paint(painter, work)
    assert left.value.args == (0.0,)  # it is not its turn
    comfy.end(number)
    assert paint(painter, work) == b"a picture"


NODE = {"node_id": "3", "node_type": "KSampler", "exception_type": "torch.OutOfMemoryError"}
SECRET = {"exception_message": "A garden does not fit", "current_inputs": {"text": "A garden"}}


@pytest.mark.parametrize(
    ("kind", "said", "reason", "detail"),
    [
        *[("execution_error", NODE | SECRET, "service_broken", "node 3 KSampler: torch.OutOf")],
        ("execution_interrupted", {}, "service_stopped", "interrupted"),
        ("execution_success", {}, "service_broken", "execution error"),
        ("nothing", {}, "service_workflow", "has saved no .png"),
        ("forgotten", {}, "service_broken", "does not know it any more"),
    ],
)
def test_what_has_failed_is_told_with_its_node_and_costs_nothing(
    kind: str, said: Any, reason: str, detail: str, painter: ComfyPainter, comfy: Comfy
) -> None:
    work = Patient()
    number = ordered(painter, comfy, work)
    if kind == "nothing":
        comfy.end(number, outputs={"9": {"images": [{"filename": "x.txt"}]}})
    elif kind == "forgotten":
        comfy.forget()
    else:
        comfy.fail(number, kind, **said)
    with pytest.raises(ServiceError, match=detail) as failed:
        paint(painter, work)
    assert (failed.value.reason, work.ended) == (reason, [f"failed {reason}"])
    assert "garden" not in str(failed.value)


OF_A_NODE = {
    "error": {"type": "prompt_outputs_failed_validation"},
    "node_errors": {
        "4": {
            "class_type": "CheckpointLoaderSimple",
            "errors": [{"type": "value_not_in_list", "extra_info": {"input_name": "ckpt_name"}}],
        }
    },
}
MISSING = {
    "error": {"type": "missing_node_type", "extra_info": {"node_id": "9"}},
    "node_errors": {},
}


@pytest.mark.parametrize(
    ("status", "body", "reason", "detail"),
    [
        (
            400,
            OF_A_NODE,
            "service_workflow",
            "node 4 CheckpointLoaderSimple: value_not_in_list ckpt",
        ),
        (400, MISSING, "service_workflow", "node 9 : missing_node_type"),
        (401, {}, "service_key", "HTTP 401"),
        (404, {}, "service_request", "HTTP 404"),
        (200, {"hello": 1}, "service_answer", "no prompt_id"),
        (200, {"prompt_id": "../view"}, "service_answer", "no prompt_id"),
    ],
)
def test_a_refused_workflow_names_its_node(
    status: int, body: Any, reason: str, detail: str, painter: ComfyPainter, services: Services
) -> None:
    services.will(faults.text(status, json.dumps(body).encode()))
    with pytest.raises(ServiceError, match=detail) as failed:
        paint(painter, Patient())
    assert failed.value.reason == reason


def test_places_are_filled_with_what_is_asked() -> None:
    nodes = {"1": {"inputs": {"a": "{{ text }}, {{seed}}", "b": "{{seed}}", "c": ["2", 0], "d": 1}}}
    assert filled(nodes, {"text": 'a "b" {{seed}}', "seed": 5})["1"]["inputs"] == {
        "a": 'a "b" {{seed}}, 5',
        "b": 5,
        "c": ["2", 0],
        "d": 1,
    }


@pytest.mark.parametrize(
    ("heard", "share"),
    [
        ({}, None),
        ({"of another": 0.5}, None),
        ({"4": 1.0}, 1 / 26),
        ({"3": 0.5}, (4 + 10) / 26),
        ({"9": 0.0}, 25 / 26),
        ({"9": 1.0}, 1.0),
    ],
)
def test_steps_weigh_more_than_the_rest(heard: dict[str, float], share: float | None) -> None:
    assert fraction(example("picture")[1], heard) == (share and pytest.approx(share))


@pytest.mark.parametrize(
    ("kind", "data", "shares"),
    [
        ("progress", {"node": "3", "value": 5, "max": 20}, {"3": 0.25}),
        ("progress", {"node": "3", "value": "x", "max": 0}, {"3": 0.0}),
        ("execution_cached", {"nodes": ["1", 2]}, {"1": 1.0, "2": 1.0}),
        (
            "progress_state",
            {"nodes": {"1": {"state": "finished"}, "3": {"value": 30, "max": 20}, "4": None}},
            {"1": 1.0, "3": 1.0, "4": 0.0},
        ),
        ("executing", {"node": None}, {}),
    ],
)
def test_what_its_socket_says_is_read(kind: str, data: Any, shares: dict[str, float]) -> None:
    assert shares_in(kind, data) == shares


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("", "takes a file"),
        ("{", "takes a file"),
        ('{"nodes": [], "links": []}', "Export"),
        ('{"1": {"class_type": "X", "inputs": {"a": "{{text}} {{lenght}}"}}}', "{{lenght}}"),
        ('{"1": {"class_type": "X", "inputs": {"a": "words"}}}', "write {{text}}"),
    ],
)
def test_a_wrong_workflow_is_named(
    content: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.json").write_text(content)
    monkeypatch.setenv("STUDIO_TEST_WORKFLOW", str(tmp_path / "mine.json"))
    with pytest.raises(ImproperlyConfigured, match="STUDIO_TEST_WORKFLOW") as error:
        workflows.workflow(*workflows.OF_A_VIDEO)("STUDIO_TEST_WORKFLOW")
    assert wrong in str(error.value)


@pytest.mark.parametrize(
    ("kind", "known"), [("picture", shapes.PAINTERS), ("video", filming.SHAPES)]
)
def test_the_examples_of_the_docs_are_taken(
    kind: str, known: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {"URL": "http://10.0.0.7:8188", "SHAPE": "comfyui", "NAME": "mine"}
    for name, value in (named | {"WORKFLOW": str(EXAMPLES / f"{kind}.json")}).items():
        monkeypatch.setenv(f"STUDIO_TEST_{name}", value)
    options = providers.of("STUDIO_TEST", known)["mine"]["OPTIONS"]
    assert options["workflow"] == example(kind)
    assert options["every"] == 3.0
