"""The words and the cover of a film and of its posts, as the API takes them. Limits are the models'
own."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from projects.models.project.posts import hashtags
from projects.vocabulary import LONGEST

from .shape import Taken
from .values import MOST_TAGS, Description, PostText, PostTitle, ScriptTitle, Tag


class ChosenTitle(Taken):
    title: ScriptTitle


class ChosenDescription(Taken):
    description: Description


class PostIn(Taken):
    title: PostTitle | None = None
    text: PostText | None = None
    tags: Annotated[list[Tag], Field(max_length=MOST_TAGS)] | None = None

    def values(self) -> dict[str, str | None]:
        """Only what was given; None for what the studio shall write again."""
        given: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        if given.get("tags") is not None:
            given["tags"] = hashtags(given["tags"])
        return given


class ChosenCover(Taken):
    words: ScriptTitle | None = None
    second: Annotated[float, Field(ge=0, le=LONGEST)] | None = None

    def choice(self) -> dict[str, Any]:
        """As `Project.choose_cover` takes it."""
        if self.second is not None:
            return {"second": round(self.second, 1)}
        return {"words": self.words} if self.words else {}
