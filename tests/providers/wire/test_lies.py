"""Whatever a service answers, it is a good answer or one that is refused in words: nothing breaks,
and what is written down about it fits into the ledger."""

from __future__ import annotations

import base64
import copy
import json
import random
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest

from projects.models.paid_call import DETAIL, price_of
from projects.providers.base import Footage, PictureWish, ProviderError
from projects.providers.library import StockWish
from projects.providers.picture import DashScopePainter, ImagesPainter, MiniMaxPainter
from projects.providers.picture.painter import ServicePainter
from projects.providers.speech.service.dashscope import DashScopeSpeaker
from projects.providers.speech.service.minimax import MiniMaxSpeaker, placed
from projects.providers.stock import Pexels, Pixabay
from projects.providers.stock.library import ServiceLibrary
from projects.providers.video import known, manner
from projects.providers.wire.asking import checked
from projects.providers.wire.comfyui import history
from projects.providers.wire.comfyui.listening import shares_in
from projects.providers.wire.comfyui.prompts import ComfyUI
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.wire.minimax.speech import sentences_in
from projects.providers.wire.openai.chat import Chat
from projects.providers.wire.openai.errors import check as check_openai
from projects.providers.wire.reading import mapping, object_in
from projects.providers.work import Answer, Call, Request, Unpaid
from tests.support.services.tasks import DIALECTS

TEXT = "今天我们去看花。"
PRICES = {"input_tokens": Decimal(1), "output_tokens": Decimal(1), "characters": Decimal(1)}
HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, "", " ", "x" * 100_000, "\x00", "\ud800", "0" * 5000, "-7"),
    *(10**29, 10**18, 1e308, float("nan"), float("inf"), [], {}, [[]], [None], [{}], {"": None}),
    *(
        {"code": 0},
        {"message": "\x00"},
        {"code": "\x00\ud800"},
        {"code": ["x"]},
        {"url": "http://["},
    ),
)
TRIES = 60  # of each answer


def mutants(good: Any, seed: int) -> Iterator[bytes]:
    """The answer with something hostile in one or two of its places, or cut, or not JSON at all."""
    rng = random.Random(seed)
    yield from (b"", b"null", b"[]", b"7", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000)
    yield json.dumps(good).encode()[:-7]
    yield b'{"id": ' + b"9" * 5000 + b"}"
    for _ in range(TRIES):
        each = copy.deepcopy(good)
        for _place in range(rng.choice((1, 1, 2))):
            parent, name = rng.choice(list(_places(each)) or [(each, None)])
            if name is not None:
                parent[name] = copy.deepcopy(rng.choice(HOSTILE))
        yield json.dumps(each).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in list(inside):
        yield value, name
        if isinstance(each, dict | list):
            yield from _places(each)


def check_call(call: Call, answer: Answer) -> bool:
    """As the ledger does it. Whether it takes the answer for a good one."""
    try:
        call.check(answer)
    except ProviderError as refused:
        _check_words(refused)
        return False
    units = call.units(answer)
    price = price_of(units, PRICES)
    assert all(0 <= each <= 10**9 for each in units.values())
    assert price is None or price <= 10**10
    json.dumps(dict(units), allow_nan=False)
    return True


def _check_words(refused: ProviderError) -> None:
    assert str(refused).isprintable()
    assert len(str(refused)) <= DETAIL


def answered(body: bytes, status: int = 200, kind: str = "application/json") -> Answer:
    return Answer(status, {"content-type": kind}, body)


CHAT_SAID = {
    "error": None,
    "choices": [{"index": 0, "message": {"content": "{}"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 3, "completion_tokens": 5},
}
PICTURE_SAID = {"data": [{"b64_json": base64.b64encode(b"png").decode(), "error": None}]}
PAINTED = base64.b64encode(b"png").decode()
MINIMAX_PICTURE_SAID = {
    "data": {"image_base64": [PAINTED], "image_urls": []},
    "base_resp": {"status_code": 0},
}
DASHSCOPE_PICTURE_SAID = {
    "output": {
        "choices": [{"message": {"content": [{"image": f"data:image/png;base64,{PAINTED}"}]}}]
    }
}
MINIMAX_SAID = {
    "data": {"audio": "00ff"},
    "extra_info": {"usage_characters": 7},
    "base_resp": {"status_code": 0, "status_msg": ""},
}
SPOKEN_SAID = {
    "output": {
        "sentence": {"index": 0, "words": [{"text": "今天", "begin_time": 10}]},
        "audio": {"data": "AAAA", "url": ""},
    },
    "usage": {"characters": 7},
}
PEXELS_SAID = {
    "videos": [
        {
            "id": 7,
            "url": "https://www.pexels.com/video/7/",
            "image": "https://images.pexels.com/7.jpg",
            "duration": 4,
            "user": {"name": "Mia", "url": "https://www.pexels.com/@mia"},
            "video_files": [
                {"link": "https://videos.pexels.com/7.mp4", "width": 1080, "height": 1920}
            ],
        }
    ],
    "photos": [
        {
            "id": 8,
            "url": "https://www.pexels.com/photo/8/",
            "photographer": "Mia",
            "src": {
                "original": "https://images.pexels.com/8.jpg",
                "medium": "https://images.pexels.com/8.jpg",
            },
        }
    ],
}
PIXABAY_SAID = {
    "hits": [
        {
            "id": 7,
            "pageURL": "https://pixabay.com/videos/7/",
            "user": "Mia",
            "user_id": 9,
            "duration": 4,
            "largeImageURL": "https://pixabay.com/get/7.jpg",
            "previewURL": "https://cdn.pixabay.com/7.jpg",
            "videos": {
                "medium": {
                    "url": "https://cdn.pixabay.com/7.mp4",
                    "width": 1080,
                    "height": 1920,
                    "thumbnail": "https://cdn.pixabay.com/7.jpg",
                }
            },
        }
    ]
}
SUBTITLES: Any = [{"text": TEXT[:3], "time_begin": 0.0}, {"text": TEXT[3:], "time_begin": 900.5}]
SOUGHT = StockWish("garden", "en", 1080, 1920, 4.0)
COMFY_REFUSED = {
    "error": {"type": "invalid_prompt", "extra_info": {"node_id": "3", "class_type": "K"}},
    "node_errors": {"4": {"class_type": "L", "errors": [{"extra_info": {"input_name": "n"}}]}},
}
COMFY_MADE = {
    "queue_running": [[1, "p-1", {}]],
    "p-1": {
        "outputs": {"9": {"images": [{"filename": "a.png", "subfolder": "", "type": "output"}]}},
        "status": {"status_str": "success", "messages": [["execution_start", {}]]},
    },
}
COMFY_FAILED = {
    "p-1": {"status": {"messages": [["execution_error", {"node_id": "3", "node_type": "K"}]]}}
}
COMFY_TOLD = {
    "data": {
        "node": "3",
        "value": 1,
        "max": 2,
        "nodes": {"3": {"state": "x", "value": 1, "max": 2}},
    }
}
WISH = PictureWish("a garden", "warm", 1080, 1920, 1)
FOOTAGE = Footage("A garden", "Spring", "warm", "en", 1080, 1920, 4.4)


class Given(Unpaid):
    """All calls have this answer."""

    def __init__(self, answer: Answer):
        super().__init__()
        self.answer = answer

    def paid(self, call: Call, on_piece: Any = None) -> Answer:
        if on_piece:
            on_piece(self.answer.body)
        call.check(self.answer)
        return self.answer

    def spoil(self, call: Call, reason: str) -> None:
        """It costs nothing here."""


def _writes(answer: Answer) -> None:
    chat = Chat("x", "http://x", "m", prices=PRICES)
    check_call(chat._call([], None), answer)
    chat.reply([], {"type": "object"}, Given(answer))


def _paints(kind: type[ServicePainter]) -> Callable[[Answer], None]:
    painter = kind("x", "http://127.0.0.1:1", "m", [(1080, 1920)])

    def read(answer: Answer) -> None:
        check_call(painter._call("x", (1080, 1920), WISH), answer)
        painter.paint(WISH, lambda found: None, Given(answer))

    return read


def _speaks(kind: type[Any]) -> Callable[[Answer], None]:
    def read(answer: Answer) -> None:
        speaker = kind("x", "http://127.0.0.1:1", "m", {"": "v"})
        if check_call(speaker._call(TEXT, "v", "zh", 1.0, {}), answer):
            recorded = speaker._recorded(answer, TEXT, Given(answer))
            times = [word.seconds for word in recorded.words]
            assert times == sorted(times) and all(each >= 0 for each in times)

    return read


def _reads_subtitles(answer: Answer) -> None:
    sentences = placed(TEXT, sentences_in(answer.body))
    begins = [sentence.begin for sentence in sentences]
    assert begins == sorted(begins) and all(begin >= 0 for begin in begins)


def _films(name: str) -> Callable[[Answer], None]:
    filmer = known.TaskFilmer(
        manner=manner.own()[name], name="x", url="http://127.0.0.1:1", model="m"
    )

    def read(answer: Answer) -> None:
        if check_call(filmer._call(FOOTAGE), answer):
            task = filmer._task_in(answer)
            assert task.url.startswith("http://127.0.0.1:1/")
            filmer._fraction_in(json.loads(answer.body))

    return read


def _finds(kind: type[ServiceLibrary]) -> Callable[[Answer], None]:
    library = kind("x", "http://127.0.0.1:1", "k")

    def read(answer: Answer) -> None:
        library.check(answer)
        for each in library.find(SOUGHT, Given(answer)):
            assert each.key and each.author == "".join(filter(str.isprintable, each.author))
            assert each.page == "" or each.page.startswith("https://")

    return read


def _is_prompted(answer: Answer) -> None:
    comfy = ComfyUI("x", "http://127.0.0.1:1", ("w", {"1": {"class_type": "X", "inputs": {}}}))
    check_call(comfy._call({}), answer)
    assert comfy._task_in(answer).url.startswith("http://127.0.0.1:1/history/")


def _is_remembered(answer: Answer) -> None:
    history.check(answer)
    history.is_running(answer, "p-1")
    file = history.file_in(answer, "p-1", (".png",))
    assert urlencode(file).isascii()


def _is_heard(answer: Answer) -> None:
    said = object_in(answer.body)
    for kind in ("progress", "progress_state", "execution_cached"):
        shares = shares_in(kind, mapping(said.get("data")))
        assert all(0 <= each <= 1 for each in shares.values())


READERS: dict[str, tuple[Mapping[str, Any], Callable[[Answer], None]]] = {
    "comfyui order": ({"prompt_id": "p-1", "node_errors": {}}, _is_prompted),
    "comfyui refusal": (COMFY_REFUSED, _is_prompted),
    "comfyui history": (COMFY_MADE, _is_remembered),
    "comfyui failure": (COMFY_FAILED, _is_remembered),
    "comfyui socket": (COMFY_TOLD, _is_heard),
    "chat": (CHAT_SAID, _writes),
    "images": (PICTURE_SAID, _paints(ImagesPainter)),
    "minimax images": (MINIMAX_PICTURE_SAID, _paints(MiniMaxPainter)),
    "dashscope images": (DASHSCOPE_PICTURE_SAID, _paints(DashScopePainter)),
    "minimax speech": (MINIMAX_SAID, _speaks(MiniMaxSpeaker)),
    "minimax subtitles": (SUBTITLES, _reads_subtitles),
    "dashscope speech": (SPOKEN_SAID, _speaks(DashScopeSpeaker)),
    "pexels": (PEXELS_SAID, _finds(Pexels)),
    "pixabay": (PIXABAY_SAID, _finds(Pixabay)),
    **{f"{name} order": (said.ordered("cgt-1"), _films(name)) for name, said in DIALECTS.items()},
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("status", [200, 400])
def test_a_service_that_lies_is_refused_in_words(reader: str, status: int) -> None:
    good, read = READERS[reader]
    for body in mutants(good, seed=len(reader)):
        for kind in ("application/json", "text/event-stream"):
            try:
                read(answered(body, status, kind))
            except ProviderError as refused:
                _check_words(refused)


def test_an_answer_that_breaks_its_check_is_refused_and_never_counts_as_not_sent() -> None:
    def check(answer: Answer) -> None:
        raise KeyError("a field that its author took for granted")

    with pytest.raises(ServiceError) as refused:
        checked(check, Request("GET", "http://x"), answered(b"{}"))
    assert refused.value.fault == Fault.ANSWER


@pytest.mark.parametrize("field", ["code", "type"])
def test_a_service_that_repeats_the_key_in_its_error_does_not_give_it_away(field: str) -> None:
    request = Request("GET", "http://x", {"authorization": "Bearer sk-canary-0123456789"})
    said = {"error": {field: "invalid_api_key: sk-canary-0123456789", "message": "sk-canary"}}
    with pytest.raises(ServiceError) as refused:
        checked(check_openai, request, answered(json.dumps(said).encode(), status=401))
    assert (refused.value.fault, "canary" in f"{refused.value!r}") == (Fault.KEY, False)
