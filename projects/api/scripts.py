"""Scripts: a job writes one, and a program can read it and change it."""

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Status

from projects.models import NoScript, Project, Run, costs
from projects.timeline import SCRIPT

from . import film_input, material_output, output, script_input, shape
from .envelope import answers, done
from .finding import find, find_whole, read_status_of
from .idempotency import Answer, once
from .representation import made_by_data, script_data
from .scenes import CHANGED
from .steps import STARTED, start


class EarlierScriptOut(shape.Shape):
    """`narrations`: what its scenes say."""

    number: int
    title: str
    narrations: list[str]
    made_by: output.MadeBy | None


router = Router(tags=["Scripts"], by_alias=True)
PLAN = answers(200, material_output.MaterialPlanOut)


@router.post("/projects/{project_id}/script", response=STARTED)
@once
def start_script(
    request: HttpRequest, project_id: UUID, brief: film_input.ChangedBrief | None = None
) -> Answer:
    """Write the script. The body may change the brief first."""

    def verb(found: Project) -> Iterable[Run]:
        if brief:
            found.change_brief(**brief.values())
        return found.start(SCRIPT)

    return start(request, project_id, verb)


@router.get("/projects/{project_id}/script/from-material", response=PLAN)
def plan_from_material(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """About what a script from the photos and videos has room for, before it is written. If the
    chosen length has too little, `most` have room in a film of so many `seconds`, else that is
    `null`. `lacksPoints`: there are too few scenes, and more key points would make more."""
    found = find(request, project_id)
    plan = found.plan_for(found.material)
    told = {"count": plan.count, "fits": plan.fits, "seconds": plan.seconds}
    return done(told | {"most": plan.most, "lacksPoints": plan.lacks_points})


@router.post("/projects/{project_id}/script/from-material", response=STARTED)
@once
def write_from_material(
    request: HttpRequest, project_id: UUID, wanted: film_input.WantedLength | None = None
) -> Answer:
    """Write the script, again if there is one, with a place for each photo and video of the
    project: by the time at which it was taken, several to a scene. The body may choose another
    length first. A script that is replaced comes back with `undo`."""
    seconds = wanted.seconds if wanted else None
    return start(request, project_id, lambda found: found.write_from_material(seconds))


@router.get("/projects/{project_id}/script", response=answers(200, output.VersionedScript))
def read_script(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    find(request, project_id)
    return done(_versioned(find_whole(request, project_id)))


@router.put("/projects/{project_id}/script", response=answers(200, output.VersionedScript))
def change_script(
    request: HttpRequest, project_id: UUID, script: script_input.ScriptIn
) -> dict[str, Any]:
    """Change the words of a script. Answers 409 if it has changed since `version` was read."""
    _change(find(request, project_id), script)
    return done(_versioned(find_whole(request, project_id)))


@router.post("/projects/{project_id}/script/cost", response=answers(200, output.CostOut))
def read_cost(
    request: HttpRequest, project_id: UUID, script: script_input.ScriptIn
) -> dict[str, Any]:
    """What this change of the script would make again, of what was made before: the numbers of
    scenes, and about how many `seconds` it takes (`null` if no past work tells). Changes
    nothing."""
    cost = costs.of(find(request, project_id), lambda trial: _change(trial, script))
    return done(
        {
            "narrations": cost.narrations,
            "clips": cost.clips,
            "pictures": cost.pictures,
            "film": cost.film,
            "seconds": cost.seconds and round(cost.seconds, 1),
        }
    )


def _change(project: Project, script: script_input.ScriptIn) -> None:
    project.rewrite_script(
        script.version,
        [scene.words() for scene in script.scenes],
        title=script.title,
        description=script.description,
    )


@router.post("/projects/{project_id}/key-points", response=answers(200, output.StatusOut))
def add_key_point(
    request: HttpRequest, project_id: UUID, wanted: film_input.KeyPointIn
) -> dict[str, Any]:
    """Let the film say a key point of its brief that no scene says: in a new scene, in words of one
    that is there, or with its own figures in the place of others. It can be undone."""
    find(request, project_id).add_key_point(wanted.point)
    return done(read_status_of(project_id))


@router.get("/projects/{project_id}/scripts", response=answers(200, list[EarlierScriptOut]))
def list_scripts(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """List the scripts that another one has replaced, the newest first, while undo or redo could
    bring them back. Who wants several to choose from has more written."""
    found = find_whole(request, project_id)
    return done(
        [
            {
                "number": each.number,
                "title": each.title,
                "narrations": each.narrations,
                "madeBy": made_by_data(each.made_by),
            }
            for each in found.earlier_scripts
        ]
    )


@router.post("/projects/{project_id}/scripts/{number}/use", response=CHANGED)
@once
def use_script(
    request: HttpRequest, project_id: UUID, number: Annotated[int, Path(ge=0, le=10**6)]
) -> Answer:
    """Bring an earlier script back, by its `number`, with what was made of it. The settings of the
    film stay as they are now. It can be undone. 409 if it is not there any more."""
    find(request, project_id).use_script(number)
    return Status(200, done(read_status_of(project_id)))


def _versioned(found: Project) -> dict[str, Any]:
    script = script_data(found)
    if script is None:
        raise NoScript
    return script | {"version": found.script_version}
