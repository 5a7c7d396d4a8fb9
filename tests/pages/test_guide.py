"""The user guide, as a page of the studio."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Guide: from photos to a film"), ("zh-hans", "使用指南：从照片到视频")],
)
def test_the_guide_is_in_the_language_of_its_reader_with_its_pictures(
    alices: Client, collected_files: None, language: str, title: str
) -> None:
    answer = alices.get(reverse("guide"), headers={"accept-language": language})
    page = answer.content.decode()
    assert f"<h1>{title}</h1>" in page
    assert page.count('<h2 id="guide-') == page.count('<a href="#guide-') > 5
    assert "**" not in page
    pictures = re.findall(r'<img src="([^"]+)" alt="[^"]+" width', page)
    assert len(pictures) == page.count("<img ") > 5
    for picture in pictures:
        assert alices.get(picture).headers["Content-Type"] == "image/webp"
