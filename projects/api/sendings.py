"""Takes photos and videos in pieces: the protocol tus 1.0 (creation, termination), under the API's
envelope. Whoever loses the connection asks for the offset, and goes on from there."""

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Status
from ninja.errors import HttpError

from projects.files import sending as files
from projects.files.forms import AgreedForm, first_error
from projects.files.intake import Refused
from projects.files.sending import TooLong, WrongOffset
from projects.models import Project, RateLimit, Sending
from projects.models.sending import State
from videostudio.refusals import problem
from videostudio.upload_limits import LARGEST_ANONYMOUS

from . import material_output
from .envelope import answers, done
from .finding import caller, find
from .representation import sending_data

router = Router(tags=["Sendings"], by_alias=True)
PIECE = "application/offset+octet-stream"
PIECES = (PIECE, "application/octet-stream")  # tus says the first
BRIEF = re.compile(r"[-\w]{1,64}", re.ASCII)
LENGTH = Annotated[int, Header(alias="Upload-Length", ge=0, le=2**40)]
OFFSET = Annotated[int, Header(alias="Upload-Offset", ge=0, le=2**40)]
SAID = Annotated[
    str,
    Header(
        alias="Upload-Metadata",
        description=(
            "as tus defines it: `filename`, `filetype`, `lastModified` (milliseconds since 1970) "
            "and `consent`, each with its value in base64"
        ),
    ),
]
PIECE_BODY = {
    "requestBody": {
        "required": True,
        "content": {each: {"schema": {"type": "string", "format": "binary"}} for each in PIECES},
    }
}


@router.post("/projects/{project_id}/sendings", response=answers(201, material_output.SendingOut))
def begin_sending(
    request: HttpRequest,
    response: HttpResponse,
    project_id: UUID,
    upload_length: LENGTH,
    upload_metadata: SAID = "",
) -> Any:
    """Announce a photo or a video of so many bytes. Then send it in pieces to `Location`. `consent`
    (`true`) says that the guardians of the children shown have agreed. The same file, if it is on
    its way already, goes on where it was: see `Upload-Offset`."""
    found = find(request, project_id)
    return _begin(request, response, upload_length, upload_metadata, project=found, brief="")


@router.post("/sendings", response=answers(201, material_output.SendingOut))
def begin_sending_with_brief(
    request: HttpRequest,
    response: HttpResponse,
    upload_length: LENGTH,
    upload_metadata: SAID = "",
) -> Any:
    """The same, for a project that is not made yet: `brief` in the metadata is a key of your own.
    The page of a brief uses it; its project then has the file."""
    brief = _metadata(upload_metadata).get("brief", "")
    if not BRIEF.fullmatch(brief):
        raise HttpError(400, _("Missing: %(names)s") % {"names": "brief"})
    return _begin(request, response, upload_length, upload_metadata, project=None, brief=brief)


@router.get("/sendings", response=answers(200, list[material_output.SendingOut]))
def list_sendings(
    request: HttpRequest,
    project: Annotated[UUID | None, Query()] = None,
    brief: Annotated[str, Query(max_length=64)] = "",
) -> dict[str, Any]:
    """List what you send at the moment, of one project or of one brief, and what was refused."""
    mine = Sending.objects.of(caller(request)).filter(photo=None, own_clip=None)
    mine = mine.filter(project=project) if project else mine.of_brief(caller(request), brief)
    return done([sending_data(each) for each in mine])


@router.get("/sendings/{sending_id}", response=answers(200, material_output.SendingOut))
def read_sending(request: HttpRequest, response: HttpResponse, sending_id: UUID) -> dict[str, Any]:
    """How much of it is here: `Upload-Offset` (tus asks with HEAD), and what has become of it."""
    return _told(response, _find(request, sending_id))


@router.patch(
    "/sendings/{sending_id}",
    response=answers(200, material_output.SendingOut) | {204: None},
    openapi_extra=PIECE_BODY,
)
def send_piece(
    request: HttpRequest, response: HttpResponse, sending_id: UUID, upload_offset: OFFSET
) -> Any:
    """Send the bytes from this offset on, as `application/offset+octet-stream`: at most 32 MB at a
    time. 409 with the right `Upload-Offset` if it is another one. After the last piece the file is
    read: `readSending` says what has become of it."""
    if request.content_type not in PIECES:
        raise HttpError(400, _("Send a piece as %(type)s.") % {"type": PIECE})
    found = _find(request, sending_id)
    _count(request)
    try:
        files.store_piece(found, upload_offset, request)
        if found.state is State.ARRIVED:
            files.take(found)
    except WrongOffset as wrong:
        return _wrong_offset(wrong)
    except TooLong:
        raise HttpError(400, _("More has come than was announced. Begin again.")) from None
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused
    _told(response, found)
    return Status(204, None)


@router.post("/sendings/{sending_id}", response=answers(200, material_output.SendingOut))
def end_sending(request: HttpRequest, response: HttpResponse, sending_id: UUID) -> dict[str, Any]:
    """Say what has become of a file that has arrived. It is read now if that was not done, such as
    after a restart. It may be asked again and again."""
    found = _find(request, sending_id)
    try:
        files.take(found)
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused
    return _told(response, found)


@router.delete("/sendings/{sending_id}", response={204: None} | answers(200, None))
def drop_sending(request: HttpRequest, response: HttpResponse, sending_id: UUID) -> Any:
    """Give it up. Nothing of it is kept; what is on the shelf already stays there."""
    files.drop(_find(request, sending_id))
    response["Tus-Resumable"] = "1.0.0"
    return Status(204, None)


def _begin(
    request: HttpRequest,
    response: HttpResponse,
    length: int,
    said: str,
    project: Project | None,
    brief: str,
) -> Any:
    known = _metadata(said)
    form = AgreedForm({"consent": known.get("consent", "") in ("true", "on", "1")})
    if not form.is_valid():
        raise HttpError(400, first_error(form))
    try:
        begun = files.begin(
            caller(request),
            project=project,
            brief=brief,
            length=length,
            name=known.get("filename", "")[-200:],
            content_type=known.get("filetype", "")[:100],
            modified_at=_moment(known.get("lastModified", "")),
        )
    except Refused as refused:
        raise HttpError(413, str(refused)) from refused
    response["Location"] = reverse("api:read_sending", args=[begun.pk])
    return Status(201, _told(response, begun))


def _told(response: HttpResponse, sending: Sending) -> dict[str, Any]:
    response["Tus-Resumable"] = "1.0.0"
    response["Upload-Offset"] = str(files.offset_of(sending))
    response["Upload-Length"] = str(sending.length)
    response["Cache-Control"] = "no-store"
    return done(sending_data(sending))


def _wrong_offset(wrong: WrongOffset) -> HttpResponse:
    words = _("The file goes on at byte %(offset)s.") % {"offset": wrong.offset}
    headers = {"Upload-Offset": str(wrong.offset), "Tus-Resumable": "1.0.0"}
    return problem(409, words, {"offset": wrong.offset}, **headers)


def _find(request: HttpRequest, sending_id: UUID) -> Sending:
    mine = Sending.objects.of(caller(request)).select_related("project", "photo", "own_clip")
    return get_object_or_404(mine, pk=sending_id)


def _count(request: HttpRequest) -> None:
    """The door counts larger bodies."""
    size = int(request.headers.get("Content-Length") or 0)
    if size <= LARGEST_ANONYMOUS:
        RateLimit.count_sent(caller(request).pk, size)


def _metadata(said: str) -> dict[str, str]:
    """`filename d29ya2RheS5qcGc=,consent dHJ1ZQ==`. What cannot be read counts as not said."""
    known = {}
    for pair in filter(None, said.split(",")):
        name, _space, value = pair.strip().partition(" ")
        try:
            known[name] = base64.b64decode(value, validate=True).decode().replace("\0", "")
        except (binascii.Error, UnicodeDecodeError):
            continue
    return known


def _moment(milliseconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
