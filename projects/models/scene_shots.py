"""What the owner of a scene shows in it, in the place of the picture that the studio draws."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.illustration.picture import Picture
from projects.media import shots
from projects.media.sound.narration import LEAD, SHORTEST, SILENCE
from projects.providers.base import MOST_SHOTS
from projects.vocabulary import ClipSound, Fit

from .errors import NotReady
from .shot import Shot

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .artifact import Artifact
    from .upload import OwnClip, Photo


class SceneShots(models.Model):
    """The shots of a scene, and the verbs that change them. All verbs raise AlreadyRunning while
    jobs work on the project, and DoesNotExist if a new script has replaced the scene."""

    if TYPE_CHECKING:
        project: Any  # a Project, which imports scenes
        shots: RelatedManager[Shot]

        position: Any
        seconds: float
        narration: str

        @property
        def pause(self) -> float: ...

        @property
        def audio(self) -> Artifact | None: ...

        @property
        def hearable(self) -> Artifact | None: ...

        @property
        def picture(self) -> Picture: ...

    fit = models.CharField(
        _("place in the frame"),
        max_length=10,
        choices=Fit.choices,
        blank=True,
        default="",
        db_default="",
    )

    # It lasts until each of its shots was seen, if need be longer than its words. Scenes from
    # before that do not: they show the first ones.
    shows_all = models.BooleanField(default=True, db_default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def shot_list(self) -> list[Shot]:
        """What it shows, in order. Empty if it shows the picture that the studio draws."""
        return list(self.shots.all())

    @property
    def shows_own_clips(self) -> bool:
        return any(shot.own_clip for shot in self.shot_list)

    @property
    def _shown_recipe(self) -> dict[str, Any]:
        """What its clip is made from. With one shot, it is as it was when a scene had only one: a
        film that was made before stays up to date."""
        digests = [shot.upload.sha256 for shot in self.shot_list]
        framing = [shot.framing_recipe for shot in self.shot_list]
        return {
            "photo": digests[0] if len(digests) == 1 else "",
            **({"shots": digests} if len(digests) > 1 else {}),
            **({"fit": self.fit} if self.fit and digests else {}),
            **({"framing": framing} if any(framing) else {}),
        }

    @property
    def shots_seen(self) -> int:
        """How many of its shots its clip has time for: the first ones."""
        if self.shows_all:
            return len(self.shot_list)
        seconds = self.hearable.seconds if self.hearable else self.seconds
        return min(len(self.shot_list), shots.room(seconds))

    @property
    def hold(self) -> float:
        """Seconds for which it goes on after its narration, so that each of its shots is seen."""
        if not self.shows_all or len(self.shot_list) < 2:
            return 0.0
        return round(max(0.0, self.seconds_needed - self.seconds_said), 2)

    @property
    def seconds_needed(self) -> float:
        """Those in which each of its shots is seen."""
        return sum(shot.wish.least for shot in self.shot_list)

    @property
    def seconds_said(self) -> float:
        """Those of its narration, or what it is expected to take."""
        if self.audio:
            return self.audio.seconds
        said = self.project.estimate(self.narration)
        return LEAD + said + self.pause if said >= SHORTEST else SILENCE

    @property
    def shots_key(self) -> str:
        """What it shows, as a part of an id on a page: another upload is another form."""
        return "-".join(str(shot.pk) for shot in self.shot_list)

    @property
    def is_spoken(self) -> bool:
        """Not if the sound of an own clip is heard instead of the voice."""
        seen = self.shot_list[: self.shots_seen]
        return not any(shot.heard and shot.sound == ClipSound.ALONE for shot in seen)

    @property
    def sounds_recipe(self) -> list[list[str]]:
        """What the film is made from: the sounds of its own clips that are heard."""
        heard = [(shot, shot.heard) for shot in self.shot_list]
        return [
            [str(shot.position), shot.sound, sound.sha256, *map(str, shot.cut)]
            for shot, sound in heard
            if sound
        ]

    def show(self, own: Photo | OwnClip | None) -> None:
        """Show this photo or video alone, or the drawn picture again if it is None."""
        with self._changing():
            self._store([])
            self._store([Shot.of(own)] if own else [])

    def add_shot(self, own: Photo | OwnClip) -> None:
        """Show this photo or video after the others. Raises NotReady if there are enough."""
        with self._changing():
            self.check_room_for_shot()
            self._store([*self.shot_list, Shot.of(own)])

    def replace_shot(self, pk: UUID, own: Photo | OwnClip) -> None:
        """Show this in the place of a shot, also with its sound. Raises Shot.DoesNotExist if that
        is not there any more."""
        with self._changing():
            old, new = self.shots.get(pk=pk), Shot.of(own)
            new.sound = old.sound if new.own_sound else ClipSound.OFF.value
            self._store([new if shot == old else shot for shot in self.shot_list])

    def check_room_for_shot(self) -> None:
        """Raises NotReady if it has as many shots as it can have."""
        self._check_room(len(self.shot_list) + 1)

    def _check_room(self, count: int) -> None:
        if count > MOST_SHOTS:
            raise NotReady(
                _("A scene shows at most %(most)s photos and videos. Remove one first.")
                % {"most": MOST_SHOTS}
            )

    def remove_shot(self, pk: UUID) -> None:
        """Raises Shot.DoesNotExist if it is not there any more."""
        with self._changing():
            self.shots.get(pk=pk)
            self._store([shot for shot in self.shot_list if shot.pk != pk])

    def show_material(self, wanted: Sequence[Photo | OwnClip]) -> None:
        """Show these alone, in this order. What it shows already keeps its shot. Raises NotReady
        if they are too many."""
        with self._changing():
            self._check_room(len(wanted))
            shots = {shot.upload.pk: shot for shot in self.shot_list}
            self._store([shots.get(each.pk) or Shot.of(each) for each in wanted])

    def store_after(self, added: Sequence[Photo | OwnClip]) -> None:
        """Show these after what it shows (the project's row is locked)."""
        self._store([*self.shot_list, *map(Shot.of, added)])

    def take_shot(self, moved: Shot, place: int | None) -> None:
        """Show what another scene has shown, as it did, at this place counted from 0; None: after
        the others. Raises NotReady if there are enough."""
        with self._changing():
            rest = [shot for shot in self.shot_list if shot.upload.pk != moved.upload.pk]
            self._check_room(len(rest) + 1)
            at = len(rest) if place is None else place
            self._store([*rest[:at], moved, *rest[at:]])

    def hide(self, material: Collection[Photo | OwnClip]) -> None:
        """Do not show these any more."""
        with self._changing():
            hidden = {each.pk for each in material}
            self._store([shot for shot in self.shot_list if shot.upload.pk not in hidden])

    def lose(self, material: Collection[Photo | OwnClip]) -> None:
        """These are gone for good (the project's row is locked). No undo is offered."""
        gone = {each.pk for each in material}
        self._store([shot for shot in self.shot_list if shot.upload.pk not in gone])
        if not self.shot_list and self._lacks_hero:
            self.project.choose_pictures([self])

    def order_shots(self, wanted: Sequence[UUID]) -> None:
        """Show the shots in this order. Raises NotReady if it does not name each of them once."""
        with self._changing():
            shots = {shot.pk: shot for shot in self.shot_list}
            if sorted(wanted) != sorted(shots):
                raise NotReady(
                    _("The photos and videos of this scene have changed. Look at them again.")
                )
            self._store([shots[pk] for pk in wanted])

    def choose_sound(self, pk: UUID, sound: str) -> None:
        """Whether the sound of an own clip is heard, a code of vocabulary.ClipSound. Only the film
        is out of date then. Raises Shot.DoesNotExist, and NotReady if there is no sound."""
        with self.project.changing("sound", scene=self.position):
            self._refresh()
            shot = self.shots.get(pk=pk)
            if sound != ClipSound.OFF and shot.own_sound is None:
                raise NotReady(_("There is no sound in it. Upload the video again if it has one."))
            shot.sound = sound
            shot.save(update_fields=["sound"])
            self._refresh()

    def frame_shot(self, pk: UUID, *, fit: str | None = None, **framing: Any) -> None:
        """Choose the point that a shot keeps in view, and the part of an own clip: `Shot.frame`.
        With `fit`, also how all shots stand in the frame. Raises Shot.DoesNotExist, and
        NotReady."""
        with self.project.changing("framing", scene=self.position):
            self._refresh()
            self.shots.get(pk=pk).frame(**framing)
            self.fit = self.fit if fit is None else fit
            self.save(update_fields=["fit"])
            self._refresh()

    def choose_fit(self, fit: str) -> None:
        """How its photos and own clips stand in the frame, a code of vocabulary.Fit."""
        with self.project.changing("fit", scene=self.position):
            self.refresh_from_db(fields=["fit"])
            self.fit = fit
            self.save(update_fields=["fit"])

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self.project.changing("shots", scene=self.position):
            self._refresh()
            yield
            if not self.shot_list and self._lacks_hero:
                self.project.choose_pictures([self])

    def _refresh(self) -> None:
        self.refresh_from_db(fields=["fit", "shows_all"])
        self._prefetched_objects_cache: dict[str, Any] = {}

    def _store(self, wanted: Collection[Shot]) -> None:
        """Keep these shots alone, in this order."""
        self.shows_all = True
        if not wanted:
            self.fit = ""  # it was chosen for other pictures
        self.save(update_fields=["fit", "shows_all"])
        self.shots.exclude(pk__in=[shot.pk for shot in wanted]).delete()
        for position, shot in enumerate(wanted, start=1):
            shot.scene, shot.position = self, position  # type: ignore[assignment]  # it is a Scene
            shot.save()
        self._refresh()

    @property
    def _lacks_hero(self) -> bool:
        """While it showed uploads, another scene may have got the hero of its picture."""
        others = (scene for scene in self.project.scene_list if scene.pk != self.pk)
        taken = {scene.picture.hero for scene in others if not scene.shot_list}
        return self.picture.hero in {"", *taken}
