"""Lets one provider after the other try, as far as the owner of a film lets them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from projects.providers.base import ProviderError
from projects.providers.wire.faults import ServiceError
from projects.vocabulary import ProviderKind

Made = TypeVar("Made")
Passed = Mapping[str, str]
"""Who could not do it, and why: {"instead_of": a name, "reason": a key of REASONS}, or {}."""

log = logging.getLogger(__name__)


def in_turn(
    kind: ProviderKind,
    names: Sequence[str],
    make: Callable[[str, Passed], Made],
    passed: Passed,
) -> Made:
    """What `make` returns for the first of these names that does not fail. It gets the name, and
    who could not before: at first `passed`. Raises ServiceError if the last one fails, and
    ProviderError without any."""
    for left, name in zip(reversed(range(len(names))), names, strict=True):
        try:
            return make(name, passed)
        except ServiceError as failed:
            log.warning("%s has failed: %s", name, failed)
            failed.service, failed.kind = failed.service or name, kind
            if not left:
                raise
            passed = {"instead_of": name, "reason": failed.reason}
    raise ProviderError("service_model", "none that does this is configured any more")
