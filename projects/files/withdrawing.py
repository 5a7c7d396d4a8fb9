"""Withdraws the consent for photos and videos, also for those that are still on their way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction

from projects.models import OwnClip, Photo, withdrawal

from .sending import refuse_withdrawn


def withdraw(material: Collection[Photo | OwnClip], by: Any) -> None:
    """It is final. The files go after the commit; what a process that dies then has left, the
    cleanup removes."""
    with transaction.atomic():
        digests: dict[int, set[str]] = defaultdict(set)
        for row in withdrawal.withdraw(material, by):
            digests[row.project.owner_id].add(row.sha256)
        for owner, of_owner in digests.items():
            refuse_withdrawn(owner, of_owner)
