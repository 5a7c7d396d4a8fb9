"""How people write where they can be reached: by hand, pasted, in two languages."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from projects.models.project.contact import (
    check_link,
    check_phone,
    one_line,
    plain_link,
    plain_phone,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0571-8888 8888", ""),
        ("138 0013 8000", ""),
        ("400-888-8888", ""),
        ("+86 571 8888 8888", ""),
        ("020 7946 0958 ext. 5", ""),
        ("(0571) 88888888 转 802", ""),
        ("010-12345678分机801", ""),
        ("12345", ""),
        ("１３８　００１３　８０００", "138 0013 8000"),
        ("（0571）8888—8888", "(0571)8888-8888"),
        ("招生电话：0571-88888888", "0571-88888888"),
        ("Tel.: 0571 88888888", "0571 88888888"),
        ("\u202a+86 138 0013 8000\u202c\n", "+86 138 0013 8000"),
    ],
)
def test_a_phone_number_is_taken_as_people_write_it(typed: str, kept: str) -> None:
    assert plain_phone(typed) == (kept or typed)
    check_phone(plain_phone(typed))


@pytest.mark.parametrize(
    "typed",
    ["张老师", "12", "1" * 16, "0571-88888888/13800138000", "138 0013 8000 139 0013 9000", "١٢٣٤٥"],
)
def test_what_nobody_can_dial_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        check_phone(plain_phone(typed))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.cn", ""),
        ("https://mp.weixin.qq.com/s/AbC_d-1?x=1#y", ""),
        ("例子.中国/报名", ""),
        ("ｗｗｗ。ｓｕｎｎｙ．ｃｎ", "www.sunny.cn"),
        ("https：／／a.cn/x", "https://a.cn/x"),
        ("网址： www.a.cn", "www.a.cn"),
    ],
)
def test_a_link_is_taken_with_and_without_https(typed: str, kept: str) -> None:
    assert plain_link(typed) == (kept or typed)
    check_link(plain_link(typed))


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "javascript://a.cn/%0aalert(1)", "data:text/html,x", "ftp://a.cn"]
    + ["//a.cn", "a@b.cn", "https://u:p@a.cn", "阳光幼儿园", "a.cn b.cn", 'a.cn/"><script>'],
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        check_link(plain_link(typed))


def test_an_address_that_was_pasted_from_several_lines_is_on_one() -> None:
    assert one_line("地址：杭州市　西湖区\n阳光路 8 号\u200b ") == "杭州市 西湖区 阳光路 8 号"
