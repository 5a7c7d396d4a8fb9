"""Words for codes. A note is stored as a code and its numbers, and turned into words only when it
is shown: in the language of its reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from projects.timeline import WORK_STEPS

Note = Mapping[str, Any]
"""{"code": one of the codes below, and the values for the placeholders in its words}."""

LETTERS = 5  # that a message names
FAULT = "film_"  # in a reason: the film has been measured, and the check of this name is red
PROGRESS = {
    "queued": gettext_lazy("Starting soon"),
    **{code: words for step in WORK_STEPS for code, words in step.progress.items()},
    "filming": gettext_lazy("Waiting for {service}: scene {now} of {total}"),
    "filming_left": gettext_lazy(
        "Waiting for {service}: scene {now} of {total}, about {left} more"
    ),
    "filming_at": gettext_lazy(
        "Waiting for {service}: scene {now} of {total}. Scene {at}: {percent} %"
    ),
    "searching": gettext_lazy("Looking at {service} for scene {now} of {total}"),
    "service_rests": gettext_lazy("{service} has too much to do, and is asked again at {until}"),
}

REASONS = {
    "timed_out": gettext_lazy("the service did not answer in time. Try again in a moment"),
    "out_of_credit": gettext_lazy("the service's credit is used up. Ask the administrator"),
    "service_unreachable": gettext_lazy(
        "the service cannot be reached. Try again in a moment, or ask the administrator"
    ),
    "service_busy": gettext_lazy("the service has too much to do. Try again in a few minutes"),
    "service_broken": gettext_lazy(
        "the service has a fault of its own. Try again in a few minutes"
    ),
    "service_held": gettext_lazy(
        "the service has failed several times in a row, and is left alone for a minute. Try again"
        " then"
    ),
    "service_unknown": gettext_lazy(
        "the service did not answer, and may have done the work all the same. It is not asked again"
        " by itself, because that may cost twice. Choose “Ask again” if you want that"
    ),
    "service_gone": gettext_lazy(
        "what the service has made is gone, or of no use. It is not asked again by itself, because"
        " that may cost twice. Choose “Ask again” if you want that"
    ),
    "service_key": gettext_lazy("the service does not accept our key. Ask the administrator"),
    "service_model": gettext_lazy(
        "the service does not offer the model that is set. Ask the administrator"
    ),
    "service_quota": gettext_lazy(
        "what we may use of the service is used up. Ask the administrator"
    ),
    "service_request": gettext_lazy(
        "the service does not understand what the studio asks. Ask the administrator"
    ),
    "service_answer": gettext_lazy(
        "the service's answer cannot be used. Try again: that may cost once more"
    ),
    "service_too_large": gettext_lazy("the service's answer is too large. Ask the administrator"),
    "speech_unreadable": gettext_lazy(
        "what the service sent is no sound that can be played. Try again, choose another voice, or"
        " ask the administrator"
    ),
    "speech_silent": gettext_lazy(
        "nothing is heard in what the service has spoken. Try again, or choose another voice"
    ),
    "speech_length": gettext_lazy(
        "what the service has spoken is much shorter or longer than the words. Try again, change"
        " the words, or choose another voice"
    ),
    "voice_language": gettext_lazy("it has no voice for the language and the style of this film"),
    "service_elsewhere": gettext_lazy(
        "the service sends us to an address that is not allowed. Ask the administrator"
    ),
    "service_certificate": gettext_lazy(
        "it is not sure that this is the service: its certificate is not valid. Ask the"
        " administrator"
    ),
    "stock_nothing": gettext_lazy(
        "the library has nothing that fits and can be used. Look for it by other words"
    ),
    "service_shape": gettext_lazy(
        "the service makes no pictures in the shape of this film. Choose the studio's own drawings"
    ),
    "service_workflow": gettext_lazy(
        "the service cannot run the workflow that is set for it. Ask the administrator"
    ),
    "service_stopped": gettext_lazy(
        "somebody has stopped this at the service. Try again, or ask the administrator"
    ),
    "faces_refused": gettext_lazy(
        "the service takes no pictures of real people. Show them with the studio's own motion, or"
        " choose another picture"
    ),
    "photo_refused": gettext_lazy(
        "the service has refused the photo. Show it with the studio's own motion, or choose another"
    ),
    "photos_stay": gettext_lazy("photos of this film may not be sent to the service any more"),
    "spent_enough": gettext_lazy(
        "what the services may cost you in a day is spent. Go on tomorrow, choose the studio's own"
        " makers, or ask the administrator"
    ),
    "refused": gettext_lazy("the content was refused. Change the words and try again"),
    "voice_failed": gettext_lazy(
        "the voice could not speak this text. Change the words and try again"
    ),
    "voice_gone": gettext_lazy(
        "the voice of this film is not there any more. Try again: another voice speaks all scenes"
    ),
    "ffmpeg_failed": gettext_lazy("the film program stopped with an error. Try again"),
    "ffmpeg_stalled": gettext_lazy("the film program stood still and was stopped. Try again"),
    "over_limit": gettext_lazy(
        "the film program took more time, memory or space than one piece of a film may, and was"
        " stopped. Change the scene, or ask the administrator"
    ),
    "disk_full": gettext_lazy(
        "the storage is full. Ask the administrator to make room, then try again"
    ),
    "damaged": gettext_lazy("the result was damaged and was thrown away. Try again"),
    "file_missing": gettext_lazy("a stored file could not be read. Try again: it is made anew"),
    "files_lost": gettext_lazy(
        "the storage loses files again and again. Ask the administrator, then try again"
    ),
    "photo_missing": gettext_lazy("its photo cannot be read. Choose it again, or use the drawing"),
    "own_clip_missing": gettext_lazy(
        "its own video cannot be read. Choose it again or another one, or use the drawing"
    ),
    "own_clip_heavy": gettext_lazy(
        "its own video takes too much time, memory or space to be shown. Save it in 1080p with 30"
        " frames a second, or cut it shorter, and choose it again, or use the drawing"
    ),
    "own_clip_stalled": gettext_lazy(
        "its own video stood still while it was read. Try again. If that does not help, save it in"
        " 1080p and choose it again, or use the drawing"
    ),
    "unwritable": gettext_lazy(
        "these letters can be neither shown nor spoken in a film: {letters}. Write them in Chinese"
        " or in Latin letters, then try again"
    ),
    "unwritable_brief": gettext_lazy(
        "the brief has letters that can be neither shown nor spoken in a film: {letters}."
        " Choose “New video from this brief”, and write them in Chinese or in Latin letters"
    ),
    "unwritable_script": gettext_lazy(
        "the script that was written has letters that can be neither shown nor spoken in a film:"
        " {letters}. Try again, or ask the administrator"
    ),
    "points_too_long": gettext_lazy(
        "the key points are too long for any film. Choose “New video from this brief”, and leave"
        " some out"
    ),
    "own_sound_missing": gettext_lazy(
        "the sound of your own video is lost. Show the video without its sound, or upload it again"
    ),
    "own_music_missing": gettext_lazy(
        "the music that was uploaded is lost. Upload it again, or choose other music"
    ),
    "logo_missing": gettext_lazy(
        "the logo is lost. Upload it again in the settings of the film, or show none"
    ),
    "film_length": gettext_lazy(
        "the film that was made is not as long as its narration. It was thrown away. Try again"
    ),
    "film_black": gettext_lazy(
        "the film would be black here. It was thrown away. Make this scene again, or use another"
        " picture for it"
    ),
    "film_speech": gettext_lazy(
        "nothing would be heard of its words in the film. It was thrown away. Speak this scene"
        " again, or change its words"
    ),
    "film_peak": gettext_lazy(
        "the film would sound distorted: it is too loud. It was thrown away. Choose other music, or"
        " try again"
    ),
    "film_captions": gettext_lazy(
        "the film would have no captions. It was thrown away. Write captions for its scenes, then"
        " try again"
    ),
    "film_ai_mark": gettext_lazy(
        "the words that say that the film was made by AI would not be seen. It was thrown away."
        " Make the scenes again"
    ),
    "film_ai_mark_size": gettext_lazy(
        "the words that say that the film was made by AI would be too small. It was thrown away."
        " Make the scenes again"
    ),
    "film_ai_label": gettext_lazy(
        "the film's file would not say that it was made by AI. It was thrown away. Try again"
    ),
    "worker_lost": gettext_lazy("the worker stopped three times at this. Ask the administrator"),
    "unexpected": gettext_lazy(
        "something unexpected happened. Try again, or ask the administrator"
    ),
}

ASKED_AGAIN = gettext_lazy(
    "the service did not answer, and may have done the work all the same. To ask it again may cost"
    " twice"
)

VOICE_LACKS = {
    "platform": gettext_lazy(
        "There are no packages of the natural voice for this machine. It needs Linux (x86-64 or"
        " ARM64) or a Mac with Apple silicon, and Python 3.11 to 3.14."
    ),
    "packages": gettext_lazy(
        "Packages of the natural voice are missing or damaged. Stop the studio, delete the folder"
        " .venv, and start it again with make run."
    ),
    "memory": gettext_lazy(
        "Less than 1 GB of memory is free for the natural voice. Free some, or give the studio"
        " more."
    ),
    "storage": gettext_lazy(
        "There is no room for the natural voice in the data folder, or it cannot be written to."
        " Make 100 MB free, and start the studio again."
    ),
    "engine": gettext_lazy(
        "The natural voice does not start on this machine. The log says why. Correct it, and start"
        " the studio again."
    ),
}
"""Why espeak-ng speaks in place of the natural voice, and what the operator can do."""

BOX_LACKS = {
    "network": gettext_lazy(
        "Programs that read files from people can reach the network: there is no seccomp here."
    ),
    "files": gettext_lazy(
        "Programs that read files from people can open other files: there is no Landlock here"
        " (Linux 5.13)."
    ),
}
"""Which wall the box of these programs lacks, and what the operator can do."""


def progress_words(note: Note) -> str:
    """What is being done now, at most 500 characters; "" if there is nothing to say."""
    words = PROGRESS.get(note.get("code", ""))
    return str(words).format(**_values(note))[:500] if words else ""


def place_words(ahead: int | None, seconds: int | None) -> str:
    """Where a project stands in the queue; "" if it does not wait."""
    if ahead is None:
        return ""
    if not ahead:
        return _("Queued, the next in line")
    said = ngettext("Queued, %(count)s job ahead", "Queued, %(count)s jobs ahead", ahead)
    parts = [said % {"count": ahead}, *([_soon_words(seconds)] if seconds is not None else [])]
    return " · ".join(parts)


def _soon_words(seconds: int) -> str:
    if seconds < 60:
        return _("begins in less than a minute")
    count = round(seconds / 60)
    words = ngettext("begins in about %(count)s minute", "begins in about %(count)s minutes", count)
    return words % {"count": count}


def reason_words(note: Note) -> str:
    """Why a step gave up, in words that a person can act on; "" if nothing failed."""
    if not note:
        return ""
    words = str(REASONS.get(note.get("code", ""), REASONS["unexpected"]))
    if letters := note.get("letters"):
        words = words.format(letters=_listed(letters))
    if note.get("scene"):
        return _of_scenes([note["scene"]], words)
    return words


def common_reason_words(note: Note, scenes: Sequence[int]) -> str:
    """The same, if it is the reason of several scenes: so a page says it once."""
    return _of_scenes(scenes, reason_words({**note, "scene": None}))


def cause_words(note: Note) -> str:
    """Why something was not done, without what a person could do: somebody has done it already."""
    end = pgettext("between two sentences", ". ")
    return reason_words({**note, "scene": None}).partition(end)[0]


def errand_words(note: Note) -> str:
    """Why a service has not brought what a person asked for beside the steps, as a sentence. Who
    asks it again pays again."""
    if not note:
        return ""
    code = note.get("code")
    words = str(ASKED_AGAIN) if code == "service_unknown" else reason_words(note)
    return capfirst(words) + pgettext("end of a sentence", ".")


def _of_scenes(scenes: Sequence[int], reason: str) -> str:
    numbers = pgettext("between scene numbers", ", ").join(map(str, scenes))
    words = ngettext("Scene {scene}: {reason}", "Scenes {scene}: {reason}", len(scenes))
    return words.format(scene=numbers, reason=reason)


def unwritable_words(letters: Sequence[str]) -> str:
    """Which letters of a text cannot be in a film, and what to write instead."""
    words = _(
        "These letters can be neither shown nor spoken in a film: {letters}. Write them in Chinese"
        " or in Latin letters."
    )
    return words.format(letters=_listed(letters))


def _listed(letters: Sequence[str]) -> str:
    """The first letters. One that no font has, as of a private alphabet, is given as U+E000."""
    shown = [each if each.isprintable() else f"U+{ord(each[0]):04X}" for each in letters[:LETTERS]]
    listed = pgettext("between letters", ", ").join(shown)
    if (more := len(letters) - LETTERS) <= 0:
        return listed
    words = ngettext("{letters} and {count} more", "{letters} and {count} more", more)
    return words.format(letters=listed, count=more)


def outcome_words(
    outcome: str, *, title: str, step: str, reason: Note, seconds: float | None
) -> str:
    """How a step ended, in one sentence, for a person who was not looking."""
    if outcome == "completed":
        return _("Your video is ready: “{title}”").format(title=title)
    if outcome == "failed":
        said = _("{step} did not finish: {reason}. Finished parts are kept.")
        return said.format(step=step, reason=reason_words(reason))
    if seconds is None:
        return _("{step} finished").format(step=step)
    return _("{step} finished in {time}").format(step=step, time=duration_words(seconds))


def duration_words(seconds: float) -> str:
    """68.2 as "1 min 8 s"."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    if minutes:
        return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
    return _("{seconds} s").format(seconds=rest)


def coarsely(seconds: float) -> str:
    """Of a time that is only an estimate."""
    if seconds < 55:
        return _("{seconds} s").format(seconds=10 * max(1, round(seconds / 10)))
    return _("{minutes} min").format(minutes=round(seconds / 60))


def _values(note: Note) -> dict[str, Any]:
    """The values for the words. A list of scene numbers is joined: "now" may be several scenes."""
    comma = pgettext("between scene numbers", ", ")
    values = {
        key: comma.join(map(str, value)) if isinstance(value, list) else value
        for key, value in note.items()
    }
    if left := note.get("left"):
        values["left"] = coarsely(left)
    if until := note.get("until"):
        values["until"] = f"{timezone.localtime(datetime.fromisoformat(until)):%H:%M}"
    return values
