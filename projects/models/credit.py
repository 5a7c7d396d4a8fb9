"""Whose work a film shows, as the libraries want it to be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from projects.timeline import Kind

if TYPE_CHECKING:
    from .artifact import Artifact
    from .project.model import Project


@dataclass(frozen=True)
class Credit:
    """`scene`: its number in the film."""

    scene: int
    is_video: bool
    author: str
    author_page: str
    page: str
    library: str
    licence: str
    licence_page: str

    @property
    def words(self) -> str:
        """In the words that the libraries ask for."""
        video = _("Video by {author} on {library}")
        words = video if self.is_video else _("Photo by {author} on {library}")
        return words.format(author=self.author or _("unknown"), library=self.library)

    @property
    def line(self) -> str:
        """With all addresses, on one line."""
        found = (self.words, self.page, self.author_page, self.licence, self.licence_page)
        said = " · ".join(filter(None, dict.fromkeys(found)))
        return _("Scene {number}: {words}").format(number=self.scene, words=said)


def credit_of(made: Artifact, scene: int) -> Credit:
    """Of a video or photo of a library, or of a small picture of it."""
    return _credit(made.made_from["credit"], scene)


def credits_data(project: Project) -> list[dict[str, Any]]:
    """Of what its scenes show now, as its film keeps them."""
    shown = ((scene.position, scene.stock) for scene in project.scene_list)
    return [{**found.made_from["credit"], "scene": number} for number, found in shown if found]


def credit_lines(film: Artifact) -> list[str]:
    """Of this film."""
    return [_credit(each, each["scene"]).line for each in film.made_from.get("credits", [])]


def credits_of(project: Project) -> list[Credit]:
    """Of the film that there is; without one, of what its scenes show now."""
    film = project.film_part(Kind.FILM)
    said: Iterable[Mapping[str, Any]] = (
        film.made_from.get("credits", []) if film else credits_data(project)
    )
    return [_credit(each, each["scene"]) for each in said]


def _credit(said: Mapping[str, Any], scene: int) -> Credit:
    return Credit(**{**said, "scene": scene})
