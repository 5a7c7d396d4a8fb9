"""The cover of a film."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from projects.files.covers import choose_cover as use_cover
from projects.media.covers import SHAPES
from projects.models import Project

from . import post_input, post_output
from .envelope import answers, done
from .finding import find, find_whole

router = Router(tags=["Posts"], by_alias=True)
COVER = answers(200, post_output.CoverOut)


@router.get("/projects/{project_id}/cover", response=COVER)
def read_cover(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """The cover of the film, and where it is in the shapes of the platforms."""
    return done(cover_data(find_whole(request, project_id)))


@router.put("/projects/{project_id}/cover", response=COVER)
def choose_cover(
    request: HttpRequest, project_id: UUID, chosen: post_input.ChosenCover
) -> dict[str, Any]:
    """Use the moment of the film at `second`, or compose a cover with these `words`. Without both
    it is the composed one with the title. Films that are made later get it too."""
    use_cover(find(request, project_id), chosen.choice())
    return done(cover_data(find_whole(request, project_id)))


def cover_data(project: Project) -> dict[str, Any]:
    cover, chosen = project.film_part("cover"), project.chosen_cover
    return {
        "words": chosen.get("words"),
        "second": chosen.get("second"),
        "url": reverse("artifact", args=[project.pk, cover.pk]) if cover else None,
        "shapes": [
            {
                "shape": name,
                "width": shape.form.width,
                "height": shape.form.height,
                "platforms": shape.platforms,
                "url": reverse("cover-shape", args=[project.pk, name]),
            }
            for name, shape in SHAPES.items()
            if cover
        ],
    }
