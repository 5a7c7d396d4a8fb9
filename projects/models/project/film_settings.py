"""How a film looks and ends, changed after its brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ..errors import NotReady
from ..upload import Logo
from .earlier_scripts import ProjectEarlierScripts

if TYPE_CHECKING:
    from ..house_style import HouseStyle


class FilmSettings(ProjectEarlierScripts):
    """Verbs that change how a film looks. They raise AlreadyRunning while jobs work on it."""

    class Meta(ProjectEarlierScripts.Meta):
        abstract = True

    def choose_captions(self, **look: str | None) -> None:
        """Use another caption_style, caption_position or caption_size (None: as before). Every clip
        is out of date then, and no narration."""
        self._choose("captions", {name: choice for name, choice in look.items() if choice})

    def choose_style(self, style: str) -> None:
        """Use another style. Every clip is out of date then, and no narration. Music that fits the
        style may be another piece."""
        self._choose("style", {"style": style})

    def choose_finish(
        self, transitions: str | None = None, closing_card: bool | None = None, **contact: str
    ) -> None:
        """Use other scene changes, show the closing card or not (None: as before), or say something
        else on it. Only clips that show it are out of date then, and no narration."""
        chosen = {"transitions": transitions, "closing_card": closing_card, **contact}
        wanted = {name: choice for name, choice in chosen.items() if choice is not None}
        self._choose("transitions" if [*wanted] == ["transitions"] else "closing", wanted)

    def choose_painter(self, picture_by: str) -> None:
        """Let this one make the pictures of scenes without photos and videos (a name in
        STUDIO_PROVIDERS; "" in their order). Only the clips of these are out of date then. Raises
        ValidationError if it makes none in the film's shape."""
        with self.changing("painter"):
            self.picture_by = picture_by
            self.check_painter()

    def choose_stock(self, stock_by: str) -> None:
        """Let scenes without photos and videos show what this library has (a name in
        STUDIO_PROVIDERS; "" in their order). Only the clips of these are out of date then."""
        self._choose("stock", {"stock_by": stock_by})

    def choose_purpose(self, purpose: str) -> None:
        """Invite or report ("": as the dates of the brief tell). The next script does so; the
        present one stays."""
        self._choose("purpose", {"purpose": purpose})

    def use_house_style(self, style: HouseStyle, logo: Logo | None = None) -> None:
        """Take the settings of a house style, and this copy of its logo if it has one."""
        with self.changing("house"):
            self.house_style = style
            for name, value in style.values.items():
                setattr(self, name, value)
            self.logo = logo or self.logo
            self.show_logo = bool(logo) or self.show_logo

    def choose_logo(self, show_logo: bool | None = None, *, own: Logo | None = None) -> None:
        """Show this logo, or the present one or none (None: as before). Every clip is out of date
        then, and no narration. Raises NotReady if there is none that could be shown."""
        with self.changing("logo"):
            self.logo = own or self.logo
            self.show_logo = True if own else self.show_logo if show_logo is None else show_logo
            if show_logo and not self.logo:
                raise NotReady(_("Upload a logo first."))

    def _choose(self, code: str, chosen: dict[str, str | bool]) -> None:
        with self.changing(code):
            for name, choice in chosen.items():
                setattr(self, name, choice)
