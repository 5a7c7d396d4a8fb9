"""Key points as people type and paste them: what is a mark goes, and what is a word stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from projects.key_points import read, read_one

ROOMS = ("小班教学", "双语课程", "户外乐园")


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("# 招生亮点\n- **小班教学**：每班20人", ("小班教学：每班20人",)),
        ("招生亮点\n====\n小班教学\n---\n双语课程", ROOMS[:2]),
        ("## 🌟 一、招生亮点\n1. 小班教学\n2. 双语课程", ROOMS[:2]),
        ("# 招生亮点", ("招生亮点",)),
        ("## 小班教学\n每班20人", ("小班教学", "每班20人")),
        ("好的，以下是招生亮点：\n1. **小班教学**\n2. **双语课程**", ROOMS[:2]),
        ("Sure! Here are the key points:\n* Small classes\n* Music", ("Small classes", "Music")),
        ("- [双语课程](https://a.cn/b)\n> 欢迎参观", ("双语课程", "欢迎参观")),
        ("[https://a.cn](https://a.cn)\n<https://b.cn>", ("https://a.cn", "https://b.cn")),
        ("`编程`\n~~户外乐园~~\n==校车==", ("编程", "户外乐园", "校车")),
        ("| 班级 | 人数 |\n|---|---|", ("班级、人数",)),
        ("| 班级 | 人数 |\n|---|:-:|\n| 小班 | 20 |", ("小班：人数20",)),
        ("| 项目 | 说明 |\n|--|--|\n| **小班** | 每班二十人 |", ("小班：每班二十人",)),
        ("* 小班教学\n  + 双语课程\n    1) 户外乐园", ROOMS),
        ("- [ ] 小班教学\n- [x] 双语课程\n+ 户外乐园", ROOMS),
        ("***小班***、__双语__ and _art_", ("小班、双语 and art",)),
        ("snake_case 2*3*4 2**3 138****1234", ("snake_case 2*3*4 2**3 138****1234",)),
        ("小班[^1]教学\n[^1]: 每班20人", ("小班教学", "每班20人")),
        ("![园区照片](https://a.cn/b.png)", ("园区照片",)),
        ("<b>小班</b>教学<br>双语&nbsp;课程 &amp; 音乐", ("小班教学", "双语 课程 & 音乐")),
        ("<ul><li>小班教学</li><li>双语课程</li></ul>", ROOMS[:2]),
        ("```text\n小班教学\n***\n双语课程\n```", ROOMS[:2]),
        (r"\*\*小班教学\*\*" + "\n" + r"2\. 双语课程", ROOMS[:2]),
        ("✅ 小班教学\n👉双语课程\n※户外乐园", ROOMS),
        ("◆小班教学\n▪双语课程\n→ 户外乐园", ROOMS),
        ("费用$5起，$8封顶", ("费用$5起，$8封顶",)),
        (r"面积$3\times4$米，$E=mc^2$", ("面积3×4米，E=mc^2",)),
        ("#春季招生# 欢迎参观\n#tag", ("春季招生 欢迎参观", "tag")),
        ("C#和F#编程，3#楼", ("C#和F#编程，3#楼",)),
        ("【亮点】小班教学\n【双语课程】外教带班", ("小班教学", "双语课程：外教带班")),
        ("https://a.cn/_x_/b*c*d?e=1;f=2", ("https://a.cn/_x_/b*c*d?e=1;f=2",)),
        ("❌ 携带零食\n🚫 宠物入园\n❌ 不带零食", ("不要携带零食", "禁止宠物入园", "不带零食")),
    ],
)
def test_what_is_pasted_from_a_chat_assistant_becomes_plain_words(
    typed: str, points: tuple[str, ...]
) -> None:
    assert read(typed) == points


NUMBERS = """一、 二、 三、
（一） （二） （三）
1. 2. 3.
1、 2、 3、
(1) (2) (3)
1) 2) 3)
① ② ③
⒈ ⒉ ⒊
⑴ ⑵ ⑶
❶ ❷ ❸
㈠ ㈡ ㈢
1️⃣ 2️⃣ 3️⃣
Ⅰ. Ⅱ. Ⅲ.
I. II. III.
Ⓐ Ⓑ Ⓒ
A. B. C.
a) b) c)
01 02 03
1 2 3
壹、 贰、 叁、
第一， 第二， 第三，
第一点： 第二点： 第三点：
第1条 第2条 第3条
其一， 其二， 其三，
一是 二是 三是
首先， 其次， 最后，
亮点一： 亮点二： 亮点三：
No.1 No.2 No.3
Step1: Step2: Step3:
First, Second, Third,
1st: 2nd: 3rd:
1.1 1.2 1.3
甲、 乙、 丙、
一） 二） 三）
特色一 特色二 特色三
One: Two: Three:"""


@pytest.mark.parametrize("numbers", NUMBERS.split("\n"))
def test_the_numbers_of_a_list_go(numbers: str) -> None:
    lines = [f"{number} {room}" for number, room in zip(numbers.split(), ROOMS, strict=True)]
    assert read("\n".join(lines)) == ROOMS


@pytest.mark.parametrize(
    "number",
    [
        "一、",
        "（一）",
        "1.",
        "1、",
        "(1)",
        "①",
        "Ⅰ.",
        "a)",
        "第一，",
        "第一点：",
        "其一，",
        "首先，",
    ]
    + [
        "Step 1: ",
        "Point 1 - ",
        "First, ",
        "Firstly, ",
        "1st: ",
        "壹、",
        "A. ",
        "II. ",
        "2. ",
        "二、",
        "亮点1：",
    ],
)
def test_the_number_of_a_single_point_goes_where_it_surely_only_counts(number: str) -> None:
    assert read(f"{number}小班教学") == ("小班教学",)
    assert read_one(f"{number}小班教学") == "小班教学"


SAYING_SOMETHING = """一年级招生|第一名|第一幼儿园|3D打印|3.5米跑道|2026年招生|1对1辅导|一对一
十一、国庆活动|A班|B超检查|1.2米以下免票|24小时|4S店|7-Eleven|一、二年级学生|1、2年级学生|第一、第二批招生|(1)班学生展示
三（二）班|八一、十一放假|A、B两班同时开课|第一节：8:30-9:10|-5℃也上课|>18岁免费|最后一天有礼物
第一次来园|1:1师生比|9:30入园|六.一儿童节|Ⅱ期校区|No.1 Middle School|First Saturday of May|First aid
1 garden|A. Smith teaches"""


@pytest.mark.parametrize("words", re.split(r"[|\n]", SAYING_SOMETHING))
def test_a_number_that_says_something_stays(words: str) -> None:
    assert read(words) == (words,)


@pytest.mark.parametrize(
    "words",
    ["1楼教室\n2楼餐厅\n3楼操场", "1 garden\n2 teachers\n3 classes", "1.2米以下\n2.5米跑道"]
    + ["要点1\n要点2", "特色1号\n特色2号\n特色10号", "Step 1\nStep 2"]
    + ["8:00 入园\n9:00 早操", "A班\nB班\nC班", "第一名\n第二名", "Q：几点？\nA：八点"],
)
def test_numbers_in_a_row_that_say_something_stay(words: str) -> None:
    assert read(words) == tuple(words.split("\n"))


@pytest.mark.parametrize(
    "line",
    [
        "①小班教学 ②双语课程 ③户外乐园",
        "1.小班教学2.双语课程3.户外乐园",
        "招生亮点\n1. 小班教学\n2. 双语课程；3. 户外乐园",
        "“小班教学”、“双语课程”、“户外乐园”",
        '["小班教学", "双语课程", "户外乐园"]',
        "（1）小班教学（2）双语课程（3）户外乐园",
        "一、小班教学 二、双语课程 三、户外乐园",
        "第一，小班教学；第二，双语课程；第三，户外乐园。",
        "首先是小班教学，其次是双语课程，最后是户外乐园",
        "一是小班教学，二是双语课程，三是户外乐园",
        "✅小班教学✅双语课程✅户外乐园",
        "• 小班教学 • 双语课程 • 户外乐园",
        "#小班教学 #双语课程 #户外乐园",
        "小班教学、双语课程、户外乐园",
        "小班教学、双语课程和户外乐园",
        "我们的特色：小班教学、双语课程、户外乐园",
        "三大亮点：①小班教学②双语课程③户外乐园",
        "小班教学。双语课程。户外乐园。",
        "小班教学！双语课程！户外乐园！",
        "小班教学;双语课程；户外乐园",
        "小班教学 | 双语课程 | 户外乐园",
        "小班教学/双语课程/户外乐园",
        "小班教学，双语课程，户外乐园",
        "小班教学 双语课程　户外乐园",
        "小班教学\t双语课程\t户外乐园",
        "小班教学+双语课程+户外乐园",
        "小班教学·双语课程·户外乐园",
        "小班教学\r\n双语课程\u2028户外乐园",
    ],
)
def test_a_list_in_one_line_is_several_points(line: str) -> None:
    assert tuple(point.rstrip("。") for point in read(line)) == ROOMS


@pytest.mark.parametrize(
    "line",
    [
        "small classes, outdoor play, and healthy lunch",
        "a) small classes b) outdoor play c) healthy lunch",
        "1) small classes 2) outdoor play 3) healthy lunch",
        "small classes; outdoor play; healthy lunch",
        "small classes. outdoor play. healthy lunch.",
        "small classes / outdoor play / healthy lunch",
        "Our highlights: small classes, outdoor play and healthy lunch",
    ],
)
def test_an_english_list_in_one_line_is_several_points(line: str) -> None:
    assert read(line) == ("small classes", "outdoor play", "healthy lunch")


SENTENCES = """欢迎爸爸、妈妈和孩子一起参加|周一、周三、周五上午开放|地址：浦东、徐汇、静安三个校区
语文、数学、英语三门课全部免费试听|提供早餐、午餐和点心|开设美术课、音乐课、舞蹈课
爸爸/妈妈/爷爷均可参加|￥3,980/学期，立减20%|春暖花开，万物复苏，生机勃勃|孩子笑了。老师笑了。
小班教学：每班20人、三位老师、全天陪伴|张老师、李老师、王老师带班|2026年3月、4月、5月开放
“小班；大班”都有|营养早餐、营养午餐、营养晚餐全部免费|我们的课程分三类：美术、音乐、舞蹈
Every Monday, Wednesday and Friday|Bring water, a hat, and sunscreen|We sing, we dance, and we play
Fees from $1,250 a month, lunch and all materials included|We learn a lot. We play a lot more.
春季 招生 开放日"""


@pytest.mark.parametrize("line", re.split(r"[|\n]", SENTENCES))
def test_a_sentence_stays_one_point(line: str) -> None:
    assert read(line) == (line,)


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("时间：周六 地点：操场", ("时间：周六", "地点：操场")),
        ("时间：周六9:30，地点：操场", ("时间：周六9:30", "地点：操场")),
        ("【报名时间】6月30日【地点】操场", ("报名时间：6月30日", "地点：操场")),
        ("Date: June 30 Place: the park", ("Date: June 30", "Place: the park")),
        ("电话：\n021-62345678", ("电话：021-62345678",)),
        ("地址：\n浦东1号\n时间：\n周六", ("地址：浦东1号", "时间：周六")),
        ("报名时间：\n- 3月1日\n- 3月8日", ("报名时间：3月1日、3月8日",)),
        ("上课时间：①周六 ②周日", ("上课时间：周六、周日",)),
        ("Tel:\n021-555 1234", ("Tel: 021-555 1234",)),
        ("1.课程：双语 2.餐食：三餐两点", ("课程：双语", "餐食：三餐两点")),
        ("## 报名时间\n3月1日\n## 双语课程", ("报名时间：3月1日", "双语课程")),
        ("小班教学\n电话：", ("小班教学",)),
        ("时间：\n地点：操场", ("地点：操场",)),
    ],
)
def test_a_label_has_its_value_and_no_other(typed: str, points: tuple[str, ...]) -> None:
    assert read(typed) == points


@given(st.lists(st.sampled_from([*ROOMS, "1. ", "一、", "**", "、", "：", "\n", "| ", "- ", "#"])))
@example(["\ud800", "\n", "- 1. 一、"])
def test_whatever_is_typed_its_words_are_kept(parts: list[str]) -> None:
    typed = "".join(parts)
    said = "".join(read(typed))
    for room in ROOMS:
        assert (room in typed) == (room in said)
