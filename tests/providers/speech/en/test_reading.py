"""Figures and signs as the English voices get them."""

from __future__ import annotations

import re

import pytest

from projects.providers.speech.en import spoken_form


def heard_in_english(text: str) -> str:
    return re.sub(r"\s+", " ", spoken_form(text).text)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("2027-03-15", "March 15th, 20 27"),
        ("Open May 12, 2027", "Open May 12th, 20 27"),
        ("Dec. 1-12 and Oct 3", "December 1st to 12th and October 3rd"),
        ("March 9:30, March 2027", "March 9 30, March 20 27"),
        ("in 1998", "in 19 98"),
        ("31/10 at 5pm, 10/31/2026", "October 31st at 5 P M, October 31st, 20 26"),
        ("12/10, 24/7, 50/50, 9/20 of us", "12 10, 24 7, 50 50, 9 over 20 of us"),
        ("7.30 p.m., 7.30-9.00pm", "7 30 P M, 7 30 to 9 P M"),
        ("9am-3pm, 9:00-17:00", "9 A. M to 3 P M, 9 o'clock to 5 P M"),
        ("Mon-Fri, Oct. 5, Sept 2026", "Monday to Friday, October 5th, September 20 26"),
        ("Sat 10am, every Sat and Sun", "Saturday 10 A. M, every Saturday and Sunday"),
        ("The cat sat. Sun hats for Jan.", "The cat sat. Sun hats for Jan"),
        ("a 1:8 ratio, won 3:2, 1:30:00", "a 1 to 8 ratio, won 3 to 2, 1, 30, 00"),
        ("9:00, 9:05, 9:30", "9 o'clock, 9 oh 5, 9 30"),
        ("17:00, 14:30-18:05, 00:00, 00:30", "5 P M, 2 30 P M to 6 oh 5 P M, midnight, 12 30 A. M"),
        (
            "height > 1.2 m, < 5, 3 ≥ 2",
            "height greater than 1.2 metres, less than 5, 3 greater than or equal to 2",
        ),
        (
            "5-3=2, ±2, ~50 kids, 2^3, Mon→Fri",
            "5 minus 3 equals 2, plus or minus 2, about 50 kids, 2 cubed, Monday to Friday",
        ),
        ("A+, a B-, C++, C#, 5‰", "A. plus, a B minus, C plus plus, C sharp, 5 per thousand"),
        ("50% - 60%, K1-K3, Grade 1–Grade 3", "50% to 60%, K1 to K3, Grade 1 to Grade 3"),
        ("Room 201, rooms 305-312, Suite 1502", "Room 2 oh 1, rooms 3 oh 5 to 3 12, Suite 15 oh 2"),
        ("bus 102, MU5101, PIN 0042", "bus 1 oh 2, M U 5 1 0 1, PIN 0 0 4 2"),
        ("021-62345678-801, ext. 12", "0 2 1, 6 2 3 4 5 6 7 8, extension 8 0 1, extension 1 2"),
        ("+44 20 7946 0958", "4 4, 2 0, 7 9 4 6, 0 9 5 8"),
        ("5'6\", 5 ft 6 in, 1 ft, 30 mph", "5 foot 6, 5 feet 6 inches, 1 foot, 30 miles an hour"),
        (
            "35 μg/m³, 9.8 m/s², 16 GB",
            "35 micrograms per cubic metre, 9.8 metres per second squared, 16 gigabytes",
        ),
        (
            "70°F, 45°, 10s, the 1990s",
            "70 degrees Fahrenheit, 45 degrees, 10 seconds, the 19 nineties",
        ),
        (
            "US$5, 20€, $2M, 1.5M, 10K, 4K video",
            "5 U S dollars, 20 euros, 2 million dollars, 1.5 million, 10 thousand, 4K video",
        ),
        (
            "e.g. us vs. them, w/ kids, w/o, etc.",
            "for example us versus them, with kids, without, et cetera",
        ),
        ("5 Main St., pp. 3-5, Ms. Lee", "5 Main Street, pages 3 to 5, Miz Lee"),
        ("IQ, a VIP, NASA, Q&A, VIPs", "I Q, a V I P, NASA, Q and A, V I P's"),
        ("JOIN US TODAY", "JOIN us TODAY"),
        ("Class A or B, an AI class, Ms Lee", "Class A. or B, an A. I class, Miz Lee"),
        ("PYP, ChatGPT, a P.E. lesson, the USA", "P Y P, Chat G P T, a P E lesson, the U S A"),
        (
            "$1,250/mo., 3 yrs, 4.9/5, Part III",
            "1,250 dollars per month, 3 years, 4.9 out of 5, Part 3",
        ),
        ("½ price, 2½ hrs, .5, ② fun", "half price, 2 and a half hours, 0.5, 2, fun"),
        ("Visit https://www.abc.com/a?b=1 now", "Visit the address on the screen now"),
        (
            "see www.abc.com, write to a@b.com",
            "see abc dot com, write to the e-mail address on the screen",
        ),
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
        ("A & B+C", "A. and B plus C"),
        ("#1", "number 1"),
        ("10,000 people", "10,000 people"),
        ("Max. 12, approx. 6", "maximum 12, approximately 6"),
        ("“it’s” (fine) — yes", "it's, fine, yes"),
    ],
)
def test_figures_and_signs_are_read_as_english_people_say_them(written: str, heard: str) -> None:
    assert heard_in_english(written) == heard
