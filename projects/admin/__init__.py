"""The admin: looking into everything, changing nothing by hand. What acts, acts through the verbs:
a hand would go past the lock, the revision and whoever watches."""

from .engine import JobAdmin as JobAdmin
from .notifications import NotificationAdmin as NotificationAdmin
from .projects import ProjectAdmin as ProjectAdmin
from .tokens import ApiTokenAdmin as ApiTokenAdmin
