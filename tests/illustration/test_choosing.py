"""Which picture a scene gets: what its words are about, and a new one in each scene of a film."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, pairwise

import pytest

from projects.illustration.choosing import SceneWords, choose, is_named, named_at
from projects.illustration.lexicon import drawings
from projects.illustration.picture import Layout, Picture, Setting
from projects.language import language_of
from projects.media.checks.slides import Slide, score
from projects.models import card_points
from projects.providers.script.describing import is_ours
from tests.providers.script.typed_briefs import TYPED, script, wish

NAMES = list(TYPED)[::2]  # of each theme at least one


def scene(title: str, narration: str = "", **more: object) -> SceneWords:
    language = language_of(title + narration, "zh").code
    words = SceneWords(
        title=title,
        narration=narration or title,
        described="",
        points=(),
        film=title,
        topic=title,
        language=language,
        style="warm",
        is_first=False,
        is_last=False,
        seed=1,
    )
    return replace(words, **more)  # type: ignore[arg-type]


def picture(title: str, narration: str = "", **more: object) -> Picture:
    (chosen,) = choose([scene(title, narration, **more)], {})
    return chosen


@cache
def words_of(name: str) -> tuple[SceneWords, ...]:
    brief, scenes = wish(name), script(name, 1).scenes
    last = len(scenes) - 1
    return tuple(
        SceneWords(
            title=one.title,
            narration=one.narration,
            described=one.visual_description,
            points=card_points.of_scene(brief.key_points, one.title, one.narration),
            film=brief.topic,
            topic="\n".join([brief.topic, *brief.key_points]),
            language=brief.language,
            style=brief.style,
            is_first=index == 0,
            is_last=index == last,
            seed=index,
            is_stock=is_ours(one.visual_description, brief.language),
        )
        for index, one in enumerate(scenes)
    )


@cache
def film(name: str) -> tuple[Picture, ...]:
    return choose(words_of(name), {})


def is_founded(words: SceneWords, chosen: Picture) -> bool:
    """Whether its words name something in the picture, or its layout writes what they say."""
    alike = chain(*(drawings().alike.get(part, ()) for part in words.named))
    return bool({chosen.hero, *chosen.parts} & {*words.named, *alike})


def test_what_a_picture_shows_is_named_in_its_scene() -> None:
    pairs = [pair for name in NAMES for pair in zip(words_of(name), film(name), strict=True)]
    unfounded = [words.title for words, chosen in pairs if not is_founded(words, chosen)]
    assert len(unfounded) <= 0.05 * len(pairs), unfounded


def test_no_film_shows_the_same_hero_twice() -> None:
    for name in NAMES:
        heroes = [chosen.hero for chosen in film(name) if chosen.hero]
        assert len(set(heroes)) == len(heroes), name


def test_a_film_does_not_stay_in_one_place_or_one_layout() -> None:
    for name in NAMES:
        scenes = len(film(name))
        assert most([one.setting for one in film(name)]) <= max(1, 0.6 * scenes), name
        assert most([one.layout for one in film(name)]) <= 0.7 * scenes, name


def most(things: Sequence[object]) -> int:
    return max(Counter(things).values())


def test_all_films_together_use_many_settings_and_layouts() -> None:
    chosen = [one for name in NAMES for one in film(name)]
    assert len({one.setting for one in chosen}) >= 15
    assert len({one.layout for one in chosen}) >= 7
    assert most([one.setting for one in chosen]) < 0.25 * len(chosen)
    neighbours = [pair for name in NAMES for pair in pairwise(film(name))]
    assert sum(one.setting == two.setting for one, two in neighbours) < 0.3 * len(neighbours)
    assert sum(one.layout == two.layout for one, two in neighbours) < 0.15 * len(neighbours)


def test_the_first_scene_opens_and_the_last_one_closes() -> None:
    layouts = [one.layout for one in film(NAMES[0])]
    assert (layouts[0], layouts[-1]) == (Layout.OPENING, Layout.CLOSING)


@pytest.mark.parametrize(
    ("title", "narration", "described", "hero"),
    [
        ("校车接送", "路上有老师陪着，还能看绘本。", "", "bus"),
        ("小班新生家长会", "孩子们的作息和饮食。", "", "two-adults-talking"),
        ("秋天的故事", "我们去公园捡树叶。", "一辆消防车停在路边", "fire-engine"),
        ("Dragon Boat Festival at school", "We make zongzi.", "", "zongzi"),
        ("Kindergarten graduation", "One cap for each.", "", "child-graduating"),
        ("Our day", "A red apple for everyone.", "A cat on the window sill.", "cat"),
    ],
)
def test_a_scene_is_about_what_somebody_wants_to_see_then_its_title(
    title: str, narration: str, described: str, hero: str
) -> None:
    assert picture(title, narration, described=described).hero == hero


def test_a_picture_of_the_stock_does_not_hide_what_the_title_says() -> None:
    described = "一张圆桌，老师俯身看孩子画画，暖色调，柔和的自然光。"
    assert is_ours(described, "zh")
    assert not is_ours("一张圆桌，一只小猫，暖色调，柔和的自然光。", "zh")
    stock = picture("小班教学", "人少一点。", described=described, is_stock=True)
    assert stock.hero == "teacher-with-children"


def test_a_film_about_mr_bell_shows_a_man() -> None:
    assert picture("New teacher: Mr Bell", "The teacher plays the violin.").hero == "man-teacher"


def test_parts_come_in_the_order_in_which_they_are_spoken() -> None:
    parts = picture("早餐", "有鸡蛋、面包和牛奶，还有香蕉。").parts
    assert [part for part in parts if part in ("egg", "bread", "glass-of-milk", "banana")] == [
        "egg",
        "bread",
        "glass-of-milk",
        "banana",
    ]


def test_parts_come_in_when_the_voice_names_them() -> None:
    narration = "坐校车去公园，带上书包。"
    shown = Picture(Layout.HERO, Setting.HILLS, "bus", ("fountain", "backpack", "star"))
    times = [(0, 0.0), (1, 0.4), (4, 1.5), (7, 2.1), (9, 2.6)]
    hero, fountain, backpack, star = named_at(shown, narration, "zh", times)
    assert (hero, fountain, backpack) == (0.1, 1.5, 2.6)
    assert star < 2


def test_what_is_refused_is_not_shown_around() -> None:
    chosen = picture("带一双运动鞋", "穿运动鞋，不带玩具和零钱，请勿带手机。")
    assert chosen.hero == "running-shoe"
    assert not {"building-blocks", "coin", "mobile-phone"} & set(chosen.parts)


@pytest.mark.parametrize("title", ["台风停课通知", "Flu outbreak in class 2", "清明祭英烈"])
def test_grave_news_gets_no_party(title: str) -> None:
    chosen = picture(title)
    assert not {"balloon", "star", "sparkles", "butterfly", "party-popper"} & set(chosen.parts)
    assert chosen.setting not in (Setting.HILLS, Setting.PLAYGROUND, Setting.FESTIVE)
    assert chosen.is_grave
    assert not picture("春游").is_grave


def test_a_picture_from_before_any_were_grave_is_drawn_as_it_was() -> None:
    stored = {"layout": "hero", "setting": "city", "hero": "bus", "parts": ("cloud",)}
    assert Picture.from_json(stored).as_json() == stored
    grave = picture("台风停课通知")
    assert Picture.from_json(grave.as_json()) == grave


def test_a_street_and_a_name_are_no_drawings() -> None:
    narration = "Sunny Kindergarten. Address: 12 Maple Street. Our website is on the screen."
    words = scene("Come and see us", narration, is_last=True, film="Open day", topic="Open day")
    chosen = choose([replace(words, contact=("Sunny Kindergarten", "12 Maple Street"))], {})[0]
    assert not {"sun", "maple-leaf", "laptop"} & {chosen.hero, *chosen.parts}


@pytest.mark.parametrize(
    "narration",
    ["1号线：7:10 阳光花园，7:35 到园。", "小班16:10，中班16:20。"],
)
def test_a_timetable_is_shown_as_one(narration: str) -> None:
    assert picture("校车时间", narration).layout == Layout.STEPS


def test_a_lost_cat_is_shown_where_the_title_tells_of_it() -> None:
    film = "Lost cat: help us find Momo"
    scenes = [
        scene(film, is_first=True, film=film),
        scene("Grey cat with white paws", film=film, topic=film),
    ]
    assert [one.hero for one in choose(scenes, {})] == ["cat", "cat"]


def test_before_and_now_stand_beside_each_other() -> None:
    chosen = picture("Before", "Before, we filled four bins a day, now we fill one.")
    assert chosen.layout == Layout.COMPARISON


def test_a_garden_that_is_only_named_gets_no_map() -> None:
    assert picture("The garden", "Peelings feed the worms in our garden.").layout != Layout.PLACE


def test_a_drill_in_three_steps_is_shown_in_steps() -> None:
    assert picture("先躲避", "先躲避，后疏散，再集合。").layout == Layout.STEPS


def test_a_danger_is_shown_only_where_a_scene_names_it() -> None:
    dates = scene("放假时间", "2月5日至2月21日。", film="春节放假", topic="春节放假\n注意用火安全")
    chosen = choose([scene("春节放假", is_first=True), dates], {})[1]
    assert "fire" not in (chosen.hero, *chosen.parts)


def test_in_a_film_about_snow_it_does_not_rain() -> None:
    film = [
        scene("暴雪天气", is_first=True),
        scene("请留意", "以通知为准。", film="暴雪天气", described="窗外在下雨", is_stock=True),
        scene("再见", "以后的通知也能看到。", film="暴雪天气", is_last=True),
    ]
    shown = [part for one in choose(film, {}) for part in (one.hero, *one.parts)]
    assert "cloud-with-rain" not in [one.hero for one in choose(film, {})], shown


def test_the_last_scene_is_about_the_film_or_about_people() -> None:
    """What the call to action mentions in passing is no hero."""
    film = scene("看一看", "走进来看看。收藏这篇笔记。", film="开放日", topic="", is_last=True)
    known = drawings()
    for described in ("", "墙上的画"):
        hero = choose([replace(film, described=described, is_stock=True)], {})[0].hero
        assert hero in {*known.people, *known.figures, "school-gate", "school"}


def test_a_quote_is_said_by_somebody() -> None:
    chosen = picture("她说", "获得奖杯的王老师说：“蹲下来，才能看见孩子的世界。”", film="王老师")
    assert (chosen.layout, chosen.hero) == (Layout.QUOTE, "woman-teacher")


def test_what_nobody_names_hangs_on_no_disc() -> None:
    known = drawings()
    for name in NAMES:
        for words, chosen in zip(words_of(name), film(name), strict=True):
            spare = [part for part in chosen.parts if part not in words.named]
            stands = [part for part in chosen.parts if part not in known.air]
            assert not (set(stands[2:]) & set(spare)), (words.title, chosen)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("秋季运动会", "fallen-leaf"),  # a red maple leaf is the sign of a country
        ("双语课程", "two-languages"),
        ("手足口病预防", "child-with-mask"),
        ("入园焦虑", "child-crying"),
        ("停电通知", "flashlight"),  # a bulb that glows would say the contrary
        ("Power cut on Monday", "flashlight"),
    ],
)
def test_children_have_bodies_and_signs_say_what_is_meant(words: str, shown: str) -> None:
    chosen = picture(words)
    assert shown in (chosen.hero, *chosen.parts)


def test_no_cloud_stands_in_a_room_and_no_sun_in_the_rain() -> None:
    assert not {"cloud", "sun", "deciduous-tree"} & set(picture("双语课程").parts)
    assert "sun" not in picture("暑假里下雨了", "下雨天在户外也能玩。").parts


def test_a_scene_with_a_photo_leaves_its_hero_to_others() -> None:
    first = scene("校车", "校车来了。", shows_own=True)
    second = scene("坐校车", "坐校车，背书包。")
    with_photo, other = choose([first, second], {})
    assert (with_photo.hero, other.hero) == ("", "bus")
    again, _ = choose([replace(first, shows_own=False), second], {1: other})
    assert again.hero not in ("", "bus")


def test_other_scenes_keep_their_pictures_when_one_changes() -> None:
    words = list(words_of("秋游"))
    before = film("秋游")
    words[2] = replace(words[2], title="去动物园", narration="去动物园看大象。", described="")
    kept = {index: one for index, one in enumerate(before) if index != 2}
    after = choose(words, kept)
    assert after[2].hero == "elephant"
    assert {index: after[index] for index in kept} == kept


def test_the_same_words_get_the_same_pictures() -> None:
    assert choose(list(words_of("秋游")), {}) == film("秋游")


@pytest.mark.parametrize(
    ("title", "narration", "layout"),
    [
        ("4月12日上午9:00", "4月12日上午9:00，等你来。", Layout.DATE),
        ("保教费：每月2680元", "保教费：每月2680元。", Layout.NUMBER),
        ("她说", "她说：“蹲下来，才能看见孩子的世界。”", Layout.QUOTE),
        ("周一", "周一：红烧鸡块、西兰花、番茄蛋汤。", Layout.LIST),
    ],
)
def test_a_fact_gets_a_layout_of_its_own(title: str, narration: str, layout: Layout) -> None:
    assert picture(title, narration).layout == layout


def test_a_scene_whose_thing_another_one_shows_writes_its_date() -> None:
    film = [
        scene("风筝", is_first=True),
        scene("放风筝", "放风筝，4月16日上午9点。"),
        scene("请准时", "请准时来。", is_last=True),
    ]
    opening, dated, _ = choose(film, {})
    assert (opening.hero, dated.layout) == ("kite", Layout.DATE)


def test_a_picture_is_named_if_the_scene_speaks_of_its_hero_or_of_the_fact_that_it_draws() -> None:
    bus = scene("接送", "校车每天接送孩子。")
    for words, layout, hero, parts, named in (
        (bus, Layout.HERO, "bus", (), True),
        (bus, Layout.HERO, "rocket", ("bus",), False),
        (bus, Layout.HERO, "", ("bus",), True),
        (bus, Layout.DATE, "rocket", (), False),
        (scene("见面", "6月18日见。"), Layout.DATE, "rocket", (), True),
        (scene("见面", "见。", shows_own=True), Layout.HERO, "rocket", (), True),
    ):
        assert is_named(words, Picture(layout, Setting.PAPER, hero, parts)) == named


def test_no_film_is_a_slide_show() -> None:
    scores = []
    for name in NAMES:
        scenes = words_of(name)
        pairs = zip(scenes, choose(scenes, {}), strict=True)
        shown = [Slide(picture, 4.0, is_named(words, picture)) for words, picture in pairs]
        scores.append(score(shown).mean)
    assert max(scores) < 1.5
