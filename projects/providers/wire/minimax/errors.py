from __future__ import annotations

from ...work import Answer
from ..faults import Fault, ServiceError
from ..openai import errors
from ..reading import mapping, object_in

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
    code = mapping(object_in(answer.body).get("base_resp")).get("status_code")
    if code not in (0, None):
        fault = BY_CODE.get(code, Fault.ANSWER) if isinstance(code, int) else Fault.ANSWER
        raise ServiceError(fault, f"MiniMax {code!s:.20}")
