"""Choosing how the captions of a film look."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from PIL import Image

from projects.media.picture_sample import version_of
from projects.models import Project
from projects.vocabulary import CaptionStyle
from tests.support.projects import fresh

pytestmark = pytest.mark.usefixtures("collected_files")


def choose(client: Client, project: Project, **wish: Any) -> int:
    address = reverse("captions", args=[project.pk])
    return client.post(address, wish, HTTP_HX_REQUEST="true").status_code


def test_captions_are_chosen_at_the_scenes_one_thing_at_a_time(
    alices: Client, written: Project
) -> None:
    assert choose(alices, written, caption_style="box") == 200
    assert choose(alices, written, caption_position="top", caption_size="large") == 200
    chosen = fresh(written).caption_look
    assert (chosen.style, chosen.position, chosen.size) == ("box", "top", "large")
    assert choose(alices, written, caption_style="rainbow") == 422
    assert fresh(written).caption_style == "box"


def test_every_style_of_captions_is_seen_before_it_is_chosen(
    alices: Client, project: Project
) -> None:
    """In the brief, and in the colours of the film on its own page."""
    page = alices.get(reverse("project", args=[project.pk])).content.decode()
    brief = alices.get("/").content.decode()
    seen = []
    for style in CaptionStyle:
        assert f"/samples/captions/warm/{style}/" in brief
        version = version_of("captions", project.style, style, "zh")
        address = f"/samples/captions/{project.style}/{style}/?{version}"
        assert address in page
    for style in (CaptionStyle.PLAIN, CaptionStyle.KEYWORDS):
        answer = alices.get(f"/samples/captions/{project.style}/{style}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        with Image.open(BytesIO(answer.content)) as picture:
            assert picture.size == (440, 150)
            seen.append(np.asarray(picture.convert("RGB")).astype(int))
    assert np.abs(seen[0] - seen[1]).max() > 100
    for wrong in ("captions/warm/rainbow", "captions/golden/plain", "smells/warm/plain"):
        assert alices.get(f"/samples/{wrong}/").status_code == 404
    assert Client().get("/samples/captions/warm/plain/").status_code == 302


def test_the_next_brief_begins_with_the_captions_of_the_last(
    alices: Client, alice: User, project: Project
) -> None:
    Project.objects.filter(pk=project.pk).update(caption_style="keywords", idempotency_key="page")
    form = alices.get("/").context["form"]
    assert form["caption_style"].value() == "keywords"
    assert form.more_is_open
