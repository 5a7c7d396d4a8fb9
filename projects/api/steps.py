"""Starts, cancels and retries steps. Each call answers at once; the work is a background job."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.errors import HttpError

from projects.jobs.queue import run_and_enqueue
from projects.models import NoScript, NotReady, Project, RateLimit, Run
from projects.timeline import EDIT, NARRATION, SCENES, Step
from projects.timeline import Status as ProjectStatus

from . import film_input, output
from .envelope import answers, done
from .finding import caller, find, read_status_of
from .idempotency import Answer, once

router = Router(tags=["Steps"], by_alias=True)
STARTED = answers(202, output.StatusOut)


@router.post("/projects/{project_id}/audio", response=STARTED)
@once
def start_audio(
    request: HttpRequest, project_id: UUID, voice: film_input.ChosenVoice | None = None
) -> Answer:
    """Make every narration that is missing. The body may choose another voice, speed or
    speaker, or how words are said, first."""

    def verb(found: Project) -> Iterable[Run]:
        if voice and voice.model_fields_set:
            found.choose_voice(**voice.values())
        return start_missing(found, NARRATION)

    try:
        return start(request, project_id, verb)
    except NoScript as nothing:
        raise HttpError(400, str(nothing)) from nothing


@router.post("/projects/{project_id}/scenes", response=STARTED)
@once
def start_scenes(
    request: HttpRequest, project_id: UUID, chosen: film_input.ChosenLook | None = None
) -> Answer:
    """Make every clip that is missing. The body may choose other captions,
    transitions, a closing card or none, and a logo or none first."""

    def verb(found: Project) -> Iterable[Run]:
        if chosen and chosen.model_fields_set:
            found.choose_captions(**chosen.captions())
            found.choose_finish(**chosen.finish())
            if chosen.show_logo is not None:
                found.choose_logo(chosen.show_logo)
        return start_missing(found, SCENES)

    return start(request, project_id, verb)


@router.post("/projects/{project_id}/merge", response=STARTED)
@once
def start_merge(
    request: HttpRequest, project_id: UUID, chosen: film_input.ChosenMusic | None = None
) -> Answer:
    """Merge clips, narration, captions and music into the film. The body may choose other music,
    or another level, first."""

    def verb(found: Project) -> Iterable[Run]:
        if chosen and chosen.model_fields_set:
            found.choose_music(chosen.music, chosen.music_level)
        return start_missing(found, EDIT)

    return start(request, project_id, verb)


@router.post("/projects/{project_id}/make", response=STARTED)
@once
def make_film(request: HttpRequest, project_id: UUID) -> Answer:
    """Do all steps from the first missing one to the finished film, without asking in between."""

    def verb(found: Project) -> Iterable[Run]:
        if found.status == ProjectStatus.COMPLETED and not found.next_step():
            raise nothing_to_do()
        return found.make_rest()

    return start(request, project_id, verb)


@router.post("/projects/{project_id}/retry", response=STARTED)
@once
def retry_step(
    request: HttpRequest, project_id: UUID, how: film_input.HowToRetry | None = None
) -> Answer:
    """Go on where a step failed, was cancelled or lost a file. Only missing parts are made. A
    service that may have done its work without our getting the answer (`service_unknown`) is asked
    again only with `payAgain`."""
    pay_again = bool(how and how.pay_again)
    return start(request, project_id, lambda found: found.retry(pay_again=pay_again))


@router.post("/projects/{project_id}/make-here", response=STARTED)
@once
def make_here(request: HttpRequest, project_id: UUID, what: film_input.WhatToMakeHere) -> Answer:
    """After a service has failed: let the studio do its part, and go on. The body is one of the
    `remedies` of the status. With `scenes` the studio draws only these; others go on with the
    service."""
    return start(request, project_id, lambda found: found.make_here(what.kind, what.scenes))


@router.post("/projects/{project_id}/cancel", response=answers(200, output.StatusOut))
@once
def cancel_step(request: HttpRequest, project_id: UUID) -> Answer:
    """Stop the running step. Finished parts stay. If no step runs, nothing changes."""
    find(request, project_id).cancel()
    return Status(200, done(read_status_of(project_id)))


def start(
    request: HttpRequest, project_id: UUID, verb: Callable[[Project], Iterable[Run]]
) -> Answer:
    """Call the verb and enqueue its Runs, all of it or nothing. Raises NotReady."""
    found = find(request, project_id)
    with transaction.atomic(), found.locked():
        run_and_enqueue(lambda: verb(found))
        RateLimit.count_start(caller(request))
    return Status(202, done(read_status_of(project_id)))


def start_missing(found: Project, step: Step) -> Iterable[Run]:
    """Start the step. Raises NotReady if nothing is missing, where a click on a page would go on to
    the next step."""
    found.check_ready(step)
    if not found.missing(step):
        raise nothing_to_do()
    return found.start(step)


def nothing_to_do() -> NotReady:
    return NotReady(_("All of this is there already. Change something first."))
