from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

KEPT = 100  # entries of a project

# What was done, in words that stand after "Undo:". A deed of yours needs a line here.
DEEDS: dict[str, Any] = {
    "words": _("words of scene {scene}"),
    "script_words": _("words of the script"),
    "script": _("new script"),
    "script_back": _("return of an earlier script"),
    "brief": _("brief"),
    "voice": _("voice"),
    "style": _("look of the film"),
    "painter": _("who makes the pictures"),
    "reference": _("reference picture"),
    "made_here": _("the studio instead of a service"),
    "stock": _("free videos and photos"),
    "scene_stock": _("free video or photo of scene {scene}"),
    "captions": _("look of the captions"),
    "music": _("music"),
    "purpose": _("invite or report"),
    "key_point": _("key point “{point}”"),
    "transitions": _("transitions"),
    "closing": _("closing card"),
    "logo": _("logo"),
    "house": _("house style"),
    "shots": _("what scene {scene} shows"),
    "fit": _("place in the frame of scene {scene}"),
    "framing": _("framing in scene {scene}"),
    "sound": _("sound of scene {scene}"),
    "title": _("title of the film"),
    "description": _("description of the film"),
    "post": _("words for the post"),
    "insert": _("new scene {scene}"),
    "delete": _("deleted scene {scene}"),
    "move": _("moved scene {scene}"),
    "split": _("split of scene {scene}"),
    "join": _("scene {scene}, joined with the next"),
    "duplicate": _("copy of a scene, scene {scene}"),
    "cover": _("cover"),
    "version": _("return of an earlier version"),
    "take": _("another take of scene {scene}"),
    "removed": _("taken off the shelf"),
    "moved": _("moved into scene {scene}"),
    "spread": _("spread over the scenes"),
}


class HistoryManager(models.Manager["HistoryEntry"]):
    """Leaves out what entries would set: that is long, and is read when it is needed."""

    def get_queryset(self) -> models.QuerySet[HistoryEntry]:
        return super().get_queryset().only("project", "number", "what", "undone", "made_at")


class HistoryEntry(models.Model):
    """One deed of a person in a project, which can be undone: what it has changed, and how that was
    before and after (models/project/state.py).

    The entries of a project are in the order of their numbers. First come those that hold, then
    those that are undone.
    """

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="history"
    )
    number = models.PositiveIntegerField()
    # {"code": one of DEEDS, and the values for the placeholders in its words}
    what = models.JSONField(default=dict)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    undone = models.BooleanField(default=False, db_default=False)
    made_at = models.DateTimeField(db_default=Now())

    objects = HistoryManager()
    whole = models.Manager["HistoryEntry"]()

    class Meta:
        verbose_name, verbose_name_plural = _("history entry"), _("history entries")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="history_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.words}"

    @property
    def words(self) -> str:
        return str(DEEDS.get(self.what["code"], self.what["code"])).format(**self.what)

    @property
    def scenes(self) -> set[int]:
        """The keys of the scenes that it has changed."""
        return {int(pk) for part in (self.before, self.after) for pk in part["scenes"]}

    @property
    def moves_scenes(self) -> bool:
        """Whether it has changed which scenes the film has, or their order."""
        return any(scene is None or "position" in scene for scene in self.before["scenes"].values())

    @property
    def scripts(self) -> set[int]:
        """The numbers of the scripts that an undo or a redo of it would bring back."""
        found = (part["project"].get("script_no") for part in (self.before, self.after))
        return {number for number in found if number is not None}

    @property
    def uploads(self) -> set[UUID]:
        """The keys of the photos, own clips, own music and logos that it needs."""
        found: set[str | None] = set()
        for part in (self.before, self.after):
            found |= {part["project"].get(name) for name in ("own_music_id", "logo_id")}
            found |= set(part["project"].get("off_shelf", ()))
            for scene in part["scenes"].values():
                for shot in (scene or {}).get("shots", ()):
                    found |= {shot["photo_id"], shot["own_clip_id"]}
        return {UUID(str(pk)) for pk in found if pk}
