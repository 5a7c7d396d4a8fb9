"""Who speaks a film: one voice speaks all of its scenes."""

from __future__ import annotations

from projects.providers import own_speaker, services_of, speaker
from projects.providers.wire.faults import Fault
from projects.timeline import NARRATION, Step

from .coverage import ProjectCoverage

NO_VOICE = "voice_language"


class ProjectNarrator(ProjectCoverage):
    class Meta(ProjectCoverage.Meta):
        abstract = True

    @property
    def is_spoken_by_service(self) -> bool:
        return self.narration_made_by.get("name") in services_of("speech")

    def _choose_narrator(self, step: Step) -> None:
        """Let the voice engine of today speak, if scenes are to be spoken. If it is another one
        than before, it speaks all scenes: a film has one voice. What is spoken in part, the same
        speaker speaks to its end.

        A worker on another machine may lack that engine. Then the narration has failed, and
        espeak-ng, which every worker has, speaks when the person tries again."""
        if step is not NARRATION or not self.missing(step):
            return
        now, is_begun = self._speaker_name, len(self.missing(step)) < self.scene_count
        if is_begun and now in self.speakers_allowed:
            self.narration_made_by = {**self.narration_made_by, "name": now}
        else:
            self.narration_made_by = self._first_speaker()
        today = speaker(self.narration_made_by["name"]).narrator()
        was_gone = self.error.get("code") == "voice_gone" and self.narrator == today
        self.narrator = "" if was_gone and not self.is_spoken_by_service else today

    @property
    def _speaker_name(self) -> str:
        return self.narration_made_by.get("name") or own_speaker()

    def _first_speaker(self) -> dict[str, str]:
        first, wanted = self.speakers_allowed[0], self.makers_allowed("speech")[0]
        if first == wanted:
            return {"name": first}
        return {"name": first, "instead_of": wanted, "reason": NO_VOICE}

    def take_first_speaker(self) -> None:
        """Another one was chosen (the row is locked): what another one has spoken is out of
        date."""
        self.narration_made_by = self._first_speaker()
        self.narrator = speaker(self.narration_made_by["name"]).narrator()

    def take_next_speaker(self, reason: str) -> bool:
        """A service could not speak a scene, for this reason (the row is locked): let the next
        speaker in the studio's order speak the film. False if there is none that may."""
        now, names = self._speaker_name, self.speakers_allowed
        if reason not in set(Fault) or now not in names[:-1]:
            return False
        after = names[names.index(now) + 1]
        self.narration_made_by = {"name": after, "instead_of": now, "reason": reason}
        self.narrator = speaker(after).narrator()
        return True
