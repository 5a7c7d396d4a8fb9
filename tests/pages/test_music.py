"""Choosing the music of a film: what a person sees and hears, and what is stored of their own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects.files.uploads import play_music
from projects.jobs.cleanup import remove_unused_uploads
from projects.media.ffmpeg import run
from projects.media.probe import probe
from projects.media.sound import sample, tracks
from projects.media.sound.loudness import measure
from projects.media.sound.narration import LAST_PAUSE, PAUSE
from projects.models import Project
from projects.models.recipe import recipe_hash
from projects.monitoring.checks import music
from projects.timeline import SCENES
from projects.vocabulary import Music
from tests.support.made_film import MadeFilm
from tests.support.programs import BASE, BRIEF, Program
from tests.support.projects import fresh
from tests.support.sounds import wav

pytestmark = pytest.mark.usefixtures("collected_files")


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    time = np.arange(22050 * 6) / 22050
    tune = 0.3 * np.sin(2 * np.pi * 330 * time)
    return wav(tmp_path_factory.mktemp("song") / "song.wav", tune).read_bytes()


def file_of(content: bytes, name: str = "园歌.wav") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "audio/wav")


async def content_of(answer: Any) -> bytes:
    return b"".join([piece async for piece in answer.streaming_content])


def choose(client: Client, project: Project, **wish: Any) -> int:
    return client.post(
        reverse("music", args=[project.pk]), wish, HTTP_HX_REQUEST="true"
    ).status_code


def test_a_film_has_the_mood_of_its_style_until_somebody_chooses(written: Project) -> None:
    assert (written.music, written.mood) == ("", Music.TENDER)
    before = written.film_hash
    written.change_brief(style="lively")
    assert (written.mood, written.film_hash == before) == (Music.HAPPY, False)
    written.choose_music("calm")
    assert written.mood == Music.CALM


def test_a_film_without_music_has_the_recipe_of_before_there_was_any(written: Project) -> None:
    written.choose_music("off", 20)
    clips = [scene.clip_hash for scene in written.scene_list]
    assert written.film_hash == recipe_hash("film", clips=clips, title=written.name)


def test_other_music_makes_only_the_film_anew(
    committed: None, written: Project, a_film: MadeFilm, alices: Client
) -> None:
    filmed = a_film.give(written, "edit")
    assert filmed.film
    assert choose(alices, filmed, music="happy", music_level="16") == 200
    changed = fresh(filmed)
    assert (changed.music, changed.music_level, changed.film) == ("happy", 16, None)
    assert not changed.missing(SCENES)
    assert choose(alices, filmed, music="", music_level="12") == 200
    assert fresh(filmed).film  # the one that is there


@pytest.mark.parametrize(
    "wish", [{"music": "loud"}, {"music": "own"}, {"music": "calm", "music_level": "3"}]
)
def test_music_that_cannot_be_is_refused(
    alices: Client, written: Project, wish: dict[str, str]
) -> None:
    assert choose(alices, written, **wish) == 422
    assert fresh(written).music == ""


def test_every_mood_can_be_heard_and_all_are_as_loud(
    alices: Client, project: Project, tmp_path: Path
) -> None:
    page = alices.get(reverse("project", args=[project.pk])).content.decode()
    for mood in sorted({track.mood for track in tracks.tracks()}):
        address = f"/music/{mood}/?film={project.pk}"
        assert address in page
        answer = alices.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "audio/mp4")
        heard = tmp_path / f"{mood}.m4a"
        heard.write_bytes(async_to_sync(content_of)(answer))
        assert probe(heard).seconds == pytest.approx(sample.SECONDS, abs=0.1)
    assert alices.get("/music/loud/").status_code == 404
    assert Client().get("/music/calm/").status_code == 302
    brief = alices.get("/").content.decode()
    assert "/music/calm/" in brief


def test_own_music_is_taken_with_the_tick_and_says_who_ticked(
    alices: Client, alice: User, written: Project, song: bytes
) -> None:
    address = reverse("music-upload", args=[written.pk])
    refused = alices.post(address, {"own": file_of(song)}, HTTP_HX_REQUEST="true")
    assert (refused.status_code, written.own_pieces.count()) == (422, 0)
    sent = {"own": file_of(song), "rights": "on"}
    assert alices.post(address, sent, HTTP_HX_REQUEST="true").status_code == 200
    changed = fresh(written)
    piece = changed.own_music
    assert piece
    assert (changed.music, piece.consent_by, piece.original_name) == ("own", alice, "园歌.wav")
    assert changed.music_recipe["music"] == piece.sha256
    heard = alices.get(reverse("own-music", args=[written.pk]))
    assert (heard.status_code, heard["Content-Type"]) == (200, "audio/mp4")
    page = alices.get(reverse("project", args=[written.pk])).content.decode()
    assert "园歌.wav" in page


def test_music_that_was_replaced_goes_and_who_ticked_for_it_stays(
    written: Project,
    alice: User,
    song: bytes,
    django_capture_on_commit_callbacks: Any,
) -> None:
    for _ in range(2):
        play_music(written, file_of(song), alice)
    used = written.own_music
    assert used
    written.history.all().delete()  # else an undo would play it again
    remove_unused_uploads(timedelta(0))
    first, second = written.own_pieces.order_by("consent_at")
    assert (str(first.file), first.consent_by) == ("", alice)
    assert default_storage.exists(str(second.file))
    with django_capture_on_commit_callbacks(execute=True):
        written.delete_with_files()
    assert not default_storage.exists(str(second.file))


def test_programs_choose_music_by_its_public_names(
    program: Program, written: Project, song: bytes
) -> None:
    said = program("post", "/projects", BRIEF | {"music": "happy", "musicLevel": 18})
    assert program.status == 201
    made = program("get", f"/projects/{said['data']['projectId']}")["data"]
    assert (made["music"], made["musicLevel"]) == ("happy", 18)
    for wrong in ({"music": "loud"}, {"musicLevel": 3}, {"music": "own"}):
        said = program("post", "/projects", BRIEF | wrong)
        assert (program.status, list(said["data"]["wrong"])) == (422, list(wrong))
    path = f"{BASE}/projects/{written.pk}/music"
    for rights, status in ((False, 400), (True, 200)):
        answer = program.client.post(path, {"music": file_of(song), "rights": rights})
        assert answer.status_code == status
    assert fresh(written).mood == Music.OWN
    for content in (b"words", b""):
        answer = program.client.post(path, {"music": file_of(content), "rights": True})
        assert (answer.status_code, "MP3" in answer.json()["message"]) == (400, True)
    program("delete", f"/projects/{written.pk}/music")
    assert (program.status, fresh(written).music) == (200, "")


def test_without_the_package_a_film_has_no_music_and_the_page_says_so(
    alices: Client, written: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracks, "tracks", lambda: ())
    assert tracks.choose("calm", str(written.pk)) is None
    page = alices.get(reverse("project", args=[written.pk])).content.decode()
    assert "没有安装音乐" in page or "No music is installed" in page
    assert "/music/calm/" not in page
    assert [warning.id for warning in music(None)] == ["projects.W001"]


def test_the_music_has_time_to_end_after_the_last_word(written: Project) -> None:
    before = [scene.clip_hash for scene in written.scene_list]
    assert {scene.pause + scene.tail for scene in written.scene_list} == {PAUSE}
    written.narrator = "a-voice-1"
    silence = [scene.pause + scene.tail for scene in written.scene_list]
    assert silence == pytest.approx([PAUSE, PAUSE, LAST_PAUSE])
    assert not set(before) & {scene.clip_hash for scene in written.scene_list}


def test_a_made_film_is_as_loud_as_promised_and_its_music_ends_with_it(a_film: MadeFilm) -> None:
    film = next(piece.path for piece in a_film.pieces if piece.kind == "film")
    sound = heard(film)
    levels = measure(sound)
    assert levels.lufs() == pytest.approx(-16, abs=1)
    assert levels.dbtp <= -1
    end = 10 * np.log10(levels.energy[-80:].mean() + 1e-12)
    assert end < -40
    voice = np.concatenate([heard(piece.path) for piece in narrations_of(a_film)])
    assert abs(len(sound) - len(voice)) <= 1024


def narrations_of(a_film: MadeFilm) -> list[Any]:
    pieces = [piece for piece in a_film.pieces if piece.kind == "narration"]
    return sorted(pieces, key=lambda piece: piece.position)


def heard(path: Path) -> np.ndarray:
    raw = path.with_suffix(".heard")
    shape = ["-map", "0:a", "-ar", "48000", "-f", "f32le", raw.name]
    run(["-i", path.name, *shape], cwd=path.parent, on_progress=lambda _: None)
    channels = 2 if path.suffix == ".mp4" else 1
    return np.fromfile(raw, "<f4").reshape(-1, channels)
