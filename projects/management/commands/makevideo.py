"""python manage.py makevideo: makes a film from a brief in the shell, with the page's own jobs."""

import json
import math
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.api.representation import status_data
from projects.files.forms import OwnMusicForm
from projects.files.intake import Refused
from projects.files.uploads import play_music
from projects.jobs.queue import run_and_enqueue
from projects.language import in_the_shells_language, language_of_pages
from projects.management.accounts import account_called
from projects.management.own_worker import OwnWorker
from projects.models import NotReady, Project
from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.chosen_finish import FINISH
from projects.models.project.contact import CONTACT
from projects.pages.checks import hints
from projects.pages.steps.card import card_of
from projects.vocabulary import (
    FASTEST,
    LONGEST,
    LOUDEST_MUSIC,
    MUSIC_LEVEL,
    SHORTEST,
    SLOWEST,
    SOFTEST_MUSIC,
    CaptionPosition,
    CaptionSize,
    CaptionStyle,
    Duration,
    Music,
    Platform,
    Purpose,
    Style,
    Transitions,
    VideoType,
    VoiceStyle,
)

POLL_EVERY = 0.25  # seconds
SHELL_USER = "makevideo"


class Command(BaseCommand):
    help = "Makes a film from a brief and writes it to a file. Ctrl-C cancels it."

    def add_arguments(self, parser: CommandParser) -> None:
        _add_brief(parser)
        _add_sound(parser)
        _add_captions(parser)
        _add_contact(parser)
        parser.add_argument(
            "--owner", help="the account it belongs to; else the first administrator"
        )
        parser.add_argument("--output", type=Path, required=True, help="where to write the MP4")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object at the end and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with in_the_shells_language():
            self._make(options)

    def _make(self, options: dict[str, Any]) -> None:
        project = _project_of(options)
        line = Line(quiet=options["json"])
        try:
            with OwnWorker() as worker:
                run_and_enqueue(project.make_rest)
                _watch(project, worker, line)
        except NotReady as reason:
            project.delete_with_files()
            raise CommandError(str(reason)) from None
        except Project.DoesNotExist:
            raise CommandError(_("The project was deleted meanwhile.")) from None
        except KeyboardInterrupt:
            project.cancel()
            raise CommandError(_("Cancelled. What was made is kept in the studio.")) from None
        finally:
            line.end()
        self._deliver(project, options)

    def _deliver(self, project: Project, options: dict[str, Any]) -> None:
        if project.film is None:
            if options["json"]:
                self.stdout.write(json.dumps(_as_json(project, None), ensure_ascii=False))
            step = project.open_step
            reason = project.error_message or card_of(project, step).cancelled_words
            raise CommandError(f"{step.name.label}: {reason}")
        with project.film.file.open("rb") as film, options["output"].open("wb") as target:
            shutil.copyfileobj(film, target)
        path = options["output"].resolve()
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(project, path), ensure_ascii=False))
        else:
            for hint in hints(project, project.film):
                sys.stderr.write(f"{hint.says} {hint.advice}\n")
            self.stdout.write(str(path))


class Line:
    """One line of progress per step. A terminal shows it anew for each change; elsewhere, each
    message is written once."""

    def __init__(self, *, quiet: bool):
        self.quiet, self.terminal = quiet, sys.stderr.isatty()
        self.step = self.written = ""

    def show(self, project: Project) -> None:
        if self.quiet or not project.running:
            return
        step = str(project.open_step.name.label)
        if step != self.step:
            self.end()
            self.step = step
        if self.terminal:
            sys.stderr.write(f"\r\033[K{step}  {project.progress:3d} %  {project.progress_message}")
        elif project.progress_message != self.written:
            sys.stderr.write(f"{step}: {project.progress_message}\n")
        self.written = project.progress_message
        sys.stderr.flush()

    def end(self) -> None:
        if self.step and self.terminal:
            sys.stderr.write("\n")
        self.step = ""


def _add_brief(parser: CommandParser) -> None:
    parser.add_argument(
        "--topic", required=True, help="what the film is about, up to 80 characters"
    )
    parser.add_argument(
        "--key-points", default="", help="what must be said, parted by semicolons or lines"
    )
    parser.add_argument("--title", default="", help="the film's title; else the writer finds one")
    _choice(parser, "--platform", Platform, "where it will be shown: decides the shape")
    _choice(parser, "--video-type", VideoType, "what kind of film it is")
    _choice(parser, "--duration", Duration, "short 15-30 s, medium 30-60 s, long 1-3 min")
    length = f"a length to aim at instead, {SHORTEST} to {LONGEST}"
    parser.add_argument("--seconds", type=int, help=length)
    _choice(parser, "--style", Style, "the look and the tone")
    parser.add_argument(
        "--purpose",
        choices=Purpose.values,
        default="",
        help="invite to what is to come, or report what is over; else as the dates tell",
    )
    parser.add_argument("--target-audience", default="", help="whom it speaks to; else parents")


def _add_sound(parser: CommandParser) -> None:
    _choice(parser, "--voice-style", VoiceStyle, "who speaks")
    speed = f"{SLOWEST} to {FASTEST}; 1 is the voice's own pace"
    parser.add_argument("--voice-speed", type=number, default=1.0, help=speed)
    parser.add_argument(
        "--readings",
        action="append",
        default=[],
        metavar="WORD=HOW",
        help="how a word is said: 长隆=chang2 long2, STEAM=斯蒂姆; again for another word",
    )
    parser.add_argument(
        "--music",
        default=Music.BY_STYLE.value,
        choices=[choice for choice in Music.values if choice != Music.OWN],
        help="a mood, or off; else by the style and the type of the film",
    )
    level = f"decibels that music is below the voice, {LOUDEST_MUSIC} to {SOFTEST_MUSIC}"
    parser.add_argument("--music-level", type=int, default=MUSIC_LEVEL, help=level)
    parser.add_argument(
        "--music-file", type=Path, help="your own music, which --i-may-use-this-music allows"
    )
    parser.add_argument(
        "--i-may-use-this-music", action="store_true", help="you have the right to use it"
    )


def _add_captions(parser: CommandParser) -> None:
    _choice(parser, "--caption-style", CaptionStyle, "how captions look")
    _choice(parser, "--caption-position", CaptionPosition, "where captions stand")
    _choice(parser, "--caption-size", CaptionSize, "how large captions are", CaptionSize.MEDIUM)
    _choice(parser, "--transitions", Transitions, "how scenes give way to each other")
    parser.add_argument(
        "--no-closing-card",
        dest="closing_card",
        action="store_false",
        help="do not show at the end whom to turn to",
    )


def _add_contact(parser: CommandParser) -> None:
    said = {
        "organization": "who speaks",
        "phone": "the number to call",
        "address": "where to come",
        "link": "the web address",
    }
    for name in CONTACT:
        parser.add_argument(f"--{name}", default="", help=f"{said[name]}, named at the end")


def _choice(
    parser: CommandParser, name: str, choices: Any, text: str, usual: str | None = None
) -> None:
    usual = usual or choices.values[0]
    parser.add_argument(
        name, choices=choices.values, default=usual, help=f"{text} (default: {usual})"
    )


def _project_of(options: dict[str, Any]) -> Project:
    asked = options["seconds"]
    project = Project(
        owner=_owner(options["owner"]),
        seconds=Duration(options["duration"]).seconds.aim if asked is None else asked,
        asked_in=language_of_the_studio(),
        readings="\n".join(options["readings"]),
        **{
            name: options[name]
            for name in (
                "topic",
                "title",
                "key_points",
                "platform",
                "video_type",
                "style",
                "purpose",
                "voice_style",
                "voice_speed",
                "music",
                "music_level",
                *CAPTIONS,
                *FINISH,
                "target_audience",
                *CONTACT,
            )
        },
    )
    if not options["output"].resolve().parent.is_dir():
        folder = options["output"].resolve().parent
        raise CommandError(_("There is no folder %(folder)s.") % {"folder": folder})
    try:
        project.full_clean()
    except ValidationError as error:
        raise CommandError("\n".join(_complaints(error))) from None
    _check_music(options)
    project.save()
    if options["music_file"]:
        _play(project, options["music_file"])
    return project


def _check_music(options: dict[str, Any]) -> None:
    form = OwnMusicForm({"rights": options["i_may_use_this_music"]})
    if options["music_file"] and (missing := form.errors.get("rights")):
        raise CommandError(f"--i-may-use-this-music: {missing[0]}")


def _play(project: Project, path: Path) -> None:
    try:
        with path.open("rb") as music:
            play_music(project, UploadedFile(music, path.name), project.owner)
    except OSError:
        project.delete_with_files()
        unread = _("The file %(file)s cannot be read.") % {"file": path}
        raise CommandError(f"--music-file: {unread}") from None
    except Refused as refusal:
        project.delete_with_files()
        raise CommandError(f"--music-file: {refusal}") from None


def number(text: str) -> float:
    """A float, but not NaN: that is neither below nor above any limit. Raises ValueError."""
    if math.isnan(value := float(text)):
        raise ValueError
    return value


def language_of_the_studio() -> str:
    """For a brief without a word. A shell is mostly in English, wherever the studio is."""
    with override(settings.LANGUAGE_CODE):
        return language_of_pages()


def _complaints(error: ValidationError) -> Iterator[str]:
    for field, messages in error.message_dict.items():
        yield f"--{field.replace('_', '-')}: {' '.join(messages)}"


def _owner(name: str | None) -> Any:
    if name:
        return account_called(name)
    users = get_user_model().objects
    # This account is not active, so nobody can sign in with it. It owns films that are made before
    # there is an administrator.
    return (
        users.filter(is_superuser=True, is_active=True).order_by("pk").first()
        or users.get_or_create(username=SHELL_USER, defaults={"is_active": False})[0]
    )


def _watch(project: Project, worker: OwnWorker, line: Line) -> None:
    while True:
        try:
            worker.ensure()
            project.refresh_from_db()
        except (OperationalError, InterfaceError):  # the database is away, but the work goes on
            connection.close()
            time.sleep(1)
            continue
        line.show(project)
        if not project.running:
            return
        time.sleep(POLL_EVERY)


def _as_json(project: Project, path: Path | None) -> dict[str, Any]:
    return status_data(project) | {"film": str(path) if path else None}
