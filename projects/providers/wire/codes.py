"""What the codes mean with which services name their errors.

The words are parts of codes, in small letters and without what stands between these: so
`data_inspection_failed` is `DataInspectionFailed`. They come from the documents of the services: of
Ark, DashScope, OpenAI, Moonshot, MiniMax, Kling, Vidu, new-api; the numbers of Zhipu from
https://docs.bigmodel.cn/cn/faq/api-code, those of SiliconFlow from
https://docs.siliconflow.cn/cn/faqs/error-code.
"""

from __future__ import annotations

import re

from .faults import Fault

BY_WORD = (  # the first that fits
    ("privacyinformation", Fault.FACES),
    ("sensitive", Fault.CONTENT),
    ("contentfilter", Fault.CONTENT),
    ("contentpolicy", Fault.CONTENT),
    ("contentsecurity", Fault.CONTENT),
    ("policyviolation", Fault.CONTENT),
    ("riskdetection", Fault.CONTENT),
    ("datainspection", Fault.CONTENT),
    ("moderation", Fault.CONTENT),
    ("promptblocked", Fault.CONTENT),
    ("infringement", Fault.CONTENT),
    ("auditsubmit", Fault.CONTENT),
    ("safety", Fault.CONTENT),
    ("overdue", Fault.BALANCE),
    ("arrear", Fault.BALANCE),
    ("insufficientbalance", Fault.BALANCE),
    ("balanceinsufficient", Fault.BALANCE),
    ("notenoughbalance", Fault.BALANCE),
    ("balancenotenough", Fault.BALANCE),
    ("billing", Fault.BALANCE),
    ("insufficientfund", Fault.BALANCE),
    ("insufficientcredit", Fault.BALANCE),
    ("creditinsufficient", Fault.BALANCE),
    ("insufficientuserquota", Fault.BALANCE),
    ("freetier", Fault.QUOTA),
    # Also Throttling.AllocationQuota, which is of tokens in a minute:
    # https://help.aliyun.com/en/model-studio/error-code-start
    ("throttling", Fault.BUSY),
    ("ratelimit", Fault.BUSY),
    ("insufficientquota", Fault.QUOTA),
    ("quotaexceeded", Fault.QUOTA),
    ("currentquota", Fault.QUOTA),
    ("quotafailed", Fault.QUOTA),
    ("allocationquota", Fault.QUOTA),
    ("setlimitexceeded", Fault.QUOTA),
    ("invalidapikey", Fault.KEY),
    ("incorrectapikey", Fault.KEY),
    ("invalidauthentication", Fault.KEY),
    ("authenticationerror", Fault.KEY),
    ("unauthorized", Fault.KEY),
    ("servicenotopen", Fault.MODEL),
    ("modelnotopen", Fault.MODEL),
    ("modelnotfound", Fault.MODEL),
    ("modelnotexist", Fault.MODEL),
    ("modelnotsupported", Fault.MODEL),
    ("modelaccessdenied", Fault.MODEL),
    ("invalidmodel", Fault.MODEL),
    ("invalidendpoint", Fault.MODEL),
    ("overloaded", Fault.BUSY),
    ("toomanyrequests", Fault.BUSY),
    ("limitrequests", Fault.BUSY),
    ("resourceexhausted", Fault.BUSY),
    ("queuefull", Fault.BUSY),
    ("bursttoofast", Fault.BUSY),
    ("batchsizeexceeded", Fault.BUSY),
    ("serviceunavailable", Fault.BROKEN),
    ("tasknotexist", Fault.GONE),
    ("tasknotfound", Fault.GONE),
)
# Of Zhipu (four digits) and of SiliconFlow (five), which are asked as OpenAI: with which status,
# and what they mean.
BY_NUMBER = {
    **dict.fromkeys(("1110", "1111", "1112", "1121"), (429, Fault.KEY)),
    **dict.fromkeys(("1113", "1309"), (429, Fault.BALANCE)),
    **dict.fromkeys(("1304", "1308", "1310"), (429, Fault.QUOTA)),
    **dict.fromkeys(("1220", "1311"), (429, Fault.MODEL)),
    **dict.fromkeys(("1302", "1303", "1305", "1312"), (429, Fault.BUSY)),
    **dict.fromkeys(("1211", "1212", "1221", "1222", "20012"), (400, Fault.MODEL)),
    **dict.fromkeys(("1300", "1301"), (400, Fault.CONTENT)),
    "30001": (403, Fault.BALANCE),
}
OF_MINIMAX = {
    "1000": Fault.BROKEN,
    "1001": Fault.TIMED_OUT,
    "1002": Fault.BUSY,
    "1004": Fault.KEY,
    "1008": Fault.BALANCE,
    "1024": Fault.BROKEN,
    "1026": Fault.CONTENT,
    "1027": Fault.CONTENT,
    "1028": Fault.QUOTA,
    "1030": Fault.QUOTA,
    "1033": Fault.BROKEN,
    "1039": Fault.BUSY,
    "1041": Fault.BUSY,
    "2013": Fault.REQUEST,
    "2049": Fault.KEY,
    "2056": Fault.QUOTA,
    "2061": Fault.MODEL,
}
BY_STATUS = {
    401: Fault.KEY,
    402: Fault.BALANCE,
    403: Fault.MODEL,
    404: Fault.MODEL,
    408: Fault.BUSY,
    410: Fault.MODEL,
    425: Fault.BUSY,
    429: Fault.BUSY,
}
# Of something between us and the service, that has waited for its answer in vain.
UNANSWERED = (504, 524)
GOOD = frozenset({"", "0", "200", "20000", "ok", "success", "none"})  # codes of no error
# Some say only in words why nothing is given: with these statuses, and not what was sent.
SILENT = frozenset({403, 429})
WITHOUT_MONEY = ("余额不足", "欠费", "insufficientbalance", "balanceisinsufficient", "arrear")
_STATUS = re.compile(r"[45]\d\d")
_OWN = ("servererror", "internalerror", "serviceerror", "internalservice")


def fault_of(status: int, code: str, words: str = "") -> Fault:
    """What an error with this status and this code of the service means; `words`: what it says
    besides. Some say the status of an error as a code, in an answer with the status 200."""
    if status in UNANSWERED:
        return Fault.UNKNOWN
    told = code.split()
    if 200 <= status < 300:
        status = next((int(each) for each in told if _STATUS.fullmatch(each)), status)
    for each in told:
        known, fault = BY_NUMBER.get(each, (0, Fault.ANSWER))
        if known and (status == known or status < 300):
            return fault
    folded = _folded(code)
    for part, fault in BY_WORD:
        if part in folded:
            return fault
    if status in SILENT and any(each in _folded(words) for each in WITHOUT_MONEY):
        return Fault.BALANCE
    if status >= 500 or (status < 300 and any(each in folded for each in _OWN)):
        return Fault.BROKEN
    return BY_STATUS.get(status, Fault.REQUEST if status >= 300 else Fault.ANSWER)


def _folded(said: str) -> str:
    return "".join(filter(str.isalnum, said.lower()))
