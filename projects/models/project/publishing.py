"""What is posted with a film: its title, its description, and the words for each platform."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import models
from django.utils.translation import gettext as _

from projects.providers import script_writer
from projects.vocabulary import Platform

from ..merging import BothChanged, merge
from .losses import ProjectLosses
from .posts import Post, hashtags, post_of, tags_in

LONGEST_DESCRIPTION = 2000


class ProjectPublishing(ProjectLosses):
    """None of it but the title makes anything out of date: so it can be changed while jobs work.

    Verbs that take words take the digests of what they were typed over, too, and raise BothChanged
    if somebody else has changed the same since.
    """

    # A person's own words: the platform's code, then which part of the post it is.
    posts = models.JSONField(default=dict, blank=True, db_default={}, editable=False)

    # Which copy of a film of this name it is; 0: none. It stands where projects are listed, and not
    # in the film, of which nothing is made again. It goes with another title.
    copy_number = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    class Meta(ProjectLosses.Meta):
        abstract = True

    @property
    def listed_name(self) -> str:
        """Its name where it stands beside others."""
        if not self.copy_number:
            return self.name
        words = _("{name} (copy)") if self.copy_number == 1 else _("{name} (copy {number})")
        return words.format(name=self.name, number=self.copy_number)

    def post(self, platform: str) -> Post:
        writer, language = script_writer(), self.language
        return post_of(
            platform,
            title=self.name,
            description=self.description,
            tags_on={each: writer.platform_tags(each, language=language) for each in Platform},
            own=self.posts.get(platform, {}),
        )

    @property
    def post_list(self) -> list[Post]:
        """For each platform, the film's own first."""
        others = [each.value for each in Platform if each != self.platform]
        return [self.post(platform) for platform in (self.platform, *others)]

    def rename(self, title: str, drawn: Mapping[str, str] | None = None) -> None:
        """Give the film this title. It is in the picture of the opening and in the film's file, so
        both are out of date then."""
        with self.changing("title"):
            self.title = self._typed({"title": title}, {"title": self.name}, drawn)["title"]
            self.title_found, self.copy_number = False, 0

    def describe(self, description: str, drawn: Mapping[str, str] | None = None) -> None:
        """Change the description, with which every post begins that nobody has written anew."""
        with self._publishing("description"):
            stored = {"description": self.description}
            typed = self._typed({"description": description}, stored, drawn)
            self.description = typed["description"]

    def change_post(
        self,
        platform: str,
        words: Mapping[str, str | None],
        drawn: Mapping[str, str] | None = None,
    ) -> None:
        """Change parts of the post for a platform. None: the studio writes this part again.

        A part that is as the studio has written it stays the studio's.
        """
        with self._publishing("post"):
            stored, post = self.post(platform).parts, dict(self.posts.get(platform, {}))
            said = {name: words for name, words in _tidy(words).items() if words is not None}
            for name, typed in self._typed(said, stored, drawn).items():
                if typed != stored[name]:
                    post[name] = typed
            for name in words.keys() - said.keys():
                post.pop(name, None)
            self.posts = {**self.posts, platform: post}

    @contextmanager
    def _publishing(self, code: str) -> Iterator[None]:
        """Like `changing`, also while jobs work: they make nothing of these words."""
        with self.locked(), self.recording(code):
            yield
            self.touch()

    def _typed(
        self, typed: Mapping[str, str], stored: Mapping[str, str], drawn: Mapping[str, str] | None
    ) -> dict[str, str]:
        merged, changed_by_both = merge(stored, typed, drawn or {})
        if changed_by_both:
            raise BothChanged(stored, changed_by_both)
        return merged


def _tidy(words: Mapping[str, str | None]) -> dict[str, str | None]:
    tidy = dict(words)
    if tags := words.get("tags"):
        tidy["tags"] = hashtags(tags_in(tags))
    return tidy
