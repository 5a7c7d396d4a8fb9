"""Who speaks to the viewers, and how they reach them: what a film says or shows at its end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.providers.base import CONTACT as CONTACT

from ..shown_texts import ShownTexts

# They come with what is copied from a contact list, and nobody sees them.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212\u30fc]")
_PHONE_LABEL = re.compile(r"^[^\d+(:]*:\s*")
_PHONE = re.compile(r"\+?[\d ().-]+", re.ASCII)
_DIGITS = range(3, 16)  # a short number such as 110; ITU-T E.164 has at most 15
_EXTENSION = re.compile(r"[ ,;]*(?:ext(?:ension|\.)?|x|#|转|轉|分机)[ :.]*\d{1,6}$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:地址|园址|校址|address|网址|官网|website)\s*[:：]\s*", re.IGNORECASE)
_UNSAFE = re.compile(r"[<>\"\\^`{|}]")
_is_web_address = URLValidator(schemes=["http", "https"])


def one_line(words: str) -> str:
    """The words on one line with single spaces, without a label that was pasted with them."""
    return _LABEL.sub("", " ".join(_UNSEEN.sub("", words).split()))


def plain_phone(words: str) -> str:
    """The number with digits, brackets and hyphens as a keyboard has them."""
    plain = unicodedata.normalize("NFKC", one_line(words))
    return _PHONE_LABEL.sub("", _DASHES.sub("-", plain))


def plain_link(words: str) -> str:
    """The address with signs as a keyboard has them. 。 is what a Chinese keyboard types for a
    dot."""
    return unicodedata.normalize("NFKC", one_line(words)).replace("。", ".")


def check_phone(phone: str) -> None:
    number = _EXTENSION.sub("", phone)
    count = sum(letter.isdecimal() for letter in number)
    if not _PHONE.fullmatch(number) or count not in _DIGITS:
        raise ValidationError(
            _(
                "Write one phone number, such as 0571-8888 8888, 400-888-8888 or +86 138 0013 8000."
                " An extension goes at its end: 转 802, ext. 802."
            ),
            code="unfit",
        )


def check_link(link: str) -> None:
    address = link if "://" in link else f"https://{link}"
    host = address.partition("://")[2].partition("/")[0]
    try:
        _is_web_address(address)
        if "@" in host or _UNSAFE.search(link):
            raise ValidationError("")
    except ValidationError as unfit:
        raise ValidationError(
            _("Write a web address, such as www.example.cn or https://example.cn/visit."),
            code="unfit",
        ) from unfit


PLAIN: dict[str, Callable[[str], str]] = {
    "organization": one_line,
    "phone": plain_phone,
    "address": one_line,
    "link": plain_link,
}


class Contact(ShownTexts):
    """Fields of a brief. All may be empty."""

    organization = models.CharField(
        _("organization"), max_length=60, blank=True, default="", db_default=""
    )
    phone = models.CharField(
        _("phone"), max_length=40, blank=True, default="", db_default="", validators=[check_phone]
    )
    address = models.CharField(_("address"), max_length=120, blank=True, default="", db_default="")
    link = models.CharField(
        _("link"), max_length=200, blank=True, default="", db_default="", validators=[check_link]
    )

    class Meta:
        abstract = True

    @property
    def contact(self) -> list[tuple[Any, str]]:
        """Those that are filled in: what each is called, and its words."""
        named = {each.name: each.verbose_name for each in self._meta.fields}
        return [(named[name], words) for name in CONTACT if (words := getattr(self, name))]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        for name in set(CONTACT) - set(exclude or ()):
            setattr(self, name, PLAIN[name](getattr(self, name)))
        super().clean_fields(exclude)
