"""A Project and what it is made of: Scenes, Runs (pieces of work) and Artifacts (files)."""

from .api_token import ApiToken
from .artifact import Artifact
from .errors import AlreadyRunning, NoRoom, NoScript, NotReady, ScriptChanged, TooOften
from .idempotent_reply import Reply
from .notification import Notification
from .project.model import Project
from .rate_limit import Allowance, Guess
from .run import NoLongerMine, Run
from .scene import Scene, WordsChanged
from .upload import OwnClip, Photo

__all__ = [
    "Allowance",
    "Guess",
    "AlreadyRunning",
    "ApiToken",
    "Artifact",
    "NoLongerMine",
    "NoRoom",
    "NoScript",
    "NotReady",
    "Notification",
    "OwnClip",
    "Photo",
    "Project",
    "Reply",
    "Run",
    "Scene",
    "ScriptChanged",
    "TooOften",
    "WordsChanged",
]
