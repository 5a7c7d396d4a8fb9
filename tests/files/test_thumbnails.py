"""Pages show small pictures, which are made once and go with what they show."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from projects.files.on_demand import found_or_made, keep
from projects.jobs.cleanup import remove_unreferenced_files
from projects.media.thumbnails import SIZES, names_of, thumbnail
from projects.models import ApiToken, Artifact, Project
from projects.steps.results import NewArtifact
from tests.support.projects import CONTENT, store

pytestmark = pytest.mark.usefixtures("collected_files", "store_of_its_own")
NOW = timedelta(0)
SHADES = Image.linear_gradient("L").resize((1080, 1920)).convert("RGB")


@pytest.fixture
def cover(written: Project, tmp_path: Path) -> Artifact:
    path = tmp_path / "cover.jpg"
    SHADES.save(path, quality=92)
    made = NewArtifact("cover", written.film_hash, path)
    made.store(written)
    made.commit(written, None)
    return written.artifacts.get(kind="cover")


def where(artifact: Artifact, size: str = "row") -> str:
    return reverse("thumbnail", args=[artifact.project_id, artifact.pk, size])


def kept(artifact: Artifact) -> list[str]:
    return [name for name in names_of(str(artifact.file)) if default_storage.exists(name)]


@pytest.mark.parametrize(
    ("size", "pixels", "most"),
    [
        ("row", (54, 72), 1_500),
        ("row-2x", (108, 144), 3_000),
        ("clip", (270, 480), 15_000),
        ("clip-2x", (540, 960), 40_000),
        ("film", (540, 960), 40_000),
        ("film-2x", (1080, 1920), 100_000),
    ],
)
def test_a_picture_comes_in_the_size_in_which_it_is_shown(
    alices: Client, cover: Artifact, size: str, pixels: tuple[int, int], most: int
) -> None:
    answer = alices.get(where(cover, size))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(answer.content)).size == pixels
    assert len(answer.content) < most
    assert len(kept(cover)) == 1, "it is stored"


@pytest.mark.parametrize("shape", [(30, 40), (1080, 1440), (1920, 1080), (1, 1), (4000, 10)])
def test_a_picture_of_any_shape_becomes_a_thumbnail(shape: tuple[int, int]) -> None:
    file = io.BytesIO()
    SHADES.resize(shape).save(file, "JPEG")
    for size in SIZES.values():
        made = Image.open(io.BytesIO(thumbnail(file.getvalue(), size)))
        assert made.width <= size.width and made.height <= size.height
        if size.is_filled:
            assert made.size == (size.width, size.height)
        else:
            assert made.width <= shape[0] and made.height <= shape[1], "it is never enlarged"


def test_a_browser_keeps_a_thumbnail_for_ever_and_is_told_if_it_asks_again(
    alices: Client, cover: Artifact
) -> None:
    answer = alices.get(where(cover))
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = alices.get(where(cover), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    assert alices.get(where(cover, "row-2x"))["ETag"] != answer["ETag"]


def test_only_who_may_see_the_project_gets_its_thumbnails(
    alices: Client, bobs: Client, carol: User, alice: User, cover: Artifact
) -> None:
    alices.get(where(cover))
    administrator = Client()
    administrator.force_login(carol)
    secret = ApiToken.objects.issue(alice)[1]
    program = {"authorization": f"Bearer {secret}"}
    assert bobs.get(where(cover)).status_code == 404
    assert administrator.get(where(cover)).status_code == 200
    assert Client().get(where(cover))["Location"].startswith("/login/")
    assert Client().get(where(cover), headers=program).status_code == 200
    wrong = {"authorization": "Bearer vs_wrong"}
    assert Client().get(where(cover), headers=wrong).status_code == 401
    mine = Project.objects.create(owner=User.objects.get(username="bob"), topic="Bob's")
    stolen = reverse("thumbnail", args=[mine.pk, cover.pk, "row"])
    assert bobs.get(stolen).status_code == 404


@pytest.mark.parametrize("size", ["huge", "row-3x", "480"])
def test_there_are_no_other_sizes(alices: Client, cover: Artifact, size: str) -> None:
    assert alices.get(where(cover, size)).status_code == 404


def test_what_is_no_picture_has_no_thumbnail(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    store(written, "film", written.film_hash, tmp_path)
    assert alices.get(where(written.artifacts.get(kind="film"))).status_code == 404


def test_a_picture_that_cannot_be_drawn_is_sent_as_it_is(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    store(written, "cover", written.film_hash, tmp_path)
    answer = alices.get(where(written.artifacts.get(kind="cover")))
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(CONTENT)))
    assert "immutable" not in answer["Cache-Control"]


@pytest.mark.parametrize("has_thumbnail", [True, False])
@pytest.mark.parametrize("loss", ["gone", "cut off"])
def test_a_lost_picture_is_noticed_as_ever_and_breaks_nothing(
    alices: Client, cover: Artifact, has_thumbnail: bool, loss: str
) -> None:
    if has_thumbnail:
        alices.get(where(cover))
    default_storage.delete(str(cover.file))
    if loss == "cut off":
        default_storage.save(str(cover.file), ContentFile(b"half"))
    assert alices.get(where(cover)).status_code == 404
    assert not Artifact.objects.filter(pk=cover.pk).exists(), "the project knows that it is lost"
    assert alices.get("/").status_code == 200


def test_bytes_that_are_not_those_that_were_stored_become_no_thumbnail(
    alices: Client, cover: Artifact
) -> None:
    changed = bytearray(Path(cover.file.path).read_bytes())
    changed[-100] ^= 1
    Path(cover.file.path).write_bytes(changed)
    assert alices.get(where(cover)).status_code == 404
    assert not kept(cover)


def test_a_deleted_project_leaves_no_thumbnails(
    alices: Client, cover: Artifact, django_capture_on_commit_callbacks: Any
) -> None:
    for size in SIZES:
        alices.get(where(cover, size))
    assert len(kept(cover)) == len(SIZES)
    with django_capture_on_commit_callbacks(execute=True):
        cover.project.delete_with_files()
    assert not kept(cover)
    assert alices.get(where(cover)).status_code == 404


def test_a_thumbnail_whose_picture_is_gone_is_removed_by_the_cleanup_and_others_stay(
    alices: Client, cover: Artifact
) -> None:
    alices.get(where(cover))
    orphan = default_storage.save(
        f"thumbnails/{cover.project_id}/cover-1.row.webp", ContentFile(b"")
    )
    far = default_storage.save("thumbnails/no-project/cover-2.row.webp", ContentFile(b"x"))
    assert remove_unreferenced_files() == 0, "they may be of this moment"
    assert remove_unreferenced_files(NOW) == 2
    assert [default_storage.exists(name) for name in (orphan, far)] == [False, False]
    assert len(kept(cover)) == 1


def test_a_thumbnail_that_was_damaged_or_cut_off_by_a_full_disk_is_made_again(
    alices: Client, cover: Artifact
) -> None:
    shown = alices.get(where(cover)).content
    kept_in = Path(default_storage.path(*kept(cover)))
    whole = kept_in.read_bytes()
    changed = whole[:50] + bytes([whole[50] ^ 1]) + whole[51:]
    for broken in (whole[:-9], b"", b"RIFF", changed, whole[: len(shown)]):
        kept_in.write_bytes(broken)
        assert alices.get(where(cover)).content == shown
        assert kept_in.read_bytes() == whole


def test_a_full_disk_keeps_nobody_from_seeing_a_picture(
    alices: Client, cover: Artifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    assert Image.open(io.BytesIO(alices.get(where(cover)).content)).size == (54, 72)


def test_two_requests_at_once_make_one_thumbnail() -> None:
    made, start = [], Barrier(4)

    def draw() -> bytes:
        made.append(b"a small picture")
        return made[-1]

    def ask(_: int) -> bytes:
        start.wait()
        return found_or_made("thumbnails/at-once.webp", draw)

    with ThreadPoolExecutor(4) as threads:
        got = list(threads.map(ask, range(4)))
    assert (len(made), set(got)) == (1, set(made))


def test_of_two_web_processes_that_make_the_same_one_is_kept() -> None:
    name = "thumbnails/twice/cover.webp"
    for _ in range(2):
        keep(name, ContentFile(b"a small picture"))
    folder = Path(default_storage.path(name)).parent
    assert [path.name for path in folder.iterdir()] == [Path(name).name]


def test_pages_load_thumbnails_when_somebody_is_about_to_see_them(
    alices: Client, written: Project, cover: Artifact, tmp_path: Path
) -> None:
    scene = written.scene_list[0]
    for kind in ("clip", "poster"):
        store(written, kind, scene.clip_hash, tmp_path, scene)
    store(written, "film", written.film_hash, tmp_path)
    home = alices.get("/").content.decode()
    timeline = alices.get(reverse("project", args=[written.pk])).content.decode()
    for page, sizes in ((home, ["row"]), (timeline, ["clip", "film", "clip"])):
        found = re.findall(r"<img [^>]+/projects/[^>]+>", page)
        pictures = [each for each in found if "/?v=" in each]  # no stills
        assert [re.findall(r"/(\w+)(?:-2x)?/\?v=", each) for each in pictures] == [
            [size, size] for size in sizes
        ]
        assert all('loading="lazy"' in each and 'alt=""' in each for each in pictures)
    assert 'width="54" height="72"' in home
    posters = re.findall(r'poster="([^"]+)"', timeline)
    assert posters and all(each.startswith("data:") for each in posters)


def test_a_picture_that_is_made_anew_has_another_address(alices: Client, cover: Artifact) -> None:
    def address() -> str:
        return re.findall(r'<img src="(/projects/[^"]+)"', alices.get("/").content.decode())[0]

    before = address()
    Artifact.objects.filter(pk=cover.pk).update(sha256="0" * 64)
    assert address() != before


def test_thumbnails_are_no_files_of_the_project(alices: Client, cover: Artifact) -> None:
    def listed() -> Any:
        return alices.get(f"/api/video-creation/projects/{cover.project_id}").json()

    before = listed()
    alices.get(where(cover))
    assert listed() == before
    assert list(Path(cover.file.path).parent.iterdir()) == [Path(cover.file.path)]
