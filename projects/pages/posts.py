"""The live regions with the words that are posted with a film."""

from __future__ import annotations

from collections.abc import Iterator

from projects.media.covers import SHAPES
from projects.models import Artifact, Project
from projects.vocabulary import Platform

from .post_forms import COVERS
from .region import Region, drawn
from .shape import shape_of


def words_to_post(project: Project) -> Iterator[Region]:
    """The title; the words for each platform; the description from which the studio writes them."""
    yield drawn("title", "projects/_title.html", project=project, titles={"title": project.name})
    film = project.film_part("film")
    yield from _cover(project, film)
    for post in project.post_list:
        name = f"post-{post.platform}"
        yield drawn(name, "projects/_post.html", post=post, project=project, film=film)
    words = {"description": project.description}
    template = "projects/_description.html"
    yield drawn("description", template, descriptions=words, project=project, film=film)


def _cover(project: Project, film: Artifact | None) -> Iterator[Region]:
    """The cover, and the form in which another one is chosen: somebody may be choosing while the
    first changes."""
    shapes = {name: [Platform(each).label for each in of.platforms] for name, of in SHAPES.items()}
    shown = {"project": project, "film": film, "cover": project.film_part("cover")}
    template = "projects/_cover.html"
    yield drawn("cover", template, **shown, shapes=shapes, shape=shape_of(project))
    chosen = project.chosen_cover
    second = chosen.get("second", min(3.0, film.seconds if film else 0))
    kind = "moment" if "second" in chosen else "words" if chosen else "title"
    yield drawn(
        "cover-form",
        "projects/_cover_form.html",
        **shown,
        kinds=COVERS,
        kind=kind,
        tenths=round(10 * second),
        last=int(10 * film.seconds) if film else 0,
    )
