"""House styles: settings that are saved once, for the studio or for a person."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile

from projects.files import house_styles
from projects.files.forms import LogoForm
from projects.models import HouseStyle
from projects.models.house_style import may_change_for_all
from projects.models.project.settings_of import SETTINGS

from . import film_input, output
from .envelope import answers, done
from .finding import caller, find, offered, read_status_of
from .idempotency import Answer, once
from .taking import taken

router = Router(tags=["House styles"], by_alias=True)
ONE = answers(200, output.HouseStyleOut)


@router.get("/house-styles", response=answers(200, output.HouseStyles))
def list_house_styles(request: HttpRequest) -> dict[str, Any]:
    """List the studio's house styles, which everybody is offered, and your own."""
    user = caller(request)
    return done({"items": [_data(each, user) for each in HouseStyle.objects.offered_to(user)]})


@router.post("/house-styles", response=answers(201, output.HouseStyleOut))
@once
def create_house_style(request: HttpRequest, wanted: film_input.NewHouseStyle) -> Answer:
    """Save a house style: what is given, and else the settings and the logo of the project
    `fromProject`. `forAll` offers it to everybody, which only administrators may."""
    user = caller(request)
    if wanted.for_all and not may_change_for_all(user):
        raise HttpError(403, _("Only an administrator may offer a house style to everybody."))
    style, logo = HouseStyle(owner=None if wanted.for_all else user, name=wanted.name), None
    if wanted.from_project:
        film = find(request, wanted.from_project)
        style.take_settings(film)
        logo = house_styles.logo_of(film)
    style.take(wanted.settings())
    house_styles.save(style, logo, is_default=wanted.is_default)
    return Status(201, done(_data(style, user)))


@router.patch("/house-styles/{style_id}", response=ONE)
def change_house_style(
    request: HttpRequest, style_id: UUID, wanted: film_input.ChangedHouseStyle
) -> dict[str, Any]:
    """Change what is given. Films that were made in it stay as they are."""
    with transaction.atomic():
        of_itself: Any = HouseStyle.objects.select_for_update(of=("self",), no_key=True)
        style = _changeable(request, style_id, of_itself)
        style.take({"name": wanted.name or style.name, **wanted.settings()})
        house_styles.save(style, is_default=wanted.is_default)
    return done(_data(style, caller(request)))


@router.delete("/house-styles/{style_id}", response=answers(200, None))
def delete_house_style(request: HttpRequest, style_id: UUID) -> dict[str, Any]:
    """Delete it. Films that were made in it stay as they are."""
    _changeable(request, style_id).delete_with_logo()
    return done()


@router.post("/house-styles/{style_id}/logo", response=ONE)
def keep_house_logo(
    request: HttpRequest, style_id: UUID, logo: File[UploadedFile]
) -> dict[str, Any]:
    """Keep a logo for the films that take this house style: PNG, WebP or JPEG. Who sends a logo
    says by that that it may be used."""
    style, user = _changeable(request, style_id), caller(request)
    form = LogoForm({}, MultiValueDict({"logo": [logo]}))
    taken(form, lambda: house_styles.save(style, house_styles.taken_in(logo, user)))
    return done(_data(style, user))


@router.delete("/house-styles/{style_id}/logo", response=ONE)
def keep_no_house_logo(request: HttpRequest, style_id: UUID) -> dict[str, Any]:
    """Keep no logo. Films that show a copy of it stay as they are."""
    style = _changeable(request, style_id)
    house_styles.save(style, without_logo=True)
    return done(_data(style, caller(request)))


@router.post("/projects/{project_id}/house-style", response=answers(200, output.StatusOut))
def use_house_style(
    request: HttpRequest, project_id: UUID, chosen: film_input.ChosenHouseStyle
) -> dict[str, Any]:
    """Give a film the settings of a house style, and a copy of its logo. It can be undone."""
    found = find(request, project_id)
    house_styles.use(found, offered(request, chosen.house_style), caller(request))
    return done(read_status_of(project_id))


def _changeable(request: HttpRequest, pk: UUID, of: Any = HouseStyle.objects) -> HouseStyle:
    return get_object_or_404(of.changeable_by(caller(request)), pk=pk)


def _data(style: HouseStyle, user: Any) -> dict[str, Any]:
    return {
        "id": str(style.pk),
        "name": style.name,
        "of_studio": style.is_of_studio,
        "is_default": style.is_default,
        "changeable": style.owner_id == user.pk or may_change_for_all(user),
        "logo": style.logo.original_name if style.logo else None,
        **{name: getattr(style, name) for name in SETTINGS},
        "readings": style.said_so,
    }
