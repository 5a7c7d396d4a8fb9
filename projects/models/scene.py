from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.illustration import changes, choosing
from projects.illustration.changes import Change
from projects.illustration.picture import Layout, Picture
from projects.media.formats import DRAWN, FILMED
from projects.media.sound.narration import LAST_PAUSE, PAUSE
from projects.providers import script_writer
from projects.timeline import NARRATION, SCENES, Kind
from projects.vocabulary import ProviderKind, Transitions

from . import card_points
from .merging import digest_of, merge
from .project.contact import CONTACT
from .recipe import recipe_hash
from .scene_footage import SceneFootage
from .scene_painting import ScenePainting
from .scene_seen import SceneSeen
from .scene_shots import SceneShots
from .scene_stock import SceneStock
from .shown_texts import ShownTexts

if TYPE_CHECKING:
    from .artifact import Artifact

# Which kind of service another take of this kind asks.
_ASKED_BY = {"painting": ProviderKind.PICTURE, "clip": ProviderKind.VIDEO}
TEXT_FIELDS = ("title", "narration", "subtitle", "visual_description")
MOST_SCENES = 30
TAKES = ("narration", "clip", "painting")  # the files that can have another take


def any_seed() -> int:
    return random.randrange(1, 10_000)  # noqa: S311 - a choice of looks, not a secret


class TextChanged(Exception):
    """Somebody else has changed these words since the page showed them. `scene` has the new words,
    and `fields` are their names."""

    def __init__(self, scene: Scene, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.scene, self.fields = scene, fields


class ScenesOfFilms(models.Manager["Scene"]):
    """All but the parked ones."""

    def get_queryset(self) -> models.QuerySet[Scene]:
        return super().get_queryset().filter(in_film=True)


class Scene(SceneShots, SceneSeen, SceneFootage, SceneStock, ScenePainting, ShownTexts):
    """One scene of a project: its words, its shots if any, and the wanted takes."""

    SHOWN = ("title", "narration", "subtitle")

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="scenes")
    position = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=80)
    narration = models.TextField(_("narration"), max_length=600)
    subtitle = models.TextField(_("caption"), max_length=600, blank=True)
    visual_description = models.TextField(_("picture"), max_length=600, blank=True)
    seconds = models.FloatField(_("planned seconds"), default=0)
    camera_angle = models.CharField(max_length=40, blank=True)
    camera_movement = models.CharField(max_length=40, blank=True)
    transition = models.CharField(max_length=40, blank=True)
    # Of all that is chosen by chance in its picture. It stays when the scene moves.
    seed = models.PositiveSmallIntegerField(default=any_seed, db_default=0, editable=False)
    # As `Picture.as_json` writes it. It is chosen when the words change, and not when they are
    # read: so a film's other scenes keep their pictures.
    chosen_picture = models.JSONField(default=dict, db_default={}, editable=False)
    # Who asks for the same thing again wants another take: a new recipe with the same words.
    narration_take = models.PositiveSmallIntegerField(default=1)
    clip_take = models.PositiveSmallIntegerField(default=1)
    # Of a scene that was the last one when the silence after it was a part of its narration.
    long_pause = models.BooleanField(default=False, db_default=False, editable=False)
    # NULL if it is parked: deleted or replaced, and kept with its files and shots for an undo. Two
    # NULLs are never equal, so its place is free.
    in_film = models.BooleanField(null=True, default=True, db_default=True, editable=False)

    objects = ScenesOfFilms()
    every = models.Manager["Scene"]()

    class Meta:
        verbose_name, verbose_name_plural = _("scene"), _("scenes")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "position", "in_film"],
                name="scene_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=MOST_SCENES),
                name="scene_at_most_thirty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Raises DoesNotExist if it is parked meanwhile, as if it had been deleted."""
        kwargs.setdefault("from_queryset", type(self).objects.all())
        super().refresh_from_db(*args, **kwargs)

    @property
    def narration_hash(self) -> str:
        narrator, speed = self.project.narrator, self.project.voice_speed
        # What was spoken before there were narrators and speeds stays up to date.
        said_by = {"narrator": narrator} if narrator else {}
        pace = {"speed": speed} if speed != 1.0 else {}
        readings = self.project.readings_in(self.narration)
        as_wanted = {"readings": readings} if readings else {}
        rest = {"pause": self.pause} if self.pause != PAUSE else {}
        return recipe_hash(
            "narration",
            words=self.narration,
            voice=self.project.voice_style,
            language=self.project.language,
            take=self.narration_take,
            **said_by,
            **pace,
            **as_wanted,
            **rest,
        )

    @property
    def pause(self) -> float:
        """Seconds after its speech, in its narration."""
        return LAST_PAUSE if self.long_pause and self.project.narrator else PAUSE

    @property
    def tail(self) -> float:
        """Seconds of silence after its narration: until all its shots were seen; and after the last
        one, so that the music can end; but what an engine without a name has spoken stays as it is.
        They are no part of the narration, so that another scene may become the last one or show
        more, and nothing is spoken anew."""
        is_last = self.project.narrator and self.position == self.project.scene_count
        return max(LAST_PAUSE - self.pause if is_last else 0.0, self.hold)

    @property
    def clip_hash(self) -> str:
        by_service = {**self.footage_recipe, **self.stock_recipe, **self.painting_recipe}
        encoding = FILMED if self.shot_list or by_service else DRAWN
        return recipe_hash(
            "clip",
            narration=self.narration_hash,
            encoding=encoding,
            take=self.clip_take,
            changes=[self.change_before, self.change_after],
            **by_service,
            **self._seen_recipe,
        )

    @property
    def _shown_of_film(self) -> dict[str, str]:
        """What an opening and a closing show that is no word of theirs; no other scene does."""
        shown = {**self.contact, "film": self.project.name if self.is_opening else ""}
        return {name: words for name, words in shown.items() if words}

    @property
    def contact(self) -> dict[str, str]:
        """What it shows of whom viewers turn to: an opening says whose film it is."""
        fields = {Layout.OPENING: ("organization",), Layout.CLOSING: CONTACT}
        shown = fields.get(self.picture.layout, ())
        return {name: getattr(self.project, name) for name in shown}

    @property
    def is_opening(self) -> bool:
        return self.picture.layout == Layout.OPENING

    @property
    def picture(self) -> Picture:
        """What it shows if its owner has uploaded nothing for it."""
        if self.chosen_picture:
            picture = Picture.from_json(self.chosen_picture)
        else:
            picture = self.project.unstored_pictures[self.pk]
        return picture if self.project.closing_card else picture.without_card

    @property
    def words(self) -> choosing.SceneWords:
        """What its picture is chosen by."""
        project = self.project
        return choosing.SceneWords(
            title=self.title,
            narration=self.narration,
            described=self.visual_description,
            points=self.points,
            film=project.topic,
            topic=f"{project.topic}\n{project.key_points}",
            language=project.language,
            style=project.style,
            is_first=self.position == 1,
            is_last=self.position == project.scene_count,
            seed=self.seed,
            is_stock=script_writer().illustrates(
                self.visual_description, language=project.language
            ),
            contact=tuple(getattr(project, name) for name in CONTACT),
            shows_own=bool(self.shot_list),
        )

    @property
    def change_before(self) -> Change | None:
        """How it comes out of the scene before it: that one's seed decides. None for the first."""
        before = [scene for scene in self.project.scene_list if scene.position == self.position - 1]
        return before[0]._change if before else None

    @property
    def change_after(self) -> Change | None:
        return self._change if self.position < self.project.scene_count else None

    @property
    def _change(self) -> Change:
        return changes.after(self.seed, is_calm=self.project.transitions == Transitions.CALM)

    @property
    def caption(self) -> str:
        return self.subtitle or self.narration

    @property
    def points(self) -> tuple[str, ...]:
        """The rows of a list, at most four key points: those that the scene speaks of."""
        return card_points.of_scene(self.project.points, self.title, self.narration)

    @property
    def audio(self) -> Artifact | None:
        """The narration for the present words, or None if it is not made yet."""
        return self.project.current(NARRATION, self)

    @property
    def clip(self) -> Artifact | None:
        """The clip as it should be now, or None while it is not made yet."""
        return self.project.current(SCENES, self)

    @property
    def stale_audio(self) -> Artifact | None:
        """The last narration, if the words have changed since it was made."""
        return None if self.audio else self.project.latest(Kind.NARRATION, self)

    @property
    def stale_clip(self) -> Artifact | None:
        return None if self.clip else self.project.latest(Kind.CLIP, self)

    @property
    def poster(self) -> Artifact | None:
        """A picture from the clip that can be watched, so that a page does not load the clip."""
        clip = self.watchable
        return self.project.artifact("poster", clip.input_hash, self) if clip else None

    @property
    def narration_count(self) -> int:
        return self.project.count_files(Kind.NARRATION, self)

    @property
    def clip_count(self) -> int:
        return self.project.count_files(Kind.CLIP, self)

    @property
    def hearable(self) -> Artifact | None:
        """The narration to listen to: as it should be, or else the last one made."""
        return self.project.current_or_latest(NARRATION, self)

    @property
    def watchable(self) -> Artifact | None:
        """The clip to watch: as it should be, or else the last one made."""
        return self.project.current_or_latest(SCENES, self)

    @property
    def digests(self) -> dict[str, str]:
        """A digest of each text field. A page sends them back to say which words it has shown."""
        return {name: digest_of(getattr(self, name)) for name in TEXT_FIELDS}

    def rewrite(
        self, drawn: Mapping[str, str] | None = None, *, search_words: str = "", **words: str
    ) -> None:
        """Change some of the words. Refused while jobs work on this project: they use the words.

        `drawn` are the digests of the words that the person has typed over. Raises TextChanged if
        somebody else has changed the same words since. Raises DoesNotExist if a new script has
        replaced the scene. `search_words`: for another picture that they describe.
        """
        with self.project.changing("words", scene=self.position):
            self.refresh_from_db(fields=TEXT_FIELDS)
            if self.change_texts(self._merged(words, drawn or {}), search_words):
                self.project.choose_pictures([self])

    def change_texts(self, words: Mapping[str, str], search_words: str = "") -> bool:
        """Store these words instead of the present ones (the project's row is locked). Whether it
        needs another picture by that.

        A caption that equals the narration follows it, unless the caption itself is changed.
        """
        follows = self.caption == self.narration
        if follows and words.get("subtitle", self.caption) in (self.subtitle, self.caption):
            words = {**words, "subtitle": words.get("narration", self.narration)}
        self.project.keep_pictures()
        before, described = self.words, self._described
        for name, said in words.items():
            setattr(self, name, said)
        if self._described != described:
            self.let_service(None)
            self.search_words = search_words
        self.save(update_fields=[*TEXT_FIELDS, "made_here", "search_words"])
        return self.words != before

    def next_take(self, kind: str) -> None:
        """Ask for another narration or clip than the last one (the project's row is locked)."""
        field = f"{kind}_take"
        setattr(self, field, getattr(self, field) + 1)
        self.let_service(_ASKED_BY.get(kind, ""))
        self.save(update_fields=[field, "made_here"])

    def _merged(self, words: Mapping[str, str], drawn: Mapping[str, str]) -> dict[str, str]:
        """These words, with the stored ones where only somebody else has changed them."""
        merged = dict(words)
        if self.caption == self.narration and words.get("subtitle") == words.get("narration"):
            merged.pop("subtitle", None)  # it follows the narration
        stored = {name: getattr(self, name) for name in TEXT_FIELDS}
        merged, changed_by_both = merge(stored, merged, drawn)
        if changed_by_both:
            raise TextChanged(self, changed_by_both)
        return merged
