"""The picture of a scene in every layout: nothing is cut off, and nothing stands on another thing.

Most tests measure boxes, and draw no frame.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import segno
from PIL import Image, ImageChops, ImageDraw

from projects.illustration.facts import of_scene
from projects.illustration.picture import Layout, Picture, Setting
from projects.media.captions import Cue
from projects.media.captions.look import CaptionLook
from projects.media.clip_order import ClipOrder
from projects.media.contact import Contact
from projects.media.formats import FORMATS
from projects.media.light import LIGHTS
from projects.media.pictures import layouts, plates
from projects.media.pictures.composition import Composition
from projects.media.pictures.layouts.row import on_disc
from projects.media.pictures.parts import part
from projects.media.pictures.photo_layout import photo_sheet
from projects.media.pictures.saying import short_form
from projects.media.pictures.stage import HEADER_HEIGHT, Box, cover_stage, stage_of
from projects.media.shots import Shown
from projects.vocabulary import CaptionPosition
from tests.support.clips import ORDER, empty, letters_of
from tests.support.counts import together

SHAPES = ("douyin", "xiaohongshu", "bilibili")
CONTACT = Contact(
    "阳光幼儿园", "021-62345678", "浦东新区世纪大道1000号", "https://www.sunshine-kid.cn/enroll"
)
WORDS = {
    "zh": {
        Layout.OPENING: ("春季招生", "春季招生开放日，等你来。"),
        Layout.HERO: ("户外乐园", "也有户外乐园。"),
        Layout.LIST: ("端午", "一起挂艾草、做香囊、画龙舟、包粽子。"),
        Layout.NUMBER: ("小班", "小班教学，每班不超过20人。"),
        Layout.DATE: ("见面", "6月18日（周四）上午9:00-11:00，地点：一楼多功能厅。"),
        Layout.PLACE: ("在哪里", "地点：一楼多功能厅，浦东新区世纪大道1000号。"),
        Layout.STEPS: ("报名", "第一步：扫码登记。第二步：来园参观。第三步：领取通知书。"),
        Layout.COMPARISON: ("变化", "以前不敢说话，现在抢着举手。"),
        Layout.QUOTE: ("老师", "王老师常说：“蹲下来，才能看见孩子的世界。”"),
        Layout.CLOSING: ("等你来", "我们等你来。"),
    },
    "en": {
        Layout.OPENING: ("Open day", "Our open day is near."),
        Layout.HERO: ("A garden", "And we have a garden."),
        Layout.LIST: ("Lunch", "Roast pork, potatoes, peas and carrots."),
        Layout.NUMBER: ("Money", "Fees: 5,800 RMB a month, lunch included."),
        Layout.DATE: ("Welcome", "Saturday 14 March, 9:30-11:30 am, in the main hall."),
        Layout.PLACE: ("Where", "Find us at 88 Garden Road."),
        Layout.STEPS: (
            "To join",
            "First sign up, then come and see us, and finally bring your papers.",
        ),
        Layout.COMPARISON: ("A change", "Before, he was shy, but now he sings every day."),
        Layout.QUOTE: ("Ms Green", '"Every child has a song, and we listen," says Ms Green.'),
        Layout.CLOSING: ("See you", "We look forward to it."),
    },
}
TITLES = {
    "zh": ("", "长", "蹲下来看见孩子的世界" * 8),
    "en": ("Extraordinarily long " * 3 + "Kindergartenopening", "W" * 80),
}
PARTS = ("balloon", "sunflower", "butterfly", "soccer-ball", "kite")


def order(
    layout: Layout, language: str = "zh", platform: str = "douyin", **wishes: object
) -> ClipOrder:
    title, narration = WORDS[language][layout]
    plain = replace(
        ORDER,
        platform=platform,
        language=language,
        title=title,
        points=(),
        frames=240,
        cues=(Cue(0.0, 8.0, "…"),),
        picture=Picture(layout, Setting.HILLS, "school", PARTS),
        named=(0.1, 0.5, 0.8, 1.1, 1.4, 1.7),
        facts=of_scene(title, narration, (), language),
        spoken=tuple((at, at / 10) for at in range(len(narration))),
        film=title if layout == Layout.OPENING else "",
        contact=CONTACT if layout in (Layout.OPENING, Layout.CLOSING) else Contact(),
    )
    return replace(plain, **wishes)


def composed(wanted: ClipOrder) -> Composition:
    """All of the scene but its setting."""
    scene = empty(wanted, stage_of(wanted.format, wanted.look))
    layouts.compose(scene)
    return scene


def seen(scene: Composition) -> str:
    """The letters of the scene, without what tells how they are drawn."""
    return told(str(scene.sheet))


def told(letters: str) -> str:
    return re.sub(r"{.*?}", "", letters.partition("[Events]")[2])


def cross(one: Box, other: Box) -> bool:
    """By more than two pixels: to those all places are rounded."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 2 and down > 2


def lies_in(one: Box, other: Box) -> bool:
    return (
        one.x >= other.x - 2
        and one.y >= other.y - 2
        and one.right <= other.right + 2
        and one.bottom <= other.bottom + 2
    )


def check_room(scene: Composition) -> None:
    room = scene.stage.whole
    for box in (*scene.taken, *scene.letters):
        assert lies_in(box, room), box
    for one, other in combinations(scene.taken, 2):
        assert not cross(one, other), (one, other)
    for one, other in combinations(scene.letters, 2):
        assert not cross(one, other), (one, other)
    for line in scene.letters:
        assert any(lies_in(line, box) for box in scene.taken), line


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("language", WORDS)
def test_nothing_is_cut_off_and_nothing_lies_on_another_thing(
    layout: Layout, language: str
) -> None:
    for platform, title in together(SHAPES, TITLES[language]):
        wanted = order(layout, language, platform, title=title)
        wanted = replace(wanted, film=title if wanted.film else "")
        scene = composed(wanted)
        check_room(scene)
        assert "…" not in seen(scene)


@pytest.mark.parametrize("platform", SHAPES)
@pytest.mark.parametrize("parts", [(), ("bus",), ("tulip", "pencil", "bus", "boy", "girl")])
@pytest.mark.parametrize("hero", ["", "bus", "woman-teacher", "school"])
def test_a_hero_and_its_parts_have_places_of_their_own(
    platform: str, parts: tuple[str, ...], hero: str
) -> None:
    picture = Picture(Layout.HERO, Setting.HILLS, hero, parts)
    scene = composed(order(Layout.HERO, platform=platform, picture=picture))
    check_room(scene)
    assert len(scene.sprites) >= min(len(parts), 2) + bool(hero)


def test_where_a_date_has_moved_the_leaf_shows_the_new_one() -> None:
    said = "原定4月10日的春游因雨改到4月17日。"
    facts = of_scene("改到4月17日", said, (), "zh")
    scene = composed(order(Layout.DATE, title="改到4月17日", facts=facts))
    assert "17" in [line.split(",,")[-1] for line in seen(scene).splitlines()]


def test_a_person_beside_a_hero_is_as_tall_as_a_person() -> None:
    picture = Picture(Layout.HERO, Setting.HILLS, "zongzi", ("girl-waving", "soccer-ball"))
    scene = composed(order(Layout.HERO, picture=picture))
    hero, girl, ball = (sprite.drawing for sprite in scene.sprites)
    assert 0.35 * hero.height < girl.height < hero.height
    assert girl.height > 1.3 * ball.height


def test_on_a_disc_a_person_shows_head_and_shoulders() -> None:
    disc = plates.ringed(200, LIGHTS["warm"])
    bust = on_disc("girl-waving", disc, 0.64)
    whole = plates.with_thing(disc, part("girl-waving", 128))
    changed = [np.asarray(ImageChops.difference(disc, one).convert("L")) for one in (bust, whole)]
    assert np.count_nonzero(changed[0]) > 1.5 * np.count_nonzero(changed[1])
    assert bust.getchannel("A").tobytes() == disc.getchannel("A").tobytes()


def test_in_a_dark_light_things_have_a_pale_edge() -> None:
    picture = Picture(Layout.HERO, Setting.HILLS, "graduation-cap", ())
    cap = composed(order(Layout.HERO, style="modern", picture=picture)).sprites[0].drawing
    top = next(row for row in np.asarray(cap) if row[:, 3].max() == 255)
    assert top[top[:, 3].argmax(), :3].min() > 200


def test_the_name_alone_fills_its_card() -> None:
    scene = composed(order(Layout.CLOSING, platform="bilibili", contact=Contact("阳光幼儿园")))
    name = max(scene.letters, key=lambda line: line.height)
    assert name.height > 30


@pytest.mark.parametrize(
    ("layout", "language", "words"),
    [
        (Layout.DATE, "zh", {"6月", "18", "星期四", "上午9:00–11:00", "一楼多功能厅"}),
        (Layout.DATE, "en", {"March", "14", "Saturday", "9:30–11:30 am", "Main hall"}),
        (Layout.NUMBER, "zh", {"每班 不超过", "20", "人"}),
        (Layout.NUMBER, "en", {"Fees", "5,800", "RMB a month"}),
        (Layout.PLACE, "zh", {"一楼多功能厅", "浦东新区世纪大道1000号"}),
        (Layout.STEPS, "zh", {"1", "扫码登记", "来园参观", "领取通知书"}),
        (Layout.COMPARISON, "zh", {"以前", "不敢说话", "现在", "抢着举手"}),
        (Layout.QUOTE, "en", {"— Ms Green"}),
        (Layout.OPENING, "zh", {"阳光幼儿园"}),
        (Layout.CLOSING, "zh", {"等你来", "阳光幼儿园", "021-62345678"}),
    ],
)
def test_each_layout_shows_what_it_is_for(layout: Layout, language: str, words: set[str]) -> None:
    lines = [line.split(",,")[-1] for line in seen(composed(order(layout, language))).splitlines()]
    assert words - set(lines) == set()


def test_a_clock_shows_the_time() -> None:
    """At nine the short hand points to the left, and the long one up."""
    face = np.asarray(plates.clock(200, 9, 0, LIGHTS["warm"]).convert("L")).astype(int)
    assert face[100, 65] < 120 < face[100, 135]
    assert face[50, 100] < 120 < face[150, 100]


@pytest.mark.parametrize("platform", SHAPES)
def test_the_link_is_a_qr_code_that_telephones_can_read(platform: str) -> None:
    """Each module is a square of whole pixels, dark on light, with four light ones around."""
    scene = composed(order(Layout.CLOSING, platform=platform))
    wanted = segno.make(CONTACT.url, error="m", micro=False)
    rows = np.array([list(row) for row in wanted.matrix_iter(border=4)])
    codes = [s.drawing for s in scene.sprites if not s.drawing.width % len(rows)]
    shown = next(np.asarray(code.convert("L")) for code in codes if code.width == code.height)
    side = len(shown) // len(rows)
    assert side >= 5
    assert ((shown < 128) == np.kron(rows, np.ones((side, side)))).all()


def test_a_closing_shows_only_what_the_brief_has() -> None:
    lines = seen(composed(order(Layout.CLOSING, contact=Contact(phone="400-888-8888"))))
    assert "400-888-8888" in lines
    assert lines.count("Dialogue") == 2
    bare = composed(order(Layout.CLOSING, contact=Contact()))
    assert "等你来" in seen(bare)
    assert len(bare.sprites) > 2  # the hero and its parts, and no empty card


def test_figures_count_up_and_come_to_rest() -> None:
    lines = seen(composed(order(Layout.NUMBER, "en"))).splitlines()
    counted = [
        int(line.split(",,")[-1].replace(",", "")) for line in lines if line[-1:].isdecimal()
    ]
    assert counted == sorted(counted)
    assert len(counted) > 6
    assert counted[-1] == 5800


def test_rows_come_in_when_they_are_said() -> None:
    wanted = order(Layout.LIST)
    begun = [sprite.motion.at for sprite in composed(wanted).sprites[-4:]]
    assert begun == sorted(begun)
    assert begun[1] == pytest.approx(wanted.facts.items[1].start / 10)


@pytest.mark.parametrize(
    ("layout", "title"),
    [
        (Layout.DATE, "6月18日上午9:00-11:00"),
        (Layout.PLACE, "地点：一楼多功能厅"),
        (Layout.NUMBER, "每班不超过20人"),
        (Layout.LIST, "挂艾草、做香囊、画龙舟"),
        (Layout.QUOTE, "蹲下来，才能看见孩子的世界"),
        (Layout.CLOSING, "021-62345678"),
    ],
)
def test_a_headline_does_not_say_what_the_picture_shows_anyway(layout: Layout, title: str) -> None:
    with_it, without = composed(order(layout, title=title)), composed(order(layout, title=""))
    assert seen(with_it) == seen(without)


def test_headline_and_caption_do_not_say_the_same_at_the_same_time() -> None:
    cues = (Cue(0.0, 2.0, "户外乐园，"), Cue(2.0, 8.0, "风和阳光。"))
    (headline, *_) = seen(composed(order(Layout.HERO, cues=cues))).strip().splitlines()[1:]
    assert "0:00:02.00" in headline


def test_a_row_waits_with_words_that_the_caption_says() -> None:
    said = "做香囊"
    cues = (Cue(0.0, 4.0, said), Cue(4.0, 8.0, "等你来"))
    lines = seen(composed(order(Layout.LIST, cues=cues))).splitlines()
    (row,) = [line for line in lines if line.endswith(said)]
    assert "0:00:04" in row.split(",")[1]


def test_a_scene_whose_words_have_changed_is_drawn_without_facts() -> None:
    for layout in Layout:
        bare = order(layout, title="你好", facts=of_scene("你好", "你好。", (), "zh"))
        check_room(composed(bare))


@pytest.mark.parametrize("platform", FORMATS)
@pytest.mark.parametrize("language", TITLES)
def test_lists_that_crop_a_cover_show_all_of_its_title(platform: str, language: str) -> None:
    form = FORMATS[platform]
    wide, high = min(form.width, form.height * 4 / 3), min(form.height, form.width * 4 / 3)
    crop = Box((form.width - wide) / 2, (form.height - high) / 2, wide, high)
    for title in TITLES[language]:
        wanted = order(Layout.OPENING, language, platform, film=title, cues=())
        scene = empty(wanted, cover_stage(form))
        layouts.compose_cover(scene)
        check_room(scene)
        assert all(lies_in(box, crop) for box in (*scene.taken, *scene.letters))


@pytest.mark.parametrize("position", CaptionPosition)
def test_the_title_of_a_photo_stands_in_the_picture_wherever_captions_stand(position: str) -> None:
    wanted = order(Layout.HERO, shots=(Shown(Path("a.jpg")),), look=CaptionLook(position=position))
    _, top = photo_sheet(wanted)
    assert wanted.format.top < top < wanted.format.height - wanted.format.bottom


@pytest.mark.parametrize("platform", FORMATS)
@pytest.mark.parametrize("position", CaptionPosition)
def test_films_of_photos_have_their_title_and_tell_whom_to_ask(
    position: str, platform: str
) -> None:
    """What a drawn opening and a drawn closing show, they show over a photo, too."""
    look = {"shots": (Shown(Path("a.jpg")),), "look": CaptionLook(position=position)}
    first = order(Layout.OPENING, platform=platform, film="春季招生开放日", **look)
    last = order(Layout.CLOSING, platform=platform, **look)
    telling = {
        first: (first.film, CONTACT.organization),
        last: (*asdict(replace(CONTACT, link=CONTACT.short_link)).values(), last.title),
    }
    for wanted, words in telling.items():
        form, (sheet, top) = wanted.format, photo_sheet(wanted)
        text = "".join(dict.fromkeys(line.text for line in sheet.said))
        assert all(word in text for word in words)
        assert form.top + HEADER_HEIGHT < top < 0.8 * form.height
        places = [(*line.place, line.px) for line in sheet.said]
        assert min(x for x, _, _ in places) >= form.left
        assert max(y + px for _, y, px in places) <= form.height - form.bottom


def test_a_telephone_reads_the_code_over_a_photo() -> None:
    """Its squares are those of the picture of the code that telephones are known to read."""
    outline, side = plates.qr_outline(CONTACT.url, 250)
    drawn = ImageDraw.Draw(image := Image.new("L", (side, side), 255))
    for square in re.findall(r"m (\d+) (\d+) l \d+ \d+ (\d+) (\d+)", outline):
        left, top, right, bottom = map(int, square)
        drawn.rectangle((left, top, right - 1, bottom - 1), 0)
    assert image.tobytes() == plates.qr_code(CONTACT.url, 250).convert("L").tobytes()


def test_a_closing_shows_the_phone_that_only_its_words_name() -> None:
    words = "13900001111", "咨询电话13900001111。"
    wanted = order(
        Layout.CLOSING, title=words[0], contact=Contact(), facts=of_scene(*words, (), "zh")
    )
    assert "13900001111" in seen(composed(wanted))


def test_a_row_that_the_caption_says_to_the_end_is_shorter() -> None:
    said = "灭火器使用。中班：两人三足、拍球接力。"
    points = ("灭火器使用", "中班：两人三足、拍球接力")
    cues = (Cue(0.0, 2.0, points[0]), Cue(2.0, 8.0, points[1]))
    wanted = order(Layout.LIST, facts=of_scene("", said, points, "zh"), cues=cues)
    lines = [line.split(",,")[-1] for line in seen(composed(wanted)).splitlines()]
    assert "两人三足、拍球接力" in lines
    assert points[1] not in lines


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "Fruit every day", "No nuts in any meal"),
        ("zh", "结伴去泳池", "不到水域游泳"),
        ("zh", "大声喊老师", "禁止燃放烟花爆竹"),
    ],
)
def test_no_row_says_the_contrary_of_what_is_meant(language: str, first: str, last: str) -> None:
    """A row that the caption says to the end stands in the caption's place, with all its words."""
    facts = of_scene("", f"{first}. {last}.", (first, last), language)
    cues = (Cue(0.0, 2.0, f"{first}."), Cue(2.0, 8.0, f"{last}."))
    wanted = order(Layout.LIST, language, facts=facts, cues=cues)
    for platform in SHAPES:
        assert told(letters_of(replace(wanted, platform=platform))).count(last) == 1


@pytest.mark.parametrize("title", ["端午活动", "端午活动，请家长记好日子"])
def test_an_opening_shows_its_title_though_the_voice_says_it_or_a_part_of_it(title: str) -> None:
    wanted = order(Layout.OPENING, film=title, cues=(Cue(0.0, 8.0, "端午活动。"),))
    assert told(letters_of(wanted)).count("端午活动") == 1


@pytest.mark.parametrize("language", WORDS)
def test_a_list_in_landscape_leaves_room_for_its_hero(language: str) -> None:
    title = {"zh": "艾草、香囊、龙舟、粽子", "en": "Pork, potatoes, peas, carrots"}[language]
    scene = composed(order(Layout.LIST, language, "bilibili", title=title))
    if not [line for line in seen(scene).splitlines() if title in line]:
        assert any(box.x > 0.6 * scene.order.format.width for box in scene.taken)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("3月28日上午9点报到", "3月28日上午9点报到"),
        ("Saturday at 9:30", "Saturday at 9:30"),
        ("上午9:00-11:00", "上午9:00-11:00"),
        ("每班不超过20人", "每班不超过20人"),
        ("地点：一楼多功能厅", "一楼多功能厅"),
        ("时间：6月18日上午9:00", "6月18日上午9:00"),
        ("Place: the hall on the first floor", "the hall on the first floor"),
        ("双语课程", "双语课程"),
    ],
)
def test_a_row_that_is_shortened_keeps_its_dates_times_and_figures(row: str, shown: str) -> None:
    assert short_form(row) == shown
