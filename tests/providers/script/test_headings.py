"""What the cards, the cover and the post of an offline script say big."""

from __future__ import annotations

import pytest

from projects.language import has_hanzi
from projects.providers.script.headings import heading, topic_heading
from projects.providers.script.languages import written_language
from projects.providers.script.points import make_point
from projects.providers.script.wording import clean
from tests.providers.script.writing import STOCKS, brief, narration, write

CHINESE, ENGLISH = written_language("zh"), written_language("en")


@pytest.mark.parametrize(
    ("point", "title"),
    [
        ("小班教学", "小班教学"),
        ("时间：9月20日上午9点", "9月20日上午9点"),
        ("我们的老师都来自师范院校，带班多年", "我们的老师都"),
        ("每天户外活动时间不少于两小时", "每天户外活动时间"),
    ],
)
def test_a_scene_title_is_cut_between_words(point: str, title: str) -> None:
    assert heading(point, CHINESE).startswith(title)


def test_an_english_point_is_not_cut_before_its_noun() -> None:
    assert heading("At most 18 children per class in every group", ENGLISH) == "At most 18 children"
    assert heading("Date: Saturday 12 May", ENGLISH) == "Saturday 12 May"


@pytest.mark.parametrize(
    ("point", "title"),
    [
        ("费用￥2,680", "费用￥2,680"),
        ("学费￥3,980/学期，立减20%", "学费￥3,980/学期"),
        ("满1,000减200", "满1,000减200"),
        ("Fees from $1,250 a month, lunch and all materials included", "Fees from $1,250 a month"),
    ],
)
def test_a_price_is_not_cut_at_its_comma(point: str, title: str) -> None:
    language = ENGLISH if point.isascii() else CHINESE
    assert heading(point, language) == title


@pytest.mark.parametrize(
    "point",
    [
        "每周一、三、五下午4:00-5:30",
        "Every Monday, Wednesday and Friday",
        "Saturday, 12 October, 9:30-11:30",
    ],
)
def test_a_row_of_days_is_kept_whole(point: str) -> None:
    assert heading(point, ENGLISH if point.isascii() else CHINESE) == point


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("每周二、周四16:30", "每周二、周四"),
        ("每周一、三、五下午4点", "每周一、三、五"),
        ("每周一至周五上午8点", "每周一至周五"),
        ("周三下午4点", "周三"),
    ],
)
def test_a_title_that_is_cut_to_its_days_names_them_all(title: str, days: str) -> None:
    assert CHINESE.shorter(title) == days


@pytest.mark.parametrize(
    ("point", "title"),
    [
        ("Mr. O'Brien teaches", "Mr. O'Brien teaches"),
        ("Dr. Li speaks, and then answers every question", "Dr. Li speaks"),
        ("Max. 4 children per coach", "Max. 4 children per coach"),
        ("Open 9 a.m. to 5 p.m.", "Open 9 am to 5 pm"),
        ("We learn a lot. We play a lot more.", "We learn a lot. We play a lot more."),
        ("We learn a lot every day. And we play a lot more.", "We learn a lot every day"),
    ],
)
def test_an_abbreviation_ends_no_title(point: str, title: str) -> None:
    assert heading(point, ENGLISH) == title


@pytest.mark.parametrize(
    "point",
    ["咨询微信：abc123", "时间：9:00-11:00", "名额：20人", "Tel: 021-555 1234", "Web: www.x.cn"],
)
def test_a_value_that_says_nothing_alone_keeps_its_label(point: str) -> None:
    assert heading(point, CHINESE if "：" in point else ENGLISH) == point
    post = write(brief(key_points=(point,))).description.partition("\n")[0]
    assert (point in post) == point.startswith("时间")


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("少儿编程Scratch零基础入门体验课",) * 2,
        ("“书香校园”第八届读书节闭幕式暨颁奖典礼",) * 2,
        ("第12届校园开放日暨2026-2027学年招生说明会",) * 2,
        ("小小篮球训练营 Basketball Camp 2026",) * 2,
        ("妈妈，我想去春游",) * 2,
        (
            "2026年秋季新生入学报名时间安排及所需材料清单办理流程缴费标准咨询电话审核地址说明",
            "2026年秋季新生入学报名时间安排",
        ),
        (
            "北京市朝阳区阳光花园小区旁边的小太阳双语国际幼儿园2026年春季招生开放日",
            "小太阳双语国际幼儿园2026年春季招生开放日",
        ),
    ],
)
def test_a_topic_is_never_torn(topic: str, title: str) -> None:
    assert topic_heading(topic, CHINESE) == title
    assert write(brief(topic=topic)).scenes[0].title == title


@pytest.mark.parametrize(
    "topic",
    ['Don\'t Miss Our "Little Scientists" Open Day', "Join us for the Dragon Boat Festival"],
)
def test_an_english_topic_is_never_torn(topic: str) -> None:
    assert write(brief("en", topic=topic)).scenes[0].title == topic


@pytest.mark.parametrize(
    ("point", "title"),
    [
        ("报名截止：6月30日", "报名截止：6月30日"),
        ("报名截止：2026年6月30日下午5点整，逾期不候", "报名截止：2026年6月30日下午5点整"),
        ("谢绝：宠物入园", "谢绝：宠物入园"),
        ("不含：午餐费和校服费", "不含：午餐费和校服费"),
        ("停课：周一至周三", "停课：周一至周三"),
        ("名额已满：小班", "名额已满：小班"),
        ("微信：abc123，kids_2026，QQ 12345", "微信：abc123"),
        ("地址：浦东新区世纪大道1000弄阳光花园", "地址"),
        ("小班教学：每班不超过20人，三位老师全程陪伴", "小班教学"),
        ("Deadline: June 30", "Deadline: June 30"),
        ("Registration deadline: June 30, 2026, 5 pm", "Registration deadline: June 30, 2026"),
        ("Closed: Mondays", "Closed: Mondays"),
        ("Not included: lunch and uniforms for children", "Not included: lunch and uniforms"),
    ],
)
def test_a_label_and_its_value_stay_together(point: str, title: str) -> None:
    assert title_of_point(point) == title


@pytest.mark.parametrize(
    ("point", "title"),
    [
        (
            "报名请访问https://www.example-kindergarten.edu.cn/admissions/2026/spring?source=a#form",
            "报名请访问example-kindergarten.edu.cn",
        ),
        (
            "请到https://www.example-kindergarten.edu.cn/admissions/2026/spring?source=a报名并缴费",
            "请到example-kindergarten.edu.cn报名并缴费",
        ),
        (
            "Register at https://www.example-kindergarten.edu.cn/admissions/2026/spring?a=b today",
            "Register at example-kindergarten.edu.cn today",
        ),
        ("官网：https://www.sunflower.edu.cn/open/2026/day", "官网：sunflower.edu.cn/open"),
        ("官网：https://a.cn:8080/x", "官网：https://a.cn:8080/x"),
        ("请发送简历到enrollment2026@sunflower-kindergarten.edu.cn，我们会回复", "请发送简历"),
        (r"报名表在D:\招生办公室\2026年\春季\招生报名表.docx里", "报名表在招生报名表.docx里"),
        ("师生比例达到1:5，远远高于国家规定的标准要求", "师生比例达到1:5"),
    ],
)
def test_an_address_in_a_title_is_whole(point: str, title: str) -> None:
    assert title_of_point(point) == title


@pytest.mark.parametrize(
    ("point", "title"),
    [
        ("我们的塑胶跑道总长度达到了一百二十五米并且全部翻新", "我们的塑胶跑道总长度"),
        ("At most 1,250 children can join us this year", "At most 1,250 children"),
        ("We do not charge any fees for trial lessons in spring", "We do not charge"),
        ("家长在园区内任何地方都不得随意吸烟和携带宠物进入", "请记得"),
        ("我们暂时还不提供校车接送服务也不提供早餐和晚餐", "暂时还不提供校车接送服务"),
        ("Parents must for these reasons please not leave", "Please remember"),
        ("欢迎参加“小小科学家和他的朋友们的奇妙旅行”开幕", "怎样参加"),
        ("（限前20名报名的家庭）赠送全套绘本", "（限前20名报名的家庭）"),
        ("不收取任何费用", "不收取任何费用"),
    ],
)
def test_a_title_is_not_torn_where_that_changes_what_it_says(point: str, title: str) -> None:
    assert title_of_point(point) == title


def title_of_point(point: str) -> str:
    language = CHINESE if has_hanzi(point) else ENGLISH
    return make_point(point, STOCKS["zh" if has_hanzi(point) else "en"], language).title


def test_a_topic_does_not_begin_after_its_not() -> None:
    topic = "阳光国际双语幼儿园试听期间一律不收取一年一度的春季亲子运动会任何报名费用"
    assert topic_heading(topic, CHINESE) == "阳光国际双语幼儿园试听期间一律"


def test_a_long_address_is_no_heading_and_whole_in_what_is_said() -> None:
    address = "https://www.example-kindergarten.edu.cn/admissions/2026/spring/register?source=a"
    script = write(brief(key_points=(f"报名请访问{address}",)))
    assert address in narration(script)
    assert "https" not in "".join(scene.title for scene in script.scenes) + script.description


def test_marks_alone_make_no_title() -> None:
    assert heading("“”" * 40, CHINESE) == topic_heading("“”" * 40, CHINESE) == ""


def test_a_topic_that_was_cut_is_no_hashtag() -> None:
    notice = "2026年秋季新生入学报名时间安排及所需材料清单办理流程缴费标准咨询电话审核地址说明"
    assert "#2026" not in write(brief(topic=notice)).description
    joining = write(brief("en", topic="Join us for the Dragon Boat Festival"))
    assert "#Join" not in joining.description


@pytest.mark.parametrize(("typed", "kept"), [("1️⃣小班教学", "小班教学"), ("❷沙池", "沙池")])
def test_a_number_in_a_key_is_a_bullet(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_units_of_one_character_are_kept() -> None:
    assert clean("占地5000㎡，限重20㎏，高80㎝") == "占地5000㎡，限重20㎏，高80㎝"


def test_a_name_keeps_its_small_letter() -> None:
    points = ("eBooks for all", "www.sunflower.cn")
    script = write(brief("en", topic="iPad classroom", key_points=points))
    said = "\n".join([script.title, script.description, *(s.narration for s in script.scenes)])
    for name in ("IPad", "EBooks", "Www"):
        assert name not in said


def test_rows_in_a_post_are_kept_apart() -> None:
    rows = ("Songs, games and stories", "A garden")
    assert f"{rows[0]}; {rows[1]}" in write(brief("en", key_points=rows)).description
