"""What services will cost for a film, and what they have cost."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from projects.models import PaidCall
from projects.models.film_price import film_price
from projects.models.spending import spent_by_kind
from projects.vocabulary import ProviderKind

from .envelope import answers, done
from .finding import caller, find
from .shape import Shape

router = Router(tags=["Projects"], by_alias=True)


class PartOut(Shape):
    """What one service makes: so many `pieces`. `price`: null if it is not known; with `at_most`,
    it is no more than this."""

    kind: ProviderKind
    made_by: str
    pieces: int
    price: float | None
    at_most: bool


class SpentOut(Shape):
    kind: ProviderKind
    price: float


class FilmPriceOut(Shape):
    """`price`: about what is still to be paid, as far as it is known; `complete`: whether all of it
    is. `parts`: of each service. `spent`: what this film has cost by now. `spent_today`: by you,
    and `most_a_day`: what you may spend, null without a limit."""

    currency: str
    price: float
    complete: bool
    parts: list[PartOut]
    spent: list[SpentOut]
    spent_today: float
    most_a_day: float | None


@router.get("/projects/{project_id}/price", response=answers(200, FilmPriceOut))
def read_price(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """What services will cost for all that is missing of a film, before it is made, and what they
    have cost. Both are estimates and facts of the same ledger as on the pages."""
    found = find(request, project_id)
    price, most = film_price(found), settings.STUDIO_SPENT_A_DAY
    return done(
        {
            "currency": settings.STUDIO_CURRENCY,
            "price": _money(price.known),
            "complete": price.is_complete,
            "parts": [
                {
                    "kind": part.kind,
                    "made_by": part.maker,
                    "pieces": part.pieces,
                    "price": None if part.price is None else _money(part.price),
                    "at_most": part.is_most,
                }
                for part in price.parts
            ],
            "spent": [
                {"kind": kind, "price": _money(spent)}
                for kind, spent in spent_by_kind(project_id).items()
            ],
            "spent_today": _money(PaidCall.objects.of_today(caller(request).pk).spent()),
            "most_a_day": float(most) if most else None,
        }
    )


def _money(price: Decimal) -> float:
    return float(round(price, 6))
