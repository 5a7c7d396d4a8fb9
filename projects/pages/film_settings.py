"""The settings of a film on its page: what each is called, and what is chosen, in words and as the
fields of their forms have it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import HouseStyle, Project
from projects.models.project.chosen_readings import readings_words
from projects.models.project.settings_of import SETTINGS
from projects.providers import names_of
from projects.vocabulary import MUSIC_LEVELS, VOICE_SPEEDS, CaptionStyle, Music, ProviderKind

from .makers import chosen_words, painters_for
from .photos_leave import allowed_words, may_ask

BETWEEN = " · "


class Setting(NamedTuple):
    """One of them. Its template is templates/projects/settings/NAME.html."""

    name: str
    label: Any
    words: Callable[[Project], str]  # what is chosen
    has_cost: bool = True  # whether any other choice makes the same again
    is_offered: Callable[[Project], bool] = lambda project: True
    is_always_open: bool = False  # also while jobs work on the film

    @property
    def template(self) -> str:
        return f"projects/settings/{self.name}.html"


def fields_of(project: Project) -> str:
    """What is chosen, as JSON: {name of a field: its value in a form}."""
    names = (*SETTINGS, "purpose", "show_logo")
    return json.dumps({name: as_sent(getattr(project, name)) for name in names})


def as_sent(value: Any) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def _voice(project: Project | HouseStyle) -> str:
    speed = project.voice_speed
    named = dict(VOICE_SPEEDS).get(speed, f"× {speed:g}")
    said = [project.get_voice_style_display(), str(named), readings_words(project.said_so)]
    return BETWEEN.join(filter(None, said))


def _painter(project: Project) -> str:
    names = painters_for(project.platform)
    return chosen_words(ProviderKind.PICTURE, project.picture_by, names)


def _stock(project: Project) -> str:
    return chosen_words(ProviderKind.STOCK, project.stock_by, names_of(ProviderKind.STOCK))


def _captions(project: Project | HouseStyle) -> str:
    if project.caption_style == CaptionStyle.OFF:
        return project.get_caption_style_display()
    return BETWEEN.join(
        [
            project.get_caption_style_display(),
            project.get_caption_position_display(),
            project.get_caption_size_display(),
        ]
    )


def _music(project: Project) -> str:
    if project.mood == Music.OFF:
        return str(Music.OFF.label)
    if project.mood == Music.OWN and project.own_music:
        named = project.own_music.original_name
    else:
        named = str(project.mood.label)
    return _with_level(named, project.music_level)


def _with_level(music: str, level: int) -> str:
    return BETWEEN.join([music, str(dict(MUSIC_LEVELS).get(level, f"-{level} dB"))])


def _closing(project: Project | HouseStyle) -> str:
    if not project.closing_card:
        return _("Without")
    return BETWEEN.join(words for _, words in project.contact) or _("Nothing to show on it yet")


def _purpose(project: Project) -> str:
    told = project.tells
    return str(told.label) if told else _("The brief does not tell. Please choose")


def _logo(project: Project) -> str:
    if project.logo is None:
        return _("None yet")
    if project.shows_lost_logo:
        return _("Its file is lost: upload it again")
    return project.logo.original_name if project.show_logo else _("Not shown")


def _house(project: Project) -> str:
    if project.house_style is None:
        return _("None")
    now = {name: getattr(project, name) for name in SETTINGS}
    if now == project.house_style.values:
        return project.house_style.name
    return _("{name}, changed since").format(name=project.house_style.name)


def of_style(style: HouseStyle) -> Iterator[tuple[Any, str]]:
    """What a house style keeps: the names of settings, and what is chosen, in words."""
    yield _("Voice"), _voice(style)
    yield _("Look"), style.get_style_display()
    yield _("Captions"), _captions(style)
    music = str(Music(style.music).label)
    yield _("Music"), music if style.music == Music.OFF else _with_level(music, style.music_level)
    yield _("Transitions"), style.get_transitions_display()
    yield _("Closing card"), _closing(style)


FILM_SETTINGS = (
    Setting("house", gettext_lazy("House style"), _house, has_cost=False),
    Setting("purpose", gettext_lazy("Invite or report"), _purpose),
    Setting("voice", gettext_lazy("Voice"), _voice),
    Setting("look", gettext_lazy("Look"), lambda project: project.get_style_display()),
    Setting(
        "pictures",
        gettext_lazy("Pictures"),
        _painter,
        is_offered=lambda project: len(painters_for(project.platform)) > 1,
    ),
    Setting(
        "stock",
        gettext_lazy("Free videos and photos"),
        _stock,
        is_offered=lambda project: len(names_of(ProviderKind.STOCK)) > 1,
    ),
    Setting("captions", gettext_lazy("Captions"), _captions),
    Setting("music", gettext_lazy("Music"), _music),
    Setting(
        "transitions",
        gettext_lazy("Transitions"),
        lambda project: project.get_transitions_display(),
    ),
    Setting("closing", gettext_lazy("Closing card"), _closing),
    Setting("logo", gettext_lazy("Logo"), _logo),
    Setting(
        "photos",
        gettext_lazy("Photos to services"),
        allowed_words,
        is_offered=may_ask,
        is_always_open=True,
    ),
)


def offered(project: Project) -> list[Setting]:
    return [setting for setting in FILM_SETTINGS if setting.is_offered(project)]


def chosen(project: Project) -> Iterator[tuple[str, str]]:
    """For each of them, what is chosen in words."""
    for setting in offered(project):
        yield setting.name, setting.words(project)
