"""The title of a film, its description, and the words that are posted with it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router

from projects.models.project.posts import Post, tags_in
from projects.vocabulary import Platform

from . import output, post_input, post_output
from .envelope import answers, done
from .finding import find, read_status_of

router = Router(tags=["Posts"], by_alias=True)
Which = Annotated[Platform, Path(description="the platform of the post")]


@router.put("/projects/{project_id}/title", response=answers(200, output.StatusOut))
def change_title(
    request: HttpRequest, project_id: UUID, chosen: post_input.ChosenTitle
) -> dict[str, Any]:
    """Give the film another title. The clip of its opening and the film are out of date then."""
    find(request, project_id).rename(chosen.title)
    return done(read_status_of(project_id))


@router.put("/projects/{project_id}/description", response=answers(200, output.StatusOut))
def change_description(
    request: HttpRequest, project_id: UUID, chosen: post_input.ChosenDescription
) -> dict[str, Any]:
    """Change the description, from which the studio writes the posts. Nothing is made again."""
    find(request, project_id).describe(chosen.description)
    return done(read_status_of(project_id))


@router.get("/projects/{project_id}/posts", response=answers(200, list[post_output.PostOut]))
def list_posts(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """The words to post with the film on each platform, the film's own platform first."""
    return done([post_data(post) for post in find(request, project_id).post_list])


@router.get("/projects/{project_id}/posts/{platform}", response=answers(200, post_output.PostOut))
def read_post(request: HttpRequest, project_id: UUID, platform: Which) -> dict[str, Any]:
    return done(post_data(find(request, project_id).post(platform)))


@router.put("/projects/{project_id}/posts/{platform}", response=answers(200, post_output.PostOut))
def change_post(
    request: HttpRequest, project_id: UUID, platform: Which, words: post_input.PostIn
) -> dict[str, Any]:
    """Change what is given: `title`, `text`, `tags`. With `null` the studio writes it again. Your
    own words may be longer than the platform takes: `over` says by how much."""
    found = find(request, project_id)
    found.change_post(platform, words.values())
    return done(post_data(found.post(platform)))


def post_data(post: Post) -> dict[str, Any]:
    limits = post.limits
    return {
        "platform": post.platform,
        "title": post.title,
        "text": post.text,
        "tags": tags_in(post.tags),
        "own": sorted(post.own),
        "over": post.over,
        "limits": {name: getattr(limits, name) for name in ("title", "text", "tags")},
    }
