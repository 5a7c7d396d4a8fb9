"""Each service that films is spoken to as it wants."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest

from projects.providers.base import Footage
from projects.providers.video import known, manner
from projects.providers.video.prompt import LONGEST, prompt
from projects.providers.video.tasks import TaskFilmer
from projects.providers.wire.faults import ServiceError
from projects.providers.wire.openai.errors import shown
from projects.providers.work import Answer, Task
from tests.support.filmers import DESCRIBED, SPOKEN
from tests.support.patient import Left, Patient
from tests.support.services import Services, faults
from tests.support.services.tasks import DIALECTS, Filming

SECRET = "secret-0123456789-0123456789-012345"
WANTED = Footage("A garden", "Spring", "warm", "en", 1080, 1920, 4.4)


@pytest.fixture(params=sorted(SPOKEN))
def spoken(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[str, Filming, Services]]:
    filming = Filming(tmp_path, request.param, polls=1)
    (tmp_path / "red.mp4").write_bytes(b"a film")
    _, submit, poll, _ = SPOKEN[request.param]
    answers = {"/content": filming.content, poll: filming.tell, submit: filming.order}
    answers |= {"/files/retrieve": filming.retrieve, "/files/": filming.file}
    with Services(answers).serving() as found:
        yield request.param, filming, found


def filmer_of(name: str, found: Services, **options: Any) -> TaskFilmer:
    return SPOKEN[name][0](name=name, url=found.url, model="m-1", key="k-1", **options)


def test_it_orders_waits_and_fetches(spoken: tuple[str, Filming, Services], tmp_path: Path) -> None:
    name, filming, found = spoken
    filmer, work, out = filmer_of(name, found), Patient(), tmp_path / "came"
    with pytest.raises(Left):
        filmer.film(WANTED, out=out, work=work)
    filmer.film(WANTED, out=out, work=work)
    assert out.read_bytes() == b"a film"
    assert SPOKEN[name][3].items() <= filming.orders["cgt-1"].items()
    assert "A garden" in str(filming.orders["cgt-1"])
    assert work.units == {"seconds": 5.0, "clips": 1.0}
    told = [asked.headers.get("authorization") for asked in found.asked]
    calls = 4 if name in ("minimax", "videos") else 3
    key = f"{'Token' if name == 'vidu' else 'Bearer'} k-1"
    assert told == [key] * calls + [None] * (name != "videos"), "no file of another host gets it"


def test_it_says_why_a_task_has_failed(
    spoken: tuple[str, Filming, Services], tmp_path: Path
) -> None:
    name, filming, found = spoken
    filming.polls, filming.fails = 0, [{"minimax": "1027"}.get(name, "DataInspectionFailed")]
    work = Patient()
    with pytest.raises(ServiceError) as failed:
        filmer_of(name, found).film(WANTED, out=tmp_path / "came", work=work)
    assert (failed.value.reason, work.ended) == ("refused", ["failed refused"])


@pytest.mark.parametrize(
    ("name", "status", "said", "reason"),
    [
        ("minimax", 200, {"base_resp": {"status_code": 1004}}, "service_key"),
        ("minimax", 200, {"base_resp": {"status_code": 1008}}, "out_of_credit"),
        ("minimax", 200, {"base_resp": {"status_code": 1002}}, "service_busy"),
        ("minimax", 200, {"task_id": "", "base_resp": {"status_code": 7}}, "service_answer"),
        ("minimax2", 200, {"base_resp": {"status_code": 2061}}, "service_model"),
        ("minimax2", 400, {"error": {"code": "1026"}}, "refused"),
        ("dashscope", 200, {"code": "Throttling.RateQuota"}, "service_busy"),
        ("siliconflow", 200, {"code": 20012, "message": "no"}, "service_model"),
        ("ark", 504, {"error": {"type": "server_error"}}, "service_unknown"),
        ("gateway", 400, {"error": {"code": "task_not_exist"}}, "service_gone"),
        ("kling", 401, {"code": 1004}, "service_key"),
        ("kling", 429, {"code": 1101}, "out_of_credit"),
        ("kling", 429, {"code": 1102}, "service_quota"),
        ("kling", 429, {"code": 1303}, "service_busy"),
        ("kling", 200, {"code": 1301}, "refused"),
        ("kling", 200, {"code": 1203}, "service_model"),
        ("kling", 200, {"code": 77}, "service_answer"),
        ("kling", 503, {"code": 5001}, "service_broken"),
        ("kling", 200, {"code": 0, "data": {"code": 1101}}, "out_of_credit"),
        ("dashscope", 200, {"code": "Arrearage", "message": "secret words"}, "out_of_credit"),
        ("dashscope", 200, {"code": "InvalidApiKey", "request_id": "1"}, "service_key"),
        ("siliconflow", 200, {"code": 20012, "message": "secret words"}, "service_model"),
        ("zhipu", 200, {"error": {"code": "1113"}}, "out_of_credit"),
        ("videos", 200, {"error": {"code": 429}}, "service_busy"),
        ("vidu", 400, {"code": 400, "reason": "CreditInsufficient"}, "out_of_credit"),
        ("vidu", 400, {"code": 400, "reason": "AuditSubmitIllegal"}, "refused"),
        ("siliconflow", 403, {"code": 30001, "message": "secret words"}, "out_of_credit"),
        ("zhipu", 429, {"error": {"code": "1113", "message": "secret words"}}, "out_of_credit"),
        ("gateway", 403, {"error": {"code": "insufficient_user_quota"}}, "out_of_credit"),
    ],
)
def test_an_error_is_one_by_the_codes_of_the_service(
    name: str, status: int, said: Any, reason: str
) -> None:
    filmer = SPOKEN[name][0](name=name, url="http://x", model="m")
    with pytest.raises(ServiceError) as refused:
        filmer._check(Answer(status, {}, json.dumps(said).encode()))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("kling", {"code": "0", "data": {"task_id": "1"}}),
        ("minimax", {"task_id": "1", "base_resp": {"status_code": "0"}}),
        ("ark", {"id": "1", "error": {}}),
        ("gateway", {"code": "success", "message": "", "data": {"task_id": "1"}}),
    ],
)
@pytest.mark.parametrize("status", [200, 201, 202])
def test_an_order_that_was_taken_is_no_error(name: str, said: Any, status: int) -> None:
    filmer = SPOKEN[name][0](name=name, url="http://x", model="m")
    answer = Answer(status, {}, json.dumps(said).encode())
    filmer._check(answer)
    assert filmer._task_in(answer).id == "1"


@pytest.mark.parametrize(
    ("name", "said", "where"),
    [
        ("gateway", {"status": "completed", "url": "u"}, "u"),  # both answers of new-api
        ("gateway", {"data": {"status": "SUCCESS", "fail_reason": "", "result_url": "u"}}, "u"),
        ("gateway", {"data": {"status": "SUCCESS", "fail_reason": "u", "result_url": ""}}, "u"),
        ("videos", {"status": "completed", "url": "u"}, "u"),
        ("videos", {"status": "completed", "url": None, "error": None}, None),
    ],
)
def test_where_a_file_is_told(name: str, said: Any, where: Any) -> None:
    filmer = SPOKEN[name][0](name=name, url="http://x", model="m")
    filmer._check(Answer(200, {}, json.dumps(said).encode()))
    assert filmer._state_in(said) in manner.DONE
    assert filmer._url_in(said, Patient()) == where


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("{own}/v1/videos/7/content", "Bearer k-1"),
        ("{own}/v1/files/7.mp4?signature=hush", None),
        ("{own}/other/content", None),
        ("{own}/v1.evil/content", None),
    ],
)
def test_only_a_gateway_that_hands_out_the_file_itself_gets_its_key(
    url: str, key: str | None, tmp_path: Path
) -> None:
    def file(talk: Any) -> None:
        talk.say(200, b"film", "video/mp4")

    with Services({"/content": file, "/files/": file}).serving() as found:
        filmer = known.Gateway(name="x", url=f"{found.url}/v1", model="m", key="k-1")
        told = url.format(own=found.url)
        assert filmer._file(Task("7", ""), told, Patient()) == b"film"
        assert [each.headers.get("authorization") for each in found.asked] == [key]


@pytest.mark.parametrize("status", [404, 410])
def test_a_task_that_is_forgotten_is_not_taken_for_a_wrong_model(
    status: int, tmp_path: Path
) -> None:
    filming, work = Filming(tmp_path), Patient()
    with Services(filming.shapes).serving() as found:
        filmer = known.Ark(name="x", url=found.url, model="m")
        found.will(None, None, faults.status(status, {"code": "TaskNotFound"}))
        answers = {"/tasks": filming.order, "/tasks/": filming.tell}
        found.shapes.update({f"/contents/generations{end}": each for end, each in answers.items()})
        with pytest.raises(Left):
            filmer.film(WANTED, out=tmp_path / "came", work=work)
        with pytest.raises(ServiceError) as gone:
            filmer.film(WANTED, out=tmp_path / "came", work=work)
    assert gone.value.reason == "service_gone"


def test_the_words_with_which_a_task_failed_are_not_written_down() -> None:
    filmer = known.Gateway(name="x", url="http://x", model="m")
    said = {
        "data": {"status": "FAILURE", "fail_reason": "the prompt with Lena Miller is sensitive"}
    }
    assert (filmer._fault_in(said), shown(filmer._code_in(said))) == ("refused", "")


@pytest.mark.parametrize(
    ("said", "share"),
    [("50%", 0.5), (37, 0.37), (37.9, 0.37), ("100", 1.0), (250, 1.0), ("-1", None), ("x", None)],
)
def test_how_much_is_done_may_be_written_in_many_ways(said: Any, share: float | None) -> None:
    filmer = known.Videos(name="x", url="http://x", model="m")
    assert filmer._fraction_in({"progress": said}) == share


def test_a_service_may_have_states_and_numbers_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(DESCRIBED + '[mine.states]\n2 = "succeeded"\nripe = "succeeded"\n')
    filmer = known.Described(described=str(path), name="x", url="http://x", model="m")
    states = [filmer._state_in({"how": each}) for each in (2, " Ripe ", "FAILED", 1)]
    assert states == ["succeeded", "succeeded", "failed", "1"]
    task = filmer._task_in(Answer(200, {}, json.dumps({"number": "a=b+c|d"}).encode()))
    assert (task.id, task.url) == ("a=b+c|d", "http://x/look/a%3Db%2Bc%7Cd")


def test_kling_gets_a_token_that_is_signed_anew() -> None:
    """As the official library signs it."""
    filmer = known.Kling(name="x", url="http://x", model="m", key="access-1:" + SECRET)
    told = filmer._headers()["authorization"].removeprefix("Bearer ")
    claims = jwt.decode(told, SECRET, algorithms=["HS256"], issuer="access-1")
    assert 1700 < claims["exp"] - time.time() < 1801
    assert claims["nbf"] < time.time()
    assert SECRET not in told
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(told, "x" * 32, algorithms=["HS256"])


def test_each_shape_is_tried_here() -> None:
    assert SPOKEN.keys() == manner.own().keys() == DIALECTS.keys()


@pytest.mark.parametrize(("wanted", "asked"), [(1, 4), (4, 4), (4.1, 6), (9, 10), (30, 10)])
def test_the_shortest_length_is_asked_for_that_is_enough(wanted: float, asked: int) -> None:
    filmer = known.Ark(name="x", url="http://x", model="m", lengths=(10, 4, 6))
    assert filmer.seconds_of(wanted) == asked


@pytest.mark.parametrize(
    ("size", "ratio"), [((1080, 1920), "9:16"), ((1080, 1200), "1:1"), ((1920, 1080), "16:9")]
)
def test_the_frame_is_asked_for_that_is_most_like_the_films(
    size: tuple[int, int], ratio: str
) -> None:
    filmer = known.Ark(name="x", url="http://x", model="m", ratios=("9:16", "1:1", "16:9"))
    assert filmer.ratio_of(*size) == ratio


def test_an_operator_says_more_in_an_order_or_less(tmp_path: Path) -> None:
    filming = Filming(tmp_path)
    with Services({"/tasks": filming.order}).serving() as found:
        more = {"generate_audio": None, "watermark": False, "seed": 7}
        with pytest.raises(ServiceError):
            filmer_of("ark", found, more=more).film(WANTED, out=tmp_path / "x", work=Patient())
    order = filming.orders["cgt-1"]
    assert (order["watermark"], order["seed"], "generate_audio" in order) == (False, 7, False)


def test_a_service_is_described_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(DESCRIBED)
    filmer = known.Described(described=str(path), name="x", url="http://x", model="m")
    call = filmer._call(WANTED)
    assert (call.request.url, b"A garden" in call.request.content) == ("http://x/make", True)


@pytest.mark.parametrize("number", ["../../keys", "a/b", "a?b", "", "..", "x" * 201, None, {}])
def test_a_hostile_number_of_a_task_becomes_no_address(number: Any) -> None:
    filmer = known.Ark(name="x", url="http://x", model="m")
    body = b"{}" if number is None else json.dumps({"id": number}).encode()
    with pytest.raises(ServiceError, match="no number"):
        filmer._task_in(Answer(200, {}, body))


def test_the_key_goes_to_no_other_address() -> None:
    filmer = known.Ark(name="x", url="https://x.example", model="m", key="k")
    with pytest.raises(ServiceError, match="another address"):
        filmer._poll(Task("1", "https://x.example.evil/tasks/1"))


def test_a_prompt_has_no_more_than_services_read() -> None:
    long = Footage("words " * 500, "x", "warm", "en", 1, 1, 1)
    assert len(prompt(long)) <= LONGEST
    assert prompt(Footage("花园。", "x", "warm", "zh", 1, 1, 1)).startswith("花园。温暖")
