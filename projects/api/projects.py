"""Creates, lists, shows and deletes projects, and tells the status of each."""

from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import StringConstraints

from projects.files.duplicating import duplicate
from projects.files.house_styles import give_logo
from projects.jobs.waiting import places_among
from projects.models import Notification, Project
from projects.models.paginator import TwoEndedPaginator
from projects.models.project.lists import Sort, Tab
from projects.pages.resuming import MOST_OFFERS
from projects.timeline import Status as ProjectStatus

from . import film_input, output
from .envelope import answers, done
from .finding import caller, find, find_whole, offered, own, read_status_of
from .idempotency import Answer, once
from .representation import line_data, project_data, status_data
from .values import STORABLE

router = Router(tags=["Projects"], by_alias=True)
MOST_ON_A_PAGE = 100
Sought = Annotated[str, StringConstraints(max_length=80), STORABLE]


@router.post("/projects", response=answers(201, output.Created))
@once
def create_project(request: HttpRequest, brief: film_input.NewProject) -> Answer:
    """Create a project from a brief. It starts nothing: ask for the script next."""
    given, user = brief.values(), caller(request)
    style = offered(request, pk) if (pk := given.pop("house_style", None)) else None
    taken = {"house_style": style, **style.values} if style else {}
    new = Project(owner=user, **taken | given)
    new.check_room()
    new.check_music()
    new.check_painter()
    with transaction.atomic():
        new.save()
        if style:
            give_logo(new, style, user)
    return Status(201, done({"projectId": str(new.pk), "status": new.status, "title": new.name}))


@router.get("/projects", response=answers(200, output.Page))
def list_projects(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    page_size: Annotated[int, Query(alias="pageSize", ge=1, le=MOST_ON_A_PAGE)] = 20,
    status: Annotated[ProjectStatus | None, Query()] = None,
    tab: Annotated[Tab, Query(description="by what they need")] = Tab.ALL,
    sort: Annotated[Sort, Query()] = Sort.CHANGED,
    q: Annotated[Sought | None, Query(description="words in the topic or the title")] = None,
) -> dict[str, Any]:
    """List your projects, the last changed first if you do not say another order."""
    found = own(request).in_tab(tab)
    found = found.newest_first() if sort is Sort.CHANGED else found.in_order(sort)
    if status:
        found = found.filter(status=status)
    if q:
        found = found.found_by(q)
    pages = TwoEndedPaginator(found, page_size)
    items = pages.page(page) if page <= pages.num_pages else ()
    places = places_among(items)
    return done(
        {
            "items": [line_data(project, places) for project in items],
            "total": pages.count,
            "page": page,
            "pageSize": page_size,
        }
    )


@router.get("/unfinished", response=answers(200, output.Unfinished))
def list_unfinished(request: HttpRequest) -> dict[str, Any]:
    """List at most 10 of your unfinished projects with all their data, the last changed first."""
    found = own(request).unfinished().with_parts()[:MOST_OFFERS]
    return done({"items": [project_data(project) for project in found]})


@router.get("/projects/{project_id}", response=answers(200, output.ProjectOut))
def read_project(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    return done(project_data(find_whole(request, project_id)))


@router.delete("/projects/{project_id}", response=answers(200, None))
def delete_project(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """Delete the project and all its files. Jobs that work on it stop."""
    find(request, project_id).delete_with_files()
    return done()


@router.post("/projects/{project_id}/duplicate", response=answers(201, output.Created))
@once
def duplicate_project(request: HttpRequest, project_id: UUID) -> Answer:
    """Make another project with the same brief, script and material, and the same files where they
    are up to date. Each upload has a copy of its own."""
    copy = duplicate(find(request, project_id), caller(request))
    return Status(201, done({"projectId": str(copy.pk), "status": copy.status, "title": copy.name}))


@router.get("/projects/{project_id}/status", response=answers(200, output.StatusOut))
def read_status(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    return done(status_data(find_whole(request, project_id)))


@router.post("/projects/{project_id}/notified", response=answers(200, output.StatusOut))
def mark_notified(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """Record that the owner knows how the last step ended. A second call changes nothing."""
    found = find(request, project_id)
    Notification.objects.filter(project=found).mark_seen()
    found.mark_notified(found.run_no)
    return done(read_status_of(found.pk))
