"""A server on this machine that speaks as the services of other people do. It keeps a ledger of its
own, and fails as it is told."""

from .server import Asked, Services, Talk

__all__ = ["Asked", "Services", "Talk"]
