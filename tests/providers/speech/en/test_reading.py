"""Figures and signs as the English voices get them."""

from __future__ import annotations

import re

import pytest

from projects.providers.speech.en.reading import spoken_form


def heard_in_english(text: str) -> str:
    return re.sub(r"\s+", " ", spoken_form(text).text)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("2027-03-15", "March 15th, 20 27"),
        ("in 1998", "in 19 98"),
        ("31/10 at 5pm, 10/31/2026", "October 31st at 5pm, October 31st, 20 26"),
        ("12/10, 24/7, 50/50, 9/20 of us", "12 10, 24 7, 50 50, 9 over 20 of us"),
        ("7.30 p.m., 7.30-9.00pm", "7 30 p.m., 7 30 to 9pm"),
        ("9am-3pm, 9:00-17:00", "9am to 3pm, 9 o'clock to 17"),
        ("Mon-Fri, Oct. 5, Sept 2026", "Monday to Friday, October 5, September 20 26"),
        ("Sat 10am, every Sat and Sun", "Saturday 10am, every Saturday and Sunday"),
        ("The cat sat. Sun hats for Jan.", "The cat sat. Sun hats for Jan"),
        ("a 1:8 ratio, won 3:2, 1:30:00", "a 1 to 8 ratio, won 3 to 2, 1, 30, 00"),
        ("9:00, 9:05, 9:30", "9 o'clock, 9 oh 5, 9 30"),
        ("ages 3-6", "ages 3 to 6"),
        ("2/3", "2 thirds"),
        (
            "1/2 price, 2 1/2 hrs, 3 3/4 cups",
            "half price, 2 and a half hours, 3 and 3 quarters cups",
        ),
        ("2 hrs, 1 hr, 45 min. a day", "2 hours, 1 hour, 45 minutes a day"),
        ("138-0000-0000", "1 3 8, 0 0 0 0, 0 0 0 0"),
        ("0.09/0.24, 127.0.0.1:80", "0.09 0.24, 127.0.0.1, 80"),
        ("$99.50 or $1", "99 dollars 50 or 1 dollar"),
        ("￥99", "99 yuan"),
        ("$5-10, £5 – £7.50", "5 to 10 dollars, 5 to 7 pounds 50"),
        ("£1,250/month, 45min/class", "1,250 pounds per month, 45 minutes per class"),
        ("$20.50/hour/child", "20 dollars 50 per hour per child"),
        ("and/or, parent/child", "and or, parent child"),
        ("$3.5 million", "3.5 million dollars"),
        ("100㎡ at 25℃", "100 square metres at 25 degrees Celsius"),
        ("5km", "5 kilometres"),
        ("A & B+C", "A and B plus C"),
        ("#1", "number 1"),
        ("10,000 people", "10,000 people"),
        ("Max. 12, approx. 6", "maximum 12, approximately 6"),
        ("“it’s” (fine) — yes", "it's, fine, yes"),
    ],
)
def test_figures_and_signs_are_read_as_english_people_say_them(written: str, heard: str) -> None:
    assert heard_in_english(written) == heard
