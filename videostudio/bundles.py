"""Joins the style sheets to one file, and the scripts to one, when static files are collected.

A first load then needs one request for each, not thirty. While developing (`is_joined`), pages load
the parts themselves, so the browser's tools name the file that a line is in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

HTMX = ("django_htmx/htmx-2.min.js", "django_htmx/ext/hx-ws-2.min.js")
# The parts of each bundle, in their order: a later rule of the same weight wins, and htmx must run
# before the scripts that use it.
BUNDLES: dict[str, tuple[str, ...]] = {
    "css/studio.css": (
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/list.css",
        "css/tour.css",
        "css/forms.css",
        "css/timeline.css",
        "css/scenes.css",
        "css/shelf.css",
        "css/posts.css",
        "css/coverage.css",
        "css/toasts.css",
        "css/notices.css",
        "css/connection.css",
        "css/dialogs.css",
        "css/settings.css",
        "css/framing.css",
        "css/storyboard.css",
        "css/guide.css",
        "css/motion.css",
    ),
    "js/studio.js": (
        *HTMX,
        "js/socket.js",
        "js/connection.js",
        "js/poll.js",
        "js/csrf.js",
        "js/known.js",
        "js/regions.js",
        "js/steps.js",
        "js/steady.js",
        "js/now.js",
        "js/elapsed.js",
        "js/players.js",
        "js/settings.js",
        "js/listen.js",
        "js/forms.js",
        "js/uploads.js",
        "js/sending.js",
        "js/saving.js",
        "js/deeds.js",
        "js/drag.js",
        "js/reorder.js",
        "js/carry.js",
        "js/scene_keys.js",
        "js/keys.js",
        "js/confirm.js",
        "js/brief.js",
        "js/house.js",
        "js/drafts.js",
        "js/drop.js",
        "js/shelf.js",
        "js/copy.js",
        "js/cover.js",
        "js/costs.js",
        "js/versions.js",
        "js/framing.js",
        "js/withdrawal.js",
        "js/draft_film.js",
        "js/toasts.js",
        "js/title.js",
        "js/notify.js",
        "js/notices.js",
        "js/resume.js",
        "js/list.js",
        "js/tour.js",
    ),
    "js/admin.js": (*HTMX, "js/known.js", "js/columns.js"),
}
# Joined files have no place for these: CSS wants them at the top of a file, and a module's imports
# and exports cannot be in a block.
ONLY_ALONE = {
    ".css": re.compile(r"^\s*@(?:import|charset|namespace)\b", re.MULTILINE),
    ".js": re.compile(r"^\s*(?:import\b(?!\()|export\b)", re.MULTILINE),
}
# What only somebody who reads a part needs. Words in quotes are never taken for a comment: a
# comment behind code goes only if it has none itself. No text over several lines may have "//".
COMMENTS = {
    ".css": re.compile(r"[ \t]*/\*.*?\*/", re.DOTALL),
    ".js": re.compile(
        r"^[ \t]*//.*\n|^[ \t]*/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*\n|(?<=[;{},)]) +// [^\"'`\n]*$",
        re.MULTILINE,
    ),
}


def is_joined() -> bool:
    """Whether pages load bundles. Else they load the parts, as a developer has saved them."""
    return not (settings.DEBUG or settings.STUDIO_RELOAD)


def source() -> bytes:
    """This file. If it changes, bundles of the same parts may be others."""
    return Path(__file__).read_bytes()


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Adds the bundles to the collected files, before these get their hashed names."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        for name in () if dry_run else BUNDLES:
            self.delete(name)  # it is of an earlier collection
            self._save(name, ContentFile(joined(name, self._read).encode()))
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _read(self, name: str) -> str:
        with self.open(name) as file:
            return str(file.read().decode("utf-8-sig"))


def joined(name: str, read: Callable[[str], str]) -> str:
    """The text of a bundle. `read` gives the text of a part.

    Raises ImproperlyConfigured if a part would mean something else in it than alone.
    """
    parts = {part: without_comments(part, read(part)) for part in BUNDLES[name]}
    for part, text in parts.items():
        if wrong := ONLY_ALONE[PurePosixPath(name).suffix].search(text):
            raise ImproperlyConfigured(f"{part} cannot be joined: it has “{wrong[0].strip()}”.")
    if name.endswith(".js"):
        return '"use strict";\n' + "".join(_script(*each) for each in parts.items())
    for part in parts:  # otherwise its relative addresses would lead elsewhere
        if PurePosixPath(part).parent != PurePosixPath(name).parent:
            raise ImproperlyConfigured(f"{part} must be in the folder of {name}.")
    return "\n".join(f"/* {part} */\n{text}" for part, text in parts.items())


def without_comments(part: str, text: str) -> str:
    """The text of a part of ours, as browsers need it. A part of others is minified already."""
    ours = PurePosixPath(part).parent.name in ("css", "js")
    return COMMENTS[PurePosixPath(part).suffix].sub("", text) if ours else text


def _script(part: str, text: str) -> str:
    """A part in a block: its names stay its own, as in a module, but `var htmx` is for all. An
    error in it does not stop the others."""
    return f"// {part}\ntry {{\n{text}\n}} catch (error) {{ reportError(error); }}\n"
