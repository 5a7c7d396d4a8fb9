"""A model's script is found in whatever it says around it."""

from __future__ import annotations

import json

import pytest

from projects.providers.script.chat.reading import LONGEST_REPLY, Unusable, an_object, scene_in

SCRIPT = {"title": "春天 {1}", "scenes": [{"narration": "花开了。", "title": 'A "day"'}]}
SAID = json.dumps(SCRIPT, ensure_ascii=False)


@pytest.mark.parametrize(
    "reply",
    [
        SAID,
        f"```json\n{SAID}\n```",
        f"Here is {{your}} script:\n\n```\n{SAID}\n```\nI hope that {{}} helps.",
        f'<think>They want {{"title"}}, so {{"scenes": []}}?</think>\n{SAID}',
        f"thinking without a begin {{ </think>{SAID}",
        f"<think>{'I think. ' * 20_000}</think>{SAID}",
        f'[THINK]{SAID[:-1]}, "more": 1}}[/THINK]{SAID}',
        f'<Thinking>{SAID[:-1]}, "more": 1}}</Thinking>\n\n{SAID}',
        f"<|channel|>analysis<|message|>{{}}<|end|><|start|><|channel|>final<|message|>{SAID}",
        f'{{"answer": {SAID}}}',
        f'```json\n{{"script": {SAID}}}\n```',
        f'{SAID}\n\nA shorter one: {{"title": "x"}}',
        SAID.replace("花开了。", "花\n开了。").replace("花\n", "花\\n"),
        f"好的，以下是脚本：{SAID}以上。",
    ],
)
def test_it_is_found(reply: str) -> None:
    assert an_object(reply)["scenes"][0]["title"] == 'A "day"'


def test_a_line_may_end_inside_of_a_text() -> None:
    assert an_object('{"title": "one\ntwo"}') == {"title": "one\ntwo"}


@pytest.mark.parametrize(
    "reply",
    ["", "I cannot do that.", "{", "{" * 50_000, '{"a":' * 10_000, "[1]", "<think>{}", "<think>{"]
    + [SAID[:-2], "x" * (LONGEST_REPLY + 1)],
)
def test_what_has_none_is_unusable(reply: str) -> None:
    try:
        assert "scenes" not in an_object(reply)
    except Unusable as unusable:
        assert unusable.faults


@pytest.mark.parametrize(
    ("said", "kept"),
    [("滑梯  <b>孩子</b>", "滑梯 孩子"), ("a" * 101, ""), (None, ""), (7, ""), (["x"], "")],
)
def test_search_words_of_no_use_are_left_out_and_nothing_is_asked_again(
    said: object, kept: str
) -> None:
    scene = {"title": "春天", "narration": "花开了。", "picture": "花", "search_words": said}
    assert scene_in(scene, lambda words: 1.0).search_words == kept
    del scene["search_words"]
    assert scene_in(scene, lambda words: 1.0).search_words == ""
