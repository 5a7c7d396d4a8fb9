"""What a film was measured by, in words: what there is to mind, and what its owner can do.

A film that is shown has no red checks, so there are words for what can be amber.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from projects.media.checks import Check, Level
from projects.models import Artifact, Project, Scene

# The code of a check: what was measured, and what it means or what can be done about it.
_WORDS: dict[str, tuple[Promise, Promise]] = {
    "black": (
        gettext_lazy("The picture is black for {value} s."),
        gettext_lazy("Check if you want that. If not, use another picture."),
    ),
    "frozen": (
        gettext_lazy("Nothing moves for {value} s."),
        gettext_lazy("Viewers may think that it hangs. A video or a photo brings motion."),
    ),
    "silence": (
        gettext_lazy("Nothing is heard for {value} s."),
        gettext_lazy("Check if you want that. Music fills long pauses."),
    ),
    "silence_at_end": (
        gettext_lazy("The last {value} s are silent."),
        gettext_lazy("Listen to the end. Music that ends with the film fills it."),
    ),
    "loudness": (
        gettext_lazy("It sounds softer or louder than other videos: {value} LUFS; −16 is usual."),
        gettext_lazy("It can be posted as it is."),
    ),
    "peak": (
        gettext_lazy("Its loudest moment has {value} dB; −1 is usual."),
        gettext_lazy("It may sound harsh on a telephone. Softer music helps."),
    ),
    "captions": (
        gettext_lazy("There is no caption."),
        gettext_lazy("Many people watch without sound. Write one in the script."),
    ),
    "caption_place": (
        gettext_lazy("A caption reaches under the buttons of the platform."),
        gettext_lazy("Choose smaller captions, or another place for them."),
    ),
    "caption_pace": (
        gettext_lazy("This caption has to be read fast: “{about}”"),
        gettext_lazy("Write it shorter, or choose a slower voice."),
    ),
    "cut_heads": (
        gettext_lazy("A head is cut by the edge of the frame."),
        gettext_lazy("Choose “Show all of it” for the photo."),
    ),
    "key_points": (
        gettext_lazy("Not said: {about}"),
        gettext_lazy("If it matters, add it to the words of a scene."),
    ),
    "title": (
        gettext_lazy("The file has no title."),
        gettext_lazy("The film can be posted, but is harder to find in a folder."),
    ),
    "slideshow": (
        gettext_lazy("It is much like a slide show: {value} of 5."),
        gettext_lazy("Photos or videos of your own make it livelier."),
    ),
}


@dataclass(frozen=True)
class Hint:
    """What there is to mind in a film. `scene`: where, if it is in one that is still there."""

    name: str
    measured: str
    advice: str
    scene: Scene | None = None

    @property
    def says(self) -> str:
        if self.scene is None:
            return self.measured
        words = _("Scene {scene}: {reason}")
        return words.format(scene=self.scene.position, reason=self.measured)


def hints(project: Project, film: Artifact | None) -> list[Hint]:
    """All amber checks of this film. None if it is from before films were measured."""
    found = film.measured if film else []
    return [_hint(check, project) for check in found if check.level == Level.AMBER]


def _hint(check: Check, project: Project) -> Hint:
    measured, advice = _WORDS.get(check.name, ("{name}: {value}", ""))
    about = pgettext("between key points", ", ").join(check.about)
    values = {"name": check.name, "value": f"{check.value:g}".replace("-", "−"), "about": about}
    scene = next((one for one in project.scene_list if one.position == check.scene), None)
    return Hint(check.name, str(measured).format(**values), str(advice), scene)
