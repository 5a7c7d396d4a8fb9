"""The script writer that asks a language model."""

from .writer import ChatWriter

__all__ = ["ChatWriter"]
