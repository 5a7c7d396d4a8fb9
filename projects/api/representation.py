"""A project under its public names: JSON-shaped data for other programs, made from the rows.

The names come from the system that the studio replaces, and must not change. None of this is stored
a second time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import override

from projects.files.reasons import REASONS
from projects.files.sending import offset_of
from projects.jobs.waiting import NOT_WAITING, Places, places_among
from projects.models import Artifact, OwnClip, Photo, Project, Scene, Sending, Shot
from projects.models.credit import Credit, credit_of, credits_of
from projects.models.project.artifacts import FILM_PARTS
from projects.models.project.contact import CONTACT
from projects.status_text import place_words
from projects.timeline import SCENES


@dataclass(frozen=True)
class Message:
    """What the stream sends to a program about project `id`. An equal `digest` is nothing new."""

    id: str
    digest: str
    text: str

    def __str__(self) -> str:
        return self.text


def of_status(project: Project, language: str, places: Places | None = None) -> dict[str, Message]:
    """The public status as JSON, under the project's id."""
    with override(language):
        return _message(project.pk, str(project.revision), status_data(project, places))


def of_deleted(project: UUID) -> dict[str, Message]:
    return _message(project, "deleted", {"id": str(project), "deleted": True})


def _message(project: UUID, digest: str, data: dict[str, Any]) -> dict[str, Message]:
    return {str(project): Message(str(project), digest, json.dumps(data, ensure_ascii=False))}


def status_data(project: Project, places: Places | None = None) -> dict[str, Any]:
    """The `data` of a project's public status: its state and its finished parts. URLs have no
    host. `places`: in the queue, if they are known already."""
    places = places_among([project]) if places is None else places
    undo, redo = project.undoable, project.redoable
    return _summary_data(project, places) | {
        "canUndo": undo is not None,
        "undoes": undo.words if undo else "",
        "canRedo": redo is not None,
        "redoes": redo.words if redo else "",
        "remedies": [
            {"kind": each.kind, "scenes": list(each.scenes), "words": each.words}
            for each in project.remedies
        ],
        "scriptData": script_data(project),
        "audioData": audio_data(project),
        "sceneVideos": scene_videos(project),
        "credits": [credit_data(each) for each in credits_of(project)],
        "finalVideoUrl": _url(film := project.film_part("film")),
        "checks": checks_data(film),
    }


def project_data(project: Project) -> dict[str, Any]:
    """All data of a project: its status, its brief, and its downloads."""
    places = places_among([project])
    status = status_data(project, places)
    files = {
        kind: reverse("download", args=[project.pk, kind])
        for kind in FILM_PARTS
        if project.film_part(kind)
    }
    downloads = files | _credits_of_film(project, status["credits"])
    known = line_data(project, places) | status | brief_data(project)
    return known | {"downloads": downloads}


def brief_data(project: Project) -> dict[str, Any]:
    """What its owner asked for, and has chosen since."""
    return {
        "duration": project.duration,
        "seconds": project.seconds,
        "style": project.style,
        "purpose": project.purpose,
        "scriptBy": project.script_by,
        "speechBy": project.speech_by,
        "videoBy": project.video_by,
        "pictureBy": project.picture_by,
        "stockBy": project.stock_by,
        "tells": project.tells,
        "keyPoints": list(project.points),
        "coverage": coverage_data(project),
        "targetAudience": project.target_audience,
        "voiceStyle": project.voice_style,
        "voiceSpeed": project.voice_speed,
        "readings": project.said_so,
        "music": project.music,
        "musicLevel": project.music_level,
        "captionStyle": project.caption_style,
        "captionPosition": project.caption_position,
        "captionSize": project.caption_size,
        "transitions": project.transitions,
        "closingCard": project.closing_card,
        "logo": project.logo.original_name if project.logo else None,
        "showLogo": project.show_logo,
        "houseStyle": str(project.house_style_id) if project.house_style_id else None,
        **{name: getattr(project, name) for name in CONTACT},
        "makeAll": project.make_all,
    }


def _credits_of_film(project: Project, credits: list[Any]) -> dict[str, str]:
    has_both = credits and project.film_part("film")
    return {"credits": reverse("credits", args=[project.pk])} if has_both else {}


def line_data(project: Project, places: Places) -> dict[str, Any]:
    """A project in a list. It has nothing that would need another query."""
    return _summary_data(project, places) | {
        "topic": project.topic,
        "platform": project.platform,
        "videoType": project.video_type,
        "createdAt": project.created_at.isoformat(),
        "updatedAt": project.updated_at.isoformat(),
    }


def made_by_data(made_by: Mapping[str, str]) -> dict[str, str | None] | None:
    """Who has made it, and if another one could not, which one and why."""
    if not made_by:
        return None
    other, reason = made_by.get("instead_of"), made_by.get("reason")
    return {"name": made_by["name"], "insteadOf": other, "reason": reason}


def script_data(project: Project) -> dict[str, Any] | None:
    if not project.scene_list:
        return None
    return {
        "title": project.name,
        "description": project.description,
        "madeBy": made_by_data(project.script_made_by),
        "totalDuration": round(project.planned_seconds, 1),
        "scenes": [
            {
                "id": scene.pk,
                "sceneTitle": scene.title,
                "visualDescription": scene.visual_description,
                "narration": scene.narration,
                "subtitle": scene.caption,
                "duration": round(scene.seconds + scene.hold, 1),
                "cameraAngle": scene.camera_angle,
                "cameraMovement": scene.camera_movement,
                "transition": scene.transition,
                "fit": scene.fit,
                "shots": [shot_data(shot) for shot in scene.shot_list],
                "shotsSeen": scene.shots_seen,
                "pictureBy": made_by_data(scene.painted_by),
                "stockBy": made_by_data(scene.stock_found_by),
                "credit": credit_data(credit_of(stock, scene.position)) if stock else None,
                "stillUrls": still_urls(scene),
            }
            for scene in project.scene_list
            for stock in [scene.stock_seen]
        ],
    }


def credit_data(credit: Credit) -> dict[str, Any]:
    return {
        "scene": credit.scene,
        "isVideo": credit.is_video,
        "words": credit.words,
        "author": credit.author,
        "authorPage": credit.author_page,
        "page": credit.page,
        "library": credit.library,
        "licence": credit.licence,
        "licencePage": credit.licence_page,
    }


def coverage_data(project: Project) -> list[dict[str, Any]]:
    """How the film says each key point; nothing while there is no script."""
    return [
        {
            "point": one.point,
            "says": one.says,
            "sceneNumber": one.scene.position if one.scene else None,
            "instead": list(one.instead),
        }
        for one in project.coverage
    ]


def still_urls(scene: Scene) -> list[str]:
    """Pictures of what it will show: one, or one of each shot that it has time for."""
    where = [scene.project.pk, scene.pk]
    numbers = range(1, max(1, scene.shots_seen) + 1)
    version = scene.still_version
    return [reverse("still", args=[*where, number, version]) for number in numbers]


def shot_data(shot: Shot) -> dict[str, Any]:
    return {
        "id": str(shot.pk),
        "kind": "photo" if shot.photo else "clip",
        "name": shot.upload.original_name,
        "sound": shot.sound,
        "focusX": shot.focus_x,
        "focusY": shot.focus_y,
        "begin": shot.begin,
        "end": shot.end,
        "lost": shot.is_lost,
    }


def audio_data(project: Project) -> list[dict[str, Any]]:
    """The narrations that exist and are up to date. Seconds are the real ones, not the planned."""
    return [
        {
            "sceneNumber": scene.position,
            "narration": scene.narration,
            "audioUrl": _url(scene.audio),
            "duration": round(scene.audio.seconds, 3),
            "madeBy": made_by_data(scene.audio.made_from.get("made_by", {})),
        }
        for scene in project.scene_list
        if scene.audio
    ]


def scene_videos(project: Project) -> list[dict[str, Any]]:
    """The clips that exist, and the reason where a clip could not be made."""
    reasons = _failures(project)
    found = []
    for index, scene in enumerate(project.scene_list):
        if scene.clip is None and scene.pk not in reasons:
            continue
        video = {
            "sceneIndex": index,
            "sceneTitle": scene.title,
            "videoUrl": _url(scene.clip),
            "duration": round(scene.clip.seconds, 3) if scene.clip else None,
            "madeBy": made_by_data(scene.clip.made_from.get("made_by", {})) if scene.clip else None,
        }
        found.append(video | ({"error": reasons[scene.pk]} if scene.clip is None else {}))
    return found


def checks_data(film: Artifact | None) -> list[dict[str, Any]]:
    """What was measured of a film; nothing if it is from before films were measured."""
    names = ("name", "level", "value", "limit")
    measured = film.measured if film else []
    return [{name: getattr(check, name) for name in names} for check in measured]


def _summary_data(project: Project, places: Places) -> dict[str, Any]:
    """The state of a project, which each of its representations has."""
    place = places.get(project.pk, NOT_WAITING)
    return {
        "id": str(project.pk),
        "status": project.status,
        "step": project.open_step.name,
        "progress": project.progress,
        "progressMessage": place_words(*place) or project.progress_message,
        "queueAhead": place.ahead,
        "queueSeconds": place.seconds,
        "title": project.name,
        "completedAt": project.completed_at.isoformat() if project.completed_at else None,
        "errorMessage": project.error_message,
        "notified": project.notified,
        "revision": project.revision,
    }


def _failures(project: Project) -> dict[int | None, str]:
    """The reason in words for each scene that failed in the project's failed step."""
    failed = [run for run in project.failures if run.step == SCENES.name]
    return {run.scene_id: run.reason_message for run in failed}


def _url(artifact: Artifact | None) -> str | None:
    if artifact is None:
        return None
    return reverse("artifact", args=[artifact.project_id, artifact.pk])


def material_data(project: Project, material: Photo | OwnClip) -> dict[str, Any]:
    is_clip = isinstance(material, OwnClip)
    return {
        "id": str(material.pk),
        "kind": "clip" if is_clip else "photo",
        "name": material.original_name,
        "takenAt": material.taken_at.isoformat() if material.taken_at else None,
        "seconds": material.seconds if isinstance(material, OwnClip) else None,
        "hasSound": is_clip and hasattr(material, "own_sound"),
        "scenes": [scene.position for scene in project.scenes_with(material)],
        "lost": material.lost,
    }


def sending_data(sending: Sending) -> dict[str, Any]:
    taken, modified = sending.material, sending.modified_at
    return {
        "id": str(sending.pk),
        "name": sending.name,
        "length": sending.length,
        "offset": offset_of(sending),
        "state": sending.state,
        "reason": str(REASONS[sending.reason]) if sending.reason else "",
        "material": str(taken.pk) if taken else None,
        "modifiedAt": modified.isoformat() if modified else None,
        "expiresAt": sending.expires_at.isoformat(),
    }
