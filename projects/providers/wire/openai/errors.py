"""What an answer that is an error means: by its status, and by the code in its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...work import Answer
from ..again import seconds_of
from ..faults import Fault, ServiceError
from ..reading import json_in

BY_STATUS = {
    401: Fault.KEY,
    402: Fault.BALANCE,
    403: Fault.MODEL,
    404: Fault.MODEL,
    408: Fault.BUSY,
    425: Fault.BUSY,
    429: Fault.BUSY,
}
# Parts of codes, the first that fits: what services say that a status does not.
BY_CODE = (
    ("privacyinformation", Fault.FACES),
    ("sensitivecontent", Fault.CONTENT),
    ("content_filter", Fault.CONTENT),
    ("content_policy", Fault.CONTENT),
    ("datainspection", Fault.CONTENT),
    ("moderation", Fault.CONTENT),
    ("overdue", Fault.BALANCE),
    ("arrearage", Fault.BALANCE),
    ("insufficient_balance", Fault.BALANCE),
    ("insufficient_quota", Fault.QUOTA),
    ("quotaexceeded", Fault.QUOTA),
    ("allocationquota", Fault.QUOTA),
    ("setlimitexceeded", Fault.QUOTA),
    ("invalid_api_key", Fault.KEY),
    ("invalidapikey", Fault.KEY),
    ("authenticationerror", Fault.KEY),
    ("servicenotopen", Fault.MODEL),
    ("model_not_found", Fault.MODEL),
    ("invalidendpointormodel", Fault.MODEL),
    ("rate_limit", Fault.BUSY),
    ("ratelimit", Fault.BUSY),
    ("throttling", Fault.BUSY),
    ("overloaded", Fault.BUSY),
)
CODES = ("code", "type")


def check(answer: Answer) -> None:
    """Raises ServiceError if the answer is an error, also one with the status 200."""
    said = _error_of(answer)
    if answer.status == 200 and said is None:
        return
    code = " ".join(str(said[name]) for name in CODES if said and said.get(name))[:80]
    raise ServiceError(
        fault_of(answer.status, code),
        f"HTTP {answer.status} {code}".strip(),
        retry_after=seconds_of(answer.headers.get("retry-after")),
    )


def check_error(said: Any) -> None:
    """The same for an error within a good answer, such as of one picture."""
    if isinstance(said, dict):
        code = " ".join(str(said[name]) for name in CODES if said.get(name))[:80]
        raise ServiceError(fault_of(200, code), code)


def _error_of(answer: Answer) -> Mapping[str, Any] | None:
    """{"error": {...}}, or what some say without that; None if it is no error of this kind."""
    said = json_in(answer.body)
    if not isinstance(said, dict):
        return None
    error = said.get("error")
    if isinstance(error, str):
        return {"code": error}
    if isinstance(error, dict):
        return error
    return said if answer.status != 200 else None


def fault_of(status: int, code: str) -> Fault:
    """What an error with this status and this code of the service means."""
    folded = code.lower()
    for part, fault in BY_CODE:
        if part in folded:
            return fault
    if status >= 500:
        return Fault.BROKEN
    return BY_STATUS.get(status, Fault.REQUEST if status != 200 else Fault.ANSWER)
