"""The words that are posted with a film: what each platform takes, and what fits into that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from projects.vocabulary import Platform


@dataclass(frozen=True)
class Limits:
    """What a post may have on a platform, in characters. `source`: the page where one posts."""

    title: int  # 0 where a post has no title of its own: then the text begins with it
    text: int
    tags: int  # how many
    tag: int
    source: str
    tags_in_text: bool = True  # they are a part of the text, and count as such


LIMITS: dict[str, Limits] = {
    Platform.DOUYIN: Limits(30, 1000, 5, 20, "https://creator.douyin.com"),
    Platform.KUAISHOU: Limits(0, 500, 3, 20, "https://cp.kuaishou.com"),
    Platform.WECHAT_CHANNELS: Limits(16, 1000, 10, 20, "https://channels.weixin.qq.com"),
    Platform.XIAOHONGSHU: Limits(20, 1000, 10, 20, "https://creator.xiaohongshu.com"),
    Platform.BILIBILI: Limits(80, 2000, 10, 20, "https://member.bilibili.com", tags_in_text=False),
}
"""Estimates of 2025, from public tools that fill in these pages: no platform publishes binding
figures, and some count a letter or a digit as half a character. Where tools differ, it is the lower
figure."""

PARTS = ("title", "text", "tags")
# The most that a person's own may have in the database; a platform takes less.
LONGEST_PARTS = {"title": 200, "text": 5000, "tags": 1000}

_SENTENCE = re.compile(r"[。！？!?…]+[”’」』）)\"']*|\.(?=\s|$)|\n")
_CLAUSE = re.compile(r"[，、；：,;:|]|\s[-–—]\s|——|\s")
_TAG = re.compile(r"[^\s#＃,，、;；]+")
_TAGS_AT_END = re.compile(r"(?:\s*[#＃][^\s#＃]+)+\s*$")


@dataclass(frozen=True)
class Post:
    """The words for one platform. `own`: which of PARTS a person wrote."""

    platform: str
    title: str
    text: str
    tags: str  # as they are pasted: "#spring #kindergarten"
    own: frozenset[str] = frozenset()

    @property
    def limits(self) -> Limits:
        return LIMITS[self.platform]

    @property
    def label(self) -> str:
        return str(Platform(self.platform).label)

    @property
    def parts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in PARTS}

    @property
    def words(self) -> str:
        """What is pasted into the field of the text."""
        parts = (self.text, self.tags) if self.limits.tags_in_text else (self.text,)
        return "\n".join(filter(None, parts))

    @property
    def counts(self) -> dict[str, int]:
        """How much there is of what the platform limits."""
        return {
            "title": len(self.title),
            "text": len(self.words),
            "tags": len(tags_in(self.tags)),
        }

    @property
    def over(self) -> dict[str, int]:
        """By how much a part is longer than its limit; only those that are."""
        counts = self.counts
        most = {name: getattr(self.limits, name) for name in PARTS}
        return {name: counts[name] - most[name] for name in PARTS if counts[name] > most[name] > 0}


def post_of(
    platform: str,
    *,
    title: str,
    description: str,
    tags_on: Mapping[str, Collection[str]],
    own: Mapping[str, str],
) -> Post:
    """The post for a film with this title and description, with a person's own parts in it.

    What comes from the description fits the platform. `tags_on`: tags that belong to one platform
    alone.
    """
    limits = LIMITS[platform]
    elsewhere = {tag for other, tags in tags_on.items() if other != platform for tag in tags}
    found = [tag for tag in tags_in(_tags_of(description)) if tag not in elsewhere]
    tags = hashtags(fitting_tags([*found, *tags_on.get(platform, ())], limits))
    beside = len(own.get("tags", tags)) + 1 if limits.tags_in_text else 0
    room = max(limits.text - beside, limits.text // 2)  # tags of a person's own may be endless
    body = without_tags(description)
    ours = {
        "title": shortened(title, limits.title),
        "text": cut(body if limits.title else f"{title}\n{body}", room),
        "tags": tags,
    }
    return Post(platform, **{**ours, **own}, own=frozenset(own))


def fitting_tags(tags: Iterable[str], limits: Limits) -> list[str]:
    return [tag for tag in dict.fromkeys(tags) if len(tag) <= limits.tag][: limits.tags]


def tags_in(typed: str) -> list[str]:
    """The tags in what somebody typed, each once: with # or without, parted by blanks or commas."""
    return list(dict.fromkeys(_TAG.findall(typed)))


def hashtags(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag}" for tag in tags)


def without_tags(text: str) -> str:
    """The text without the tags at its end."""
    return _TAGS_AT_END.sub("", text).strip()


def cut(text: str, most: int) -> str:
    """At most so many characters: whole sentences if there are any, else as `shortened`."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE.finditer(text) if found.end() <= most]
    return text[: ends[-1]].rstrip() if ends else shortened(text, most)


def shortened(text: str, most: int) -> str:
    """At most so many characters: cut before a mark between clauses or words, else anywhere."""
    if len(text) <= most:
        return text
    places = [found.start() for found in _CLAUSE.finditer(text) if 0 < found.start() <= most]
    if places and places[-1] * 2 >= most:
        return text[: places[-1]].rstrip()
    return f"{text[: most - 1].rstrip()}…" if most else ""


def _tags_of(description: str) -> str:
    found = _TAGS_AT_END.search(description)
    return found.group() if found else ""
