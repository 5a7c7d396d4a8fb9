"""Refuses to make a step out of words that a film cannot have: without it they would vanish.

Briefs and scenes are checked when they are typed. These may be from before that, and a script may
be from anybody's script writer.
"""

from __future__ import annotations

from dataclasses import replace

from projects.media.typesetting.letters import plain, unwritable
from projects.models import Run
from projects.providers.base import Script


class Unwritable(Exception):
    """`reason`: unwritable (a scene), unwritable_brief, unwritable_script."""

    def __init__(self, reason: str, letters: tuple[str, ...]):
        super().__init__(" ".join(letters))
        self.reason, self.letters = reason, letters


def check(run: Run) -> None:
    """Raises Unwritable."""
    if letters := run.project.unwritable_letters():
        raise Unwritable("unwritable_brief", letters)
    if run.scene and (letters := run.scene.unwritable_letters()):
        raise Unwritable("unwritable", letters)


def checked(script: Script) -> Script:
    """The script in plain letters. Raises Unwritable."""
    script = replace(
        script,
        title=plain(script.title),
        scenes=tuple(
            replace(
                scene,
                title=plain(scene.title),
                narration=plain(scene.narration),
                subtitle=plain(scene.subtitle),
            )
            for scene in script.scenes
        ),
    )
    texts = [(scene.title, scene.narration, scene.subtitle) for scene in script.scenes]
    if letters := unwritable("\n".join([script.title, *(text for row in texts for text in row)])):
        raise Unwritable("unwritable_script", letters)
    return script
