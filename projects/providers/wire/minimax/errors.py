from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ...work import Answer
from ..faults import Fault, ServiceError
from ..openai import errors

BY_CODE = {
    1000: Fault.BROKEN,
    1001: Fault.TIMED_OUT,
    1002: Fault.BUSY,
    1004: Fault.KEY,
    1008: Fault.BALANCE,
    1024: Fault.BROKEN,
    1026: Fault.CONTENT,
    1027: Fault.CONTENT,
    1028: Fault.QUOTA,
    1030: Fault.QUOTA,
    1033: Fault.BROKEN,
    1039: Fault.BUSY,
    1041: Fault.BUSY,
    2013: Fault.REQUEST,
    2049: Fault.KEY,
    2056: Fault.QUOTA,
    2061: Fault.MODEL,
}


def check(answer: Answer) -> None:
    """Raises ServiceError if the answer is an error."""
    errors.check(answer)
    told = said_in(answer).get("base_resp")
    code = told.get("status_code") if isinstance(told, dict) else None
    if code not in (0, None):
        raise ServiceError(BY_CODE.get(code, Fault.ANSWER), f"MiniMax {code!s:.20}")


def said_in(answer: Answer) -> Mapping[str, Any]:
    """The JSON of the answer; {} if it is something else."""
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
