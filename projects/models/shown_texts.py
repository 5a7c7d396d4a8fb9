"""Texts that people type and a film shows or says."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from projects import status_text
from projects.media.typesetting.letters import plain, unwritable


class ShownTexts(models.Model):
    """A model with such texts. Forms and commands get them in plain letters, or an error that names
    the letters that no film can have."""

    SHOWN: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def unwritable_letters(self) -> tuple[str, ...]:
        return unwritable("\n".join(getattr(self, name) for name in self.SHOWN))

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        errors: dict[str, list[ValidationError]] = {}
        checked = [name for name in self.SHOWN if name not in (exclude or ())]
        for name in checked:
            setattr(self, name, plain(getattr(self, name)))
        try:
            super().clean_fields(exclude)
        except ValidationError as wrong:
            errors = wrong.update_error_dict(errors)
        for name in checked:
            if letters := unwritable(getattr(self, name)):
                words = status_text.unwritable_words(letters)
                errors.setdefault(name, []).append(ValidationError(words, code="unwritable"))
        if errors:
            raise ValidationError(errors)
