"""House styles: settings that are saved once, for the studio or for a person."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.errors import HttpError

from projects.files import house_styles
from projects.models import HouseStyle
from projects.models.house_style import may_change_for_all
from projects.models.project.settings_of import SETTINGS

from . import output, schemas
from .envelope import answers, done
from .finding import caller, find
from .idempotency import Answer, once

router = Router(tags=["House styles"], by_alias=True)


@router.get("/house-styles", response=answers(200, output.HouseStyles))
def list_house_styles(request: HttpRequest) -> dict[str, Any]:
    """List the studio's house styles, which everybody is offered, and your own."""
    user = caller(request)
    offered = HouseStyle.objects.offered_to(user)
    return done({"items": [house_style_data(style, user) for style in offered]})


@router.post("/house-styles", response=answers(201, output.HouseStyleOut))
@once
def create_house_style(request: HttpRequest, wanted: schemas.NewHouseStyle) -> Answer:
    """Save a house style: what is given, and else the settings and the logo of the project
    `fromProject`. `forAll` offers it to everybody, which only administrators may."""
    user = caller(request)
    if wanted.for_all and not may_change_for_all(user):
        raise HttpError(403, "Only an administrator may offer a house style to everybody.")
    style = HouseStyle(owner=None if wanted.for_all else user, name=wanted.name)
    with transaction.atomic():
        if wanted.from_project:
            house_styles.save_as(find(request, wanted.from_project), style)
        _change(style, wanted.settings())
    return Status(201, done(house_style_data(style, user)))


@router.patch("/house-styles/{style_id}", response=answers(200, output.HouseStyleOut))
def change_house_style(
    request: HttpRequest, style_id: UUID, wanted: schemas.ChangedHouseStyle
) -> dict[str, Any]:
    """Change what is given. Films that were made in it stay as they are."""
    style = _changeable(request, style_id)
    _change(style, wanted.settings() | ({"name": wanted.name} if wanted.name else {}))
    return done(house_style_data(style, caller(request)))


@router.delete("/house-styles/{style_id}", response=answers(200, None))
def delete_house_style(request: HttpRequest, style_id: UUID) -> dict[str, Any]:
    """Delete it. Films that were made in it stay as they are."""
    _changeable(request, style_id).delete_with_logo()
    return done()


def _change(style: HouseStyle, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(style, name, value)
    style.store()


def _changeable(request: HttpRequest, pk: UUID) -> HouseStyle:
    found = HouseStyle.objects.changeable_by(caller(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def house_style_data(style: HouseStyle, user: Any) -> dict[str, Any]:
    settings = {name: getattr(style, name) for name in SETTINGS}
    changeable = style.owner_id == user.pk or (style.is_of_studio and may_change_for_all(user))
    return {
        "id": str(style.pk),
        "name": style.name,
        "of_studio": style.is_of_studio,
        "changeable": changeable,
        "logo": style.logo.original_name if style.logo else None,
        **settings,
    }
