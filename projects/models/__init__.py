"""A Project and what it is made of: Scenes, Runs (pieces of work) and Artifacts (files)."""

from .api_token import ApiToken
from .artifact import Artifact
from .audit import AuditEntry
from .delivery import Delivery
from .draft import DraftPart
from .errors import (
    AlreadyRunning,
    NoRoom,
    NoScript,
    NotReady,
    OverLimit,
    ScriptChanged,
    TooManySendings,
    TooManyTries,
    TooMuch,
    TooMuchSent,
    TooMuchStored,
    TooOften,
)
from .history_entry import HistoryEntry
from .house_logo import HouseLogo
from .house_style import HouseStyle
from .idempotent_reply import IdempotentReply
from .known_place import KnownPlace
from .login_throttle import LoginThrottle, SignInTry
from .notification import Notification
from .paid_call import PaidCall
from .preferences import Preferences
from .project.model import Project
from .rate_limit import RateLimit
from .receiver import Receiver
from .refusal_count import RefusalCount
from .remote_task import RemoteTask
from .rewording import Rewording
from .run import NoLongerMine, Run
from .sample_wish import SampleWish
from .scene import Scene, TextChanged
from .sending import Sending
from .shot import Shot
from .stock_lookup import StockLookup
from .upload import Logo, OwnClip, OwnMusic, OwnSound, Photo
from .voice_sample import VoiceSample

__all__ = [
    "Delivery",
    "DraftPart",
    "Receiver",
    "RateLimit",
    "Rewording",
    "SampleWish",
    "StockLookup",
    "KnownPlace",
    "LoginThrottle",
    "SignInTry",
    "TooManyTries",
    "AlreadyRunning",
    "ApiToken",
    "Artifact",
    "AuditEntry",
    "NoLongerMine",
    "NoRoom",
    "NoScript",
    "NotReady",
    "OverLimit",
    "TooMuch",
    "TooMuchSent",
    "TooMuchStored",
    "Notification",
    "OwnClip",
    "OwnMusic",
    "OwnSound",
    "Photo",
    "PaidCall",
    "RemoteTask",
    "Preferences",
    "Project",
    "HistoryEntry",
    "HouseLogo",
    "HouseStyle",
    "IdempotentReply",
    "Logo",
    "RefusalCount",
    "Run",
    "Scene",
    "Sending",
    "Shot",
    "TooManySendings",
    "ScriptChanged",
    "TooOften",
    "TextChanged",
    "VoiceSample",
]
