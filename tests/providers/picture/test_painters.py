"""Each service that makes pictures is spoken to as it wants, and what it says is understood."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from projects.providers import picture
from projects.providers.base import PictureWish
from projects.providers.picture.asking import RULES
from projects.providers.picture.painter import ServicePainter
from projects.providers.wire import again, results
from projects.providers.wire.asking import good_answer
from projects.providers.wire.faults import ServiceError
from projects.providers.work import Answer, Call, Piece, Unpaid
from tests.support.services import Services, faults
from tests.support.services.pictures import (
    code_in,
    coded,
    dashscope,
    described,
    drawn,
    edits,
    minimax,
    photos_in,
    pictures,
    prompt_in,
)
from videostudio import shapes

WISH = PictureWish("A slide", "warm", 1080, 1920, seed=7)
CODE = 39
# The class, and what of a request is its own.
SPOKEN: dict[str, tuple[type[ServicePainter], dict[str, Any]]] = {
    "openai": (picture.ImagesPainter, {"model": "p-1", "size": "288x512"}),
    "ark": (picture.ArkPainter, {"size": "288x512", "seed": 7, "watermark": False}),
    "siliconflow": (picture.SiliconFlowPainter, {"image_size": "288x512", "seed": 7}),
    "dashscope": (
        picture.DashScopePainter,
        {"parameters": {"size": "288*512", "seed": 7, "n": 1, "watermark": False}},
    ),
    "minimax": (picture.MiniMaxPainter, {"width": 288, "height": 512, "response_format": "base64"}),
}
PATHS = {
    "/images/generations": pictures(lambda _: CODE),
    "/services/aigc/multimodal-generation/generation": dashscope(lambda _: CODE),
    "/image_generation": minimax(lambda _: CODE),
    "/images/edits": edits(lambda _: CODE),
    "/drawn/": drawn,
}


class Paying(Unpaid):
    """It notes for which reason an answer was of no use."""

    spoiled = ""

    def paid(self, call: Call, on_piece: Piece | None = None) -> Answer:
        return good_answer(call, self.beat)

    def spoil(self, call: Call, reason: str) -> None:
        self.spoiled = reason


@pytest.fixture(scope="module")
def server() -> Iterator[Services]:
    with Services(PATHS).serving() as found:
        yield found


@pytest.fixture
def services(server: Services) -> Services:
    server.asked.clear()
    server.faults.clear()
    return server


def painter(services: Services, shape: str, **more: Any) -> ServicePainter:
    return SPOKEN[shape][0]("p", f"{services.url}/v1/", "p-1", [(288, 512)], key="sk-1", **more)


def test_every_shape_that_can_be_set_is_tried_here() -> None:
    assert {name: each.backend for name, each in shapes.PAINTERS.items()} == {
        "comfyui": "projects.providers.picture.comfyui.ComfyPainter",  # it has tests of its own
    } | {name: f"projects.providers.picture.{kind.__name__}" for name, (kind, _) in SPOKEN.items()}


@pytest.mark.parametrize("shape", SPOKEN)
def test_a_picture_is_asked_for_as_the_service_wants_it(shape: str, services: Services) -> None:
    got: list[bytes] = []
    painter(services, shape).paint(WISH, got.append, Paying())
    with Image.open(io.BytesIO(got[0])) as found:
        assert (found.size, code_in(found)) == ((288, 512), CODE)
    asked = services.asked[0]
    assert asked.headers["authorization"] == "Bearer sk-1"
    assert asked.json.items() >= SPOKEN[shape][1].items()
    assert (asked.json["model"], described(asked)) == ("p-1", "A slide")


JPEG = b"\xff\xd8\xff\xe0 a mascot \r\n--\xff\xd9"
WHERE = {
    "openai": ("/images/edits", 'name="image"; filename="reference.jpg"'),
    "ark": ("/images/generations", '"image": "data:image/jpeg;base64,'),
    "siliconflow": ("/images/generations", '"image": "data:image/jpeg;base64,'),
    "dashscope": ("/generation", '"content": [{"image": "data:image/jpeg;base64,'),
    "minimax": ("/image_generation", '"subject_reference": [{"image_file": "data:image/jpeg'),
}


@pytest.mark.parametrize("shape", SPOKEN)
def test_a_reference_picture_goes_along_as_the_service_wants_it(
    shape: str, services: Services
) -> None:
    got: list[bytes] = []
    painter(services, shape).paint(replace(WISH, reference=JPEG), got.append, Paying())
    with Image.open(io.BytesIO(got[0])) as found:
        assert (found.size, code_in(found)) == ((288, 512), CODE)
    asked, (path, said) = services.asked[0], WHERE[shape]
    assert asked.path.endswith(path) and said in asked.body.decode("latin-1")
    assert photos_in(asked) == [JPEG]
    assert "reference picture" in prompt_in(asked)


@pytest.mark.parametrize("shape", SPOKEN)
def test_who_may_have_photos_is_said_by_two_settings(shape: str, services: Services) -> None:
    def made(**options: bool) -> ServicePainter:
        return SPOKEN[shape][0]("p", services.url, "p-1", [(288, 512)], **options)

    assert made(photos=True, references=True).takes_photos
    assert not made(photos=True).takes_photos
    assert not made(references=True).takes_photos


@pytest.mark.parametrize(("shape", "longest"), [("dashscope", 800), ("minimax", 1500)])
def test_what_is_to_be_seen_is_cut_rather_than_the_order_after_it(
    shape: str, longest: int, services: Services
) -> None:
    painter(services, shape).paint(replace(WISH, described="红" * 2000), lambda _: None, Paying())
    prompt = prompt_in(services.asked[0])
    assert (len(prompt), prompt.endswith(RULES)) == (longest, True)


PICTURE = coded(CODE, (288, 512))
BASED = base64.b64encode(PICTURE).decode()


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("openai", {"data": [{"b64_json": f"data:image/png;base64,{BASED}", "error": {}}]}),
        ("openai", {"data": [{"b64_json": "", "url": "/v1/drawn/its.png"}], "error": ""}),
        ("openai", {"data": [{"url": None}, {"url": f"data:image/png;base64,{BASED}"}]}),
        ("openai", {"images": ["/v1/drawn/its.png"], "data": None}),
        ("minimax", {"data": {"image_base64": ["\n".join([BASED[:76], BASED[76:]])]}}),
        ("minimax", {"data": {"image_base64": [], "image_urls": ["/v1/drawn/its.png"]}}),
        (
            "dashscope",
            {"output": {"choices": [{"message": {"content": [{"image": "/v1/drawn/its.png"}]}}]}},
        ),
    ],
)
def test_a_picture_is_taken_in_whatever_way_it_is_told(
    shape: str, said: Any, services: Services
) -> None:
    got: list[bytes] = []
    services.will(
        lambda talk: talk.say_json(201, said), lambda talk: talk.say(200, PICTURE, "image/png")
    )
    painter(services, shape).paint(WISH, got.append, Paying())
    services.faults.clear()
    assert got == [PICTURE]


INSPECTED = {"code": "DataInspectionFailed", "message": "secret words"}


@pytest.mark.parametrize(
    ("shape", "status", "said", "reason"),
    [
        ("dashscope", 400, INSPECTED, "refused"),
        ("dashscope", 200, INSPECTED, "refused"),
        ("dashscope", 200, {"output": {"choices": []}}, "refused"),
        ("dashscope", 200, {"output": [3]}, "refused"),
        ("dashscope", 200, {"hello": 1}, "service_answer"),
        ("dashscope", 400, {"code": "Arrearage"}, "out_of_credit"),
        ("dashscope", 429, {"code": "Throttling.AllocationQuota"}, "service_busy"),
        ("dashscope", 429, {"code": "Throttling.RateQuota"}, "service_busy"),
        ("minimax", 200, {"base_resp": {"status_code": 1026}}, "refused"),
        ("minimax", 200, {"base_resp": {"status_code": 1004}}, "service_key"),
        ("minimax", 200, {"base_resp": {"status_code": 1008}}, "out_of_credit"),
        ("minimax", 200, {"base_resp": {"status_code": 1002}}, "service_busy"),
        ("minimax", 200, {"data": {"image_base64": []}}, "refused"),
        ("minimax", 200, {"data": {"image_base64": ["no base64"]}}, "service_answer"),
        ("minimax", 200, {"data": None}, "service_answer"),
        ("openai", 200, {"data": []}, "refused"),
        ("openai", 200, {"code": 30001, "message": "secret words", "data": None}, "out_of_credit"),
        ("openai", 200, {"data": [{"error": {"code": "OutputImageSensitive"}}]}, "refused"),
    ],
)
def test_an_error_is_one_also_if_its_status_is_200(
    shape: str, status: int, said: Any, reason: str, services: Services
) -> None:
    services.will(lambda talk: talk.say_json(status, said))
    with pytest.raises(ServiceError) as failed:
        painter(services, shape).paint(WISH, lambda _: None, Paying())
    assert failed.value.reason == reason
    assert "secret words" not in str(failed.value)


def test_it_is_waited_for_as_long_as_the_operator_says(services: Services) -> None:
    services.will(services.stall)
    with pytest.raises(ServiceError) as failed:
        painter(services, "openai", longest=0.1).paint(WISH, lambda _: None, Paying())
    assert failed.value.reason == "service_unknown"


def test_the_address_of_a_picture_leads_nowhere_else(services: Services) -> None:
    link = {"output": {"choices": [{"message": {"content": [{"image": "http://10.0.0.1/x"}]}}]}}
    services.will(lambda talk: talk.say_json(200, link))
    paying = Paying()
    with pytest.raises(ServiceError):
        painter(services, "dashscope").paint(WISH, lambda _: None, paying)
    assert paying.spoiled == "service_elsewhere"
    assert len(services.asked) == 1


@pytest.mark.parametrize(
    ("fault", "times", "reason", "spoiled"),
    [
        (faults.reset, 4, "", ""),
        (faults.reset, 5, "service_unreachable", ""),
        (faults.stall, 5, "service_unreachable", ""),
        (faults.status(503, retry_after="90"), 1, "service_broken", ""),
        (faults.status(404), 4, "", ""),
        (faults.status(404), 5, "service_gone", "service_gone"),
    ],
)
def test_a_picture_that_cannot_be_fetched_just_now_is_not_paid_again(
    fault: Any,
    times: int,
    reason: str,
    spoiled: str,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
    monkeypatch.setattr(results, "SILENT", 0.1)
    services.will(None, *[fault] * times)
    paying, failed = Paying(), ""
    try:
        painter(services, "dashscope").paint(WISH, lambda _: None, paying)
    except ServiceError as error:
        failed = error.reason
    assert (failed, paying.spoiled) == (reason, spoiled)
