"""The live regions with the words that are posted with a film."""

from __future__ import annotations

from collections.abc import Iterator

from projects.models import Project

from .region import Region, drawn


def words_to_post(project: Project) -> Iterator[Region]:
    """The title; the words for each platform; the description from which the studio writes them."""
    yield drawn("title", "projects/_title.html", project=project, titles={"title": project.name})
    film = project.film_part("film")
    for post in project.post_list:
        name = f"post-{post.platform}"
        yield drawn(name, "projects/_post.html", post=post, project=project, film=film)
    words = {"description": project.description}
    template = "projects/_description.html"
    yield drawn("description", template, descriptions=words, project=project, film=film)
