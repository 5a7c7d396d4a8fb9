"""Whom viewers turn to, as a film shows it."""

from __future__ import annotations

from dataclasses import dataclass

from projects.key_points.unparted import shown


@dataclass(frozen=True)
class Contact:
    """As the brief has it; each may be ""."""

    organization: str = ""
    phone: str = ""
    address: str = ""
    link: str = ""  # with or without https://

    @property
    def url(self) -> str:
        """The link as a telephone that reads the QR code needs it."""
        return self.link if "://" in self.link or not self.link else f"https://{self.link}"

    @property
    def short_link(self) -> str:
        """The link as people write it down."""
        return shown(self.link).partition("://")[2] or shown(self.link)
