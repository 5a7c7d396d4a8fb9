"""A Project and what it is made of: Scenes, Runs (pieces of work) and Artifacts (files)."""

from .allowance import Allowance, Guess
from .artifact import Artifact
from .notification import Notification
from .own_clip import OwnClip
from .photo import Photo
from .project import Project
from .refusals import (
    AlreadyRunning,
    NoRoom,
    NoScript,
    NotReady,
    ScriptChanged,
    TooOften,
)
from .reply import Reply
from .run import NoLongerMine, Run
from .scene import Scene, WordsChanged
from .token import ApiToken

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
