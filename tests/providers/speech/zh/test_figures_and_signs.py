"""Signs that carry a meaning, figures by their sort, letters and addresses, in Chinese."""

from __future__ import annotations

import re

import pytest

from projects.providers.speech.sentences import pieces
from projects.providers.speech.zh import spoken_form
from tests.providers.speech.hearing import phonemes


def said(text: str) -> str:
    """Without spaces. The studio must take the text for Chinese, also where it has no hanzi."""
    assert {piece.language for piece in pieces(text, "zh")} <= {"zh"}
    return re.sub(r"\s+", "", spoken_form(text).text)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("身高＞1.2米，体重<20kg，＞3岁", "身高大于一点二米，体重小于二十公斤，大于三岁"),
        ("> 5岁，≤6岁，x>=3，1≠2", "大于五岁，小于等于六岁，x大于等于三，一不等于二"),
        ("1+1>2，3-1=2，10−3=7", "一加一大于二，三减一等于二，十减三等于七"),
        ("3*4，6/2=3，6÷2，2^3，5²", "三乘四，六除以二等于三，六除以二，二的三次方，五的平方"),
        ("±5分钟，人数≈50，~50人", "正负五分钟，人数约等于五十，约五十人"),
        ("小班→大班，报名->入园，↑5%", "小班到大班，报名到入园，上升百分之五"),
        ("理解>背诵，A>B", "理解大于背诵，A大于B"),
        ("点击我的>设置>关于", "点击我的，设置，关于"),
        ("<b>你好</b>，<小王子>", "b你好，b，小王子"),
        ("> 欢迎参观", "欢迎参观"),
        ("2周岁+，18岁+，3+，3+岁", "两周岁以上，十八岁以上，三以上，三岁以上"),
        ("500+，1000+，10万+，3w+", "五百多，一千多，十万多，三万多"),
        ("50+位，3+名，15+家庭，￥500+", "五十多位，三名以上，十五加家庭，五百元以上"),
        ("C++，A+级，2+1套餐，3天+2夜", "C加加，A加级，二加一套餐，三天加二夜"),
        ("-10~-5℃，气温-5~10℃，+5℃", "零下十到零下五摄氏度，气温零下五到十摄氏度，零上五摄氏度"),
        ("-5%，海拔-5米，-1层，2楼-3楼", "负百分之五，海拔负五米，负一层，二楼到三楼"),
        ("6′30″，6'30\"，45°，15.6″屏", "六分三十秒，六分三十秒，四十五度，十五点六英寸屏"),
        (
            "24/7，1 1/2杯，½杯，第1/3页",
            "七乘二十四小时，一又二分之一杯，二分之一杯，第一页，共三页",
        ),
        ("K1—K3，A-C区，A座-C座", "K一到K三，A到C区，A座到C座"),
        ("2岁半-6岁，3名-5名，3F-5F", "两岁半到六岁，三名到五名，三楼到五楼"),
        ("满100-50，Q&A", "满一百减五十，QandA"),
        ("①小班 ②双语，第Ⅲ期，II期，α", "一，小班二，双语，第三期，二期，阿尔法"),
    ],
)
def test_a_sign_that_carries_a_meaning_is_said(written: str, heard: str) -> None:
    assert said(written) == heard


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("3号楼201室，B座1502房，305包厢", "三号楼二零一室，B座一五零二房，三零五包厢"),
        ("201-205室，302、303教室，2楼203", "二零一到二零五室，三零二，三零三教室，二楼二零三"),
        ("3-2-301室，A1-201室，3#楼", "三杠二杠三零一室，A一杠二零一室，三号楼"),
        ("100间教室，2026室内乐，2楼300人", "一百间教室，二零二六室内乐，二楼三百人"),
        ("B1层，6F，B1F", "B一层，六楼，B一楼"),
        ("102路，100路，G7次，G1234次", "幺零二路，一百路，G七次，G一二三四次"),
        ("MU5101，三(2)班，大（一）班", "MU五一零一，三二班，大一班"),
        ("请拨打12306，电话120，95588热线", "请拨打幺二三零六，电话幺二零，九五五八八热线"),
        ("拨打120分钟，电话3月起，热线24小时", "拨打一百二十分钟，电话三月起，热线二十四小时"),
        ("021-62345678-801", "零二幺，六二三四五六七八，转八零一"),
        (
            "021-6234-5678-801，书号978-7-5000-1234-5",
            "零二幺，六二三四，五六七八，转八零一，书号九七八，七，五零零零，一二三四，五",
        ),
        ("(021) 6234-5678转12", "零二幺，六二三四，五六七八，转一二"),
        ("+86 21 6234 5678", "八六，二幺，六二三四，五六七八"),
        ("+8613800000000", "八六，幺三八，零零零零，零零零零"),
        ("138****8888", "幺三八，星星星星，八八八八"),
        ("邮编200001，验证码 482，房号301", "邮编二零零零零一，验证码四八二，房号三零一"),
        (
            "卡号 6222 0212 3456，车牌沪A12345",
            "卡号六二二二，零二一二，三四五六，车牌沪A一二三四五",
        ),
        (
            "举报电话12345-1，苏A·12345，WIFI密码8888",
            "举报电话幺二三四五，转一，苏A一二三四五，WIFI密码八八八八",
        ),
        ("TEL：021-12345678，8-3-201", "电话，零二幺，幺二三四五六七八，八杠三杠二零一"),
        ("90后，00后，80、95后，85-95后", "九零后，零零后，八零，九五后，八五到九五后"),
        ("10分钟后，90年代，1990s，'26届", "十分钟后，九十年代，一九九零年代，二六届"),
        ("26年9月，26年经验，2025-26学年", "二六年九月，二十六年经验，二零二五到二六学年"),
        ("No.1，2nd，NO.0012，№3", "第一，第二，编号零零一二，第三"),
        ("2个，2周岁，2cm，2千，第2，2楼", "两个，两周岁，两厘米，两千，第二，二楼"),
    ],
)
def test_figures_are_said_by_their_sort(written: str, heard: str) -> None:
    assert said(written) == heard


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        (
            "1:30-2:30pm，9-11am，11am-1pm",
            "下午一点三十分到两点三十分，上午九点到十一点，上午十一点到下午一点",
        ),
        ("8am，12am，12pm，2:30 PM", "上午八点，凌晨零点，中午十二点，下午两点三十分"),
        ("上午9:00-11:00am，23:59:59", "上午九点到十一点，二十三点五十九分五十九秒"),
        (
            "9.1起，12.31前，5.1-5.3，9.10号",
            "九月一日起，十二月三十一日前，五月一日到五月三日，九月十号",
        ),
        ("9.1分，9.1元，版本9.1，9.9元起", "九点一分，九点一元，版本九点一，九点九元起"),
        ("4.8-5.0分，3.5-4.5米，1.2-1.5万", "四点八到五点零分，三点五到四点五米，一点二到一点五万"),
        ("视力4.8-5.2，36.3-37.2℃", "视力四点八到五点二，三十六点三到三十七点二摄氏度"),
        ("3/15，1/15的孩子，10/1-10/7", "三月十五日，十五分之一的孩子，十月一日到十月七日"),
        ("3/1-3/8，1/2~2/3杯", "三月一日到三月八日，二分之一到三分之二杯"),
        (
            "20260315，2026-09，2026.9入学",
            "二零二六年三月十五日，二零二六年九月，二零二六年九月入学",
        ),
        ("03月05日，09点，截止9.15", "三月五日，九点，截止九月十五日"),
    ],
)
def test_days_and_hours_are_told_from_decimals(written: str, heard: str) -> None:
    assert said(written) == heard


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("35μg/m³，0.08mg/m³，20mg/kg", "三十五微克每立方米，零点零八毫克每立方米，二十毫克每公斤"),
        ("5km²，250mL，5kWh，60dB", "五平方公里，两百五十毫升，五千瓦时，六十分贝"),
        ("8h，1h30min，10s，1080p，100Mbps", "八小时，一小时三十分钟，十秒，一零八零P，一百兆每秒"),
        ("5k，￥5k，$10K，1.2亿，60W灯泡", "五千，五千元，一万美元，一点二亿，六十瓦灯泡"),
        ("US$5，HK$100，99￥/节，99RMB", "五美元，一百港元，九十九元每节，九十九元"),
        ("3分钟/首，6个月+，1.5w+", "三分钟每首，六个月以上，一点五万以上"),
        ("50元/人·次，19.9元/3节", "五十元每人每次，十九点九元每三节"),
        (".5，5‰，单位：μg/m³", "零点五，千分之五，单位，微克每立方米"),
    ],
)
def test_money_and_units_are_said_in_words(written: str, heard: str) -> None:
    assert said(written) == heard


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("IQ和EQ", "I Q 和 E Q"),
        ("VIP专享，vip卡", "V I P 专享，V I P 卡"),
        ("STEAM教育，NASA，APP，PPT", "STEAM教育，NASA，APP，P P T"),
        ("PM2.5，T恤，A班，4K，OPEN DAY", "P M 二点五，T恤，A班，四K，OPEN DAY"),
        ("C#，H5，B-203", "C Sharp，H 五，B 二零三"),
        ("C#语言", "C Sharp语言"),
        ("ChatGPT，iOS，USB-C，PK", "Chat G P T，i O S，U S B C，P K"),
        ("WELCOME，LOGO，ISO，P.E.课", "WELCOME，LOGO，I S O，P E 课"),
        ("Dr. Wang，don't，TOEFL，B2B", "Doctor Wang，don't，Toefl，B to B"),
    ],
)
def test_letters_are_said_as_people_say_them(written: str, heard: str) -> None:
    assert re.sub(r"\s+", " ", spoken_form(written).text) == heard


def test_short_forms_sound_letter_by_letter() -> None:
    texts = [spoken_form(text).text for text in ("VIP", "IQ", "AED", "NASA", "STEAM")]
    vip, iq, aed, nasa, steam = phonemes(texts, "cmn")
    assert ("v'i:" in vip and "p'i:" in vip) and "kj'u:" in iq
    assert "'eI_" in aed  # the letter, not the article
    assert "n'asa" in nasa and "st'i:m" in steam


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        (
            "报名请访问https://www.abc.edu.cn/2026/register?source=a&b=c#form",
            "报名请访问屏幕上的网址",
        ),
        ("发邮件到info@abc.com。", "发邮件到屏幕上的邮箱"),
        ("登录www.abc.com，欢迎", "登录abc点com，欢迎"),
        ("邮箱：info@abc.com", "邮箱，见屏幕"),
        ("www.sunny-kindergarten2026.com/", "屏幕上的网址"),
        ("微信号 abc123，@kids_2026，v2.0", "微信号abc一二三，艾特kids二零二六，v二点零"),
        ("文件report.pdf，订单号20260315001", "文件report点PDF，订单号二零二六零三一五零零一"),
    ],
)
def test_nobody_spells_an_address(written: str, heard: str) -> None:
    assert re.sub(r"\s+", "", spoken_form(written).text) == heard
