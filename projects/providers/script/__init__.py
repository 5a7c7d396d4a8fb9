"""The offline script writer."""

from .offline import OfflineWriter

__all__ = ["OfflineWriter"]
