"""Which drawings a text names: the thing that is meant, and none that only sounds alike."""

from __future__ import annotations

import pytest

from projects.illustration import lexicon
from projects.illustration.picture import Setting
from projects.language import language_of
from projects.media.pictures import parts


def named(text: str) -> list[str]:
    return [one.part for one in lexicon.parts_in(text, language_of(text, "en").code)]


def test_every_name_in_the_lexicon_is_a_drawing() -> None:
    assert lexicon.all_drawings() <= parts.names()


def test_every_drawing_can_be_named_or_is_known_to_be_spare() -> None:
    assert parts.names() <= lexicon.all_drawings() | {*lexicon.drawings().spare}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("校车准时出发", "bus"),
        ("孩子们在滑梯上玩", "playground-slide"),
        ("端午节包粽子", "zongzi"),
        ("中秋节做月饼", "moon-cake"),
        ("带一把雨伞", "umbrella-with-rain-drops"),
        ("珠心算兴趣班", "abacus"),
        ("清蒸鲈鱼", "fish"),
        ("The school bus leaves at 8:45.", "bus"),
        ("Birthday parties for all classes", "birthday-cake"),
        ("PICTURE BOOKS", "books"),
        ("Autumn leaves", "fallen-leaf"),
        ("Two wolves and three mice", "mouse-face"),
        ("Christmas Party 圣诞派对", "christmas-tree"),
    ],
)
def test_a_thing_is_found_by_its_name(text: str, expected: str) -> None:
    assert expected in named(text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("月薪6000元", "full-moon"),
        ("每月2680元", "full-moon"),
        ("三个月", "spiral-calendar"),
        ("花费不多", "sunflower"),
        ("不花时间", "sunflower"),
        ("西兰花", "sunflower"),
        ("课间休息", "open-book"),
        ("20课时", "open-book"),
        ("村支部书记", "open-book"),
        ("领证书", "open-book"),
        ("车间主任", "taxi"),
        ("校车", "taxi"),
        ("地球", "soccer-ball"),
        ("全球招生", "soccer-ball"),
        ("每周二星期三", "star"),
        ("小明星", "star"),
        ("马上开始", "horse"),
        ("过马路", "horse"),
        ("水平很高", "droplet"),
        ("手机静音", "mobile-phone"),
        ("代表发言", "spiral-calendar"),
        ("身高一米二", "cooked-rice"),
        ("身高110厘米", "cooked-rice"),
        ("做成面谈记录", "steaming-bowl"),
        ("祖国的生日", "birthday-cake"),
        ("高饱和的糖果色", "candy"),
        ("柔和的自然光", "deciduous-tree"),
        ("去世纪公园", "white-flower"),
        ("共1200元", "ambulance"),
        ("hr@sunshine-kid.cn", "child"),
        ("www.apple-school.cn", "red-apple"),
        ("A class of 20", "open-book"),
        ("Children fall in love with it", "maple-leaf"),
        ("The spring mattress", "cherry-blossom"),
        ("Right now", "check-mark-button"),
        ("Book a place by Friday", "open-book"),
        ("Please park on Hill Street", "fountain"),
        ("Please park on Hill Street", "mountain"),
        ("Time off in lieu", "alarm-clock"),
        ("Watch your step", "watch"),
        ("Bear in mind", "bear"),
        ("Save this post", "postbox"),
        ("A business class", "bus"),
        ("We are busy", "bus"),
        ("The car pool", "person-swimming"),
        ("Heart and start", "artist-palette"),
        ("bright candy colours", "candy"),
        ("a scarf", "taxi"),
        ("another way to make friends", "scissors"),
        ("下午两点", "cookie"),
        ("早点回家", "cookie"),
        ("音乐启蒙", "light-bulb"),
        ("先跟水做朋友，水里的世界", "globe-showing-asia-australia"),
        ("国家二级心理咨询师", "globe-showing-asia-australia"),
        ("在玩中学", "school"),
        ("学会了就舍不得停", "mother-with-child"),
        ("把身体活动开", "party-popper"),
        ("a nap saves the day", "shield"),
        ("white rice balls", "soccer-ball"),
        ("red dates and sticky rice", "spiral-calendar"),
        ("The bus leaves at 4:15", "fallen-leaf"),
        ("We will miss you", "woman-teacher"),
        ("Meet Ms Green", "deciduous-tree"),
        ("Dr. Hannah Cole talks", "doctor"),
        ("Winter clothing drive", "taxi"),
        ("No running water today", "boy-running"),
        ("With strong contrast", "flexed-biceps"),
        ("It is a different world", "globe-showing-asia-australia"),
        ("Tell us, share it, and get ready", "two-children"),
    ],
)
def test_a_word_is_not_found_in_another_word(text: str, never: str) -> None:
    assert never not in named(text)


@pytest.mark.parametrize(
    ("text", "refused", "wanted"),
    [
        ("穿运动鞋，不带玩具和零钱", "building-blocks", "running-shoe"),
        ("请勿带孩子，带一支笔", "child", "pencil"),
        ("No nuts in any meal; bring an apple", "peanuts", "red-apple"),
        ("Keep away from the windows. Bring a coat.", "window", "coat"),
    ],
)
def test_what_is_not_wanted_is_known(text: str, refused: str, wanted: str) -> None:
    found = {one.part: one.is_refused for one in lexicon.parts_in(text, language_of(text).code)}
    assert found[refused] and not found[wanted]


@pytest.mark.parametrize(
    "text", ["Not only books but toys", "没有关系，带上书包", "Don't miss the cake"]
)
def test_what_only_looks_refused_is_wanted(text: str) -> None:
    found = lexicon.parts_in(text, language_of(text).code)
    assert found and not any(one.is_refused for one in found)


def test_words_tell_where_a_scene_plays() -> None:
    assert lexicon.settings_in("全体师生在操场升旗", "zh")[0] == Setting.CAMPUS
    assert lexicon.settings_in("Songs on the stage", "en")[0] == Setting.STAGE


def test_a_word_that_only_seems_to_stand_in_a_longer_one_is_not_drawn() -> None:
    for text, seeming in (("期末有机器人比赛", "leafy-green"), ("我们有机器人", "leafy-green")):
        named = [each.part for each in lexicon.parts_in(text, "zh")]
        assert "robot" in named and seeming not in named
