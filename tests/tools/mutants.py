"""make mutants: break the product on purpose, and see that the tests notice.

    .venv/bin/python -m tests.tools.mutants [WORD ...]

Each mutant breaks the product in one place: it changes a few characters of the source in a copy of
the project, and runs the tests of that place there. If they pass, the tests have a hole, and the
command ends with 1. WORD selects the mutants with that word in their name.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.support.sources import ROOT

COPIED = (
    "manage.py",
    "pyproject.toml",
    "projects",
    "videostudio",
    "templates",
    "static",
    "tests",
    "docs",
)
LONGEST = 600.0  # seconds: if the tests take longer, the mutant hangs, and so is noticed


@dataclass(frozen=True)
class Mutant:
    """In `path`, `before` (there exactly once) becomes `after`; `tests` are pytest's arguments."""

    name: str
    path: str
    before: str
    after: str
    tests: tuple[str, ...]

    def changed(self, source: str) -> str:
        if source.count(self.before) != 1:
            raise LookupError(f"{self.name}: not once in {self.path}: {self.before!r}")
        return source.replace(self.before, self.after)


MUTANTS = (
    Mutant(
        "the fence is dropped",
        "projects/models/run.py",
        "return self.filter(pk=pk, attempt=attempt, state=State.RUNNING)",
        "return self.filter(pk=pk)",
        ("tests/models/test_moves.py",),
    ),
    Mutant(
        "a claim does not raise the fence",
        "projects/models/run.py",
        'attempt=F("attempt") + 1,',
        'attempt=F("attempt"),',
        ("tests/models/test_moves.py",),
    ),
    Mutant(
        "a job is enqueued outside the transaction",
        "projects/jobs/queue.py",
        "manager = JobManager(DjangoConnector())",
        "manager = app.job_manager",
        ("tests/jobs/test_queue.py",),
    ),
    Mutant(
        "a start and its jobs are two transactions",
        "projects/jobs/queue.py",
        "@transaction.atomic\ndef run_and_enqueue(",
        "def run_and_enqueue(",
        ("tests/jobs/test_queue.py",),
    ),
    Mutant(
        "a clip is begun before its scene is spoken",
        "projects/models/project/advance.py",
        "return all(self.is_made(needed, piece) for needed in before)",
        "return bool(before or True)",
        ("tests/models/test_early_clips.py",),
    ),
    Mutant(
        "a proxy on this machine is taken for this machine",
        "videostudio/callers.py",
        "if any(header in request.headers for header in PASSED_ON):",
        "if False:",
        ("tests/monitoring/test_health.py", "-k", "proxy"),
    ),
    Mutant(
        "a probe waits for what is frozen",
        "projects/monitoring/readiness.py",
        "asyncio.wait({task}, timeout=LIMIT)",
        "asyncio.wait({task}, timeout=90)",
        ("tests/monitoring/test_readiness.py", "-k", "frozen or hangs"),
    ),
    Mutant(
        "a change is announced before its commit",
        "projects/events.py",
        '"ticked": ticked,\n    }\n    transaction.on_commit(lambda: _send(hint))',
        '"ticked": ticked,\n    }\n    _send(hint)',
        ("tests/jobs/test_queue.py",),
    ),
    Mutant(
        "the reconcile is off",
        "projects/live/hub.py",
        "            await self.catch_up(set(self.viewers))",
        "            await self.catch_up(set())",
        ("tests/live/test_live.py", "-k", "without"),
    ),
    Mutant(
        "a film is not checked",
        "projects/media/film.py",
        "        _check(work, clips[0], sum(frames), partial(on_progress, JOINED))",
        "        on_progress(JOINED)",
        ("tests/media/test_film.py",),
    ),
    Mutant(
        "the pictures of a film are not compared with those of its clips",
        "projects/media/probe.py",
        "    if hashed.read_text() != pictures:",
        "    if not hashed.read_text():",
        ("tests/media/test_probe.py", "-k", "damage"),
    ),
    Mutant(
        "stored bytes are not compared",
        "projects/models/stored_file.py",
        "return digest.hexdigest() == self.sha256",
        "return bool(digest.hexdigest())",
        ("tests/steps/test_pipeline.py", "-k", "storage_loses"),
    ),
    Mutant(
        "a notice can be shown twice",
        "projects/models/notification.py",
        'found = self.waiting().select_related("project")',
        'found = self.select_related("project")',
        ("tests/models/test_moves.py",),
    ),
    Mutant(
        "silent work is never taken over",
        "projects/models/run.py",
        "return Q(state=State.RUNNING, heartbeat_at__lt=limit",
        "return Q(pk=0, state=State.RUNNING, heartbeat_at__lt=limit",
        (
            "tests/models/test_moves.py",
            "tests/steps/test_pipeline.py",
            "-k",
            "silent or lost_worker",
        ),
    ),
    Mutant(
        "a dead worker's folder is not looked at",
        "projects/jobs/workspace.py",
        "for folder in folders_in(settings.STUDIO_WORKSPACES):",
        "for folder in []:",
        ("tests/jobs/test_lost_workers.py",),
    ),
    Mutant(
        "a living worker's folder is taken for a dead one's",
        "videostudio/own_folders.py",
        "fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "descriptor",
        ("tests/jobs/test_lost_workers.py",),
    ),
    Mutant(
        "a poisoned Run is tried for ever",
        "projects/models/run.py",
        "            if self.losses + 1 >= settings.STUDIO_MAX_ATTEMPTS:",
        "            if self.losses + 1 >= 99:",
        ("tests/jobs/test_lost_workers.py",),
    ),
    Mutant(
        "a deploy costs an attempt",
        "projects/models/run.py",
        "(self.attempt - self.hand_backs)",
        "self.attempt",
        ("tests/models/test_moves.py",),
    ),
    Mutant(
        "a suspect works beside others",
        "projects/jobs/isolation.py",
        "lambda: not (self._inside or self._taken)",
        "lambda: True",
        ("tests/jobs/test_lost_workers.py",),
    ),
    Mutant(
        "a cancel leaves its Runs at work",
        "projects/models/project/status.py",
        "            self.runs.active().update(state=State.CANCELLED, finished_at=Now())",
        "            pass",
        ("tests/models/test_moves.py", "tests/models/test_early_clips.py"),
    ),
    Mutant(
        "any status may follow any other",
        "projects/models/project/status.py",
        "if to != self.status and to not in LEGAL_MOVES[Status(self.status)]:",
        "if False:",
        ("tests/models/test_moves.py",),
    ),
    Mutant(
        "a step begins before what it needs is there",
        "projects/models/project/verbs.py",
        "            if not self.was_done(needed):\n",
        "            if False:\n",
        ("tests/models/test_moves.py",),
    ),
    Mutant(
        "a project at rest stands at the step that is still to be done",
        "projects/models/project/status.py",
        "return (waiting.previous or waiting).name",
        "return waiting.name",
        ("tests/pages/test_resuming.py",),
    ),
    Mutant(
        "progress may fall",
        "projects/models/project/status.py",
        "self.progress = max(self.progress, min(int(percent), 99))",
        "self.progress = min(int(percent), 99)",
        ("tests/models/test_moves.py",),
    ),
    Mutant(
        "a verb does not lock the row",
        "projects/models/project/status.py",
        '.select_for_update(of=("self",))',
        "",
        ("tests/pages/test_two_tabs.py",),
    ),
    Mutant(
        "a brief sent twice is two projects",
        "projects/pages/forms.py",
        'self.instance.idempotency_key = recipe_hash("brief", **said)',
        "pass",
        ("tests/pages/test_two_tabs.py",),
    ),
    Mutant(
        "the later of two tabs overwrites the other's words",
        "projects/models/scene.py",
        "self.change_texts(self._merged(words, drawn or {}), search_words)",
        "self.change_texts(words, search_words)",
        ("tests/pages/test_two_tabs.py",),
    ),
    Mutant(
        "code 0 of ffmpeg is enough",
        "projects/media/ffmpeg.py",
        "if not progress.ended:",
        "if False:",
        ("tests/media/test_ffmpeg.py", "tests/faults/services/test_ffmpeg_faults.py"),
    ),
    Mutant(
        "a push replaces the field that is typed in",
        "static/js/regions.js",
        "if (region.contains(focused) && focused.matches(EDITORS)) return true;",
        "",
        ("tests/pages/test_typed_text.py", "-k", "push"),
    ),
    Mutant(
        "who leaves takes a database connection along",
        "videostudio/server/web.py",
        '"--application-close-timeout", "3600"',
        '"--application-close-timeout", "10"',
        ("--faults=full", "tests/videostudio/server/test_web.py", "-k", "does_not_wait"),
    ),
    Mutant(
        "passwords are guessed without end",
        "projects/models/login_throttle.py",
        "raise TooManyTries(wait)",
        "pass",
        ("tests/accounts/test_sign_in.py",),
    ),
    Mutant(
        "guesses of strangers lock an owner out",
        "projects/models/login_throttle.py",
        "cls._limit(_kept_for_place(tried), cls.KEPT)",
        "raise",
        ("tests/accounts/test_sign_in.py", "-k", "its_owner_gets_in"),
    ),
    Mutant(
        "one with a lot to do keeps the others waiting",
        "projects/jobs/queue.py",
        "priority=priority or -place,",
        "priority=priority,",
        ("tests/jobs/test_queue.py", "-k", "others_their_turn"),
    ),
    Mutant(
        "a killed worker's children live on",
        "videostudio/server/lifeline.py",
        "        prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)\n",
        "        pass\n",
        ("tests/videostudio/server/test_lifeline.py",),
    ),
    Mutant(
        "a lost result leaves its file",
        "projects/jobs/execution.py",
        "            attempt.discard()\n",
        "            pass\n",
        ("tests/steps/test_pipeline.py", "-k", "leaves_no_file"),
    ),
    Mutant(
        "leftovers stay",
        "projects/jobs/cleanup.py",
        "        default_storage.delete(name)\n",
        "        pass\n",
        ("tests/jobs/test_cleanup.py",),
    ),
    Mutant(
        "a file that waits for its row is swept",
        "projects/jobs/cleanup.py",
        "NEW = timedelta(hours=1)",
        "NEW = timedelta(0)",
        ("tests/jobs/test_cleanup.py",),
    ),
    Mutant(
        "a cancel is not in the audit log",
        "projects/models/project/verbs.py",
        "record(Action.CANCEL, about=self, detail=self.step)",
        "pass",
        ("tests/accounts/test_audit.py", "-k", "makers_day"),
    ),
    Mutant(
        "strangers fill the audit log",
        "projects/models/refusal_count.py",
        "if so_many <= MOST:",
        "if True:",
        ("tests/accounts/test_audit.py", "-k", "flood"),
    ),
    Mutant(
        "the studio is a superuser of its database",
        "videostudio/embedded/roles.sql",
        "CREATE ROLE studio LOGIN;",
        "CREATE ROLE studio LOGIN SUPERUSER;",
        ("tests/videostudio/test_embedded.py", "-k", "no_superuser"),
    ),
    Mutant(
        "a stranger sees every project",
        "projects/models/project/model.py",
        "return self if user.is_superuser else self.filter(owner=user)",
        "return self",
        ("tests/videostudio/test_every_address.py",),
    ),
    Mutant(
        "a request waits for a frozen database for ever",
        "videostudio/asgi.py",
        "Connection.limit = settings.STUDIO_DATABASE_WAIT",
        "Connection.limit = None",
        ("tests/monitoring/test_readiness.py", "-k", "frozen_everybody"),
    ),
    Mutant(
        "an answer to HEAD has a body from its second piece on",
        "videostudio/server/bodies.py",
        'if self.method == b"HEAD" and',
        "if False and",
        ("tests/videostudio/server/test_web.py", "-k", "head_has"),
    ),
    Mutant(
        "a request may name no host",
        "videostudio/server/channel.py",
        'return bool(self._version == b"HTTP/1.0")',
        "return True",
        ("tests/videostudio/server/test_web.py", "-k", "says_why"),
    ),
    Mutant(
        "another site's page listens as its visitor",
        "videostudio/asgi.py",
        "URLRouter(pages), settings.ORIGINS)",
        'URLRouter(pages), ["*"])',
        ("tests/live/test_stream.py", "-k", "refused_from_anywhere"),
    ),
    Mutant(
        "a right that is over goes on in open sockets",
        "projects/live/viewers.py",
        "return user.is_superuser or not foreign",
        "return True",
        ("tests/live/test_live.py", "-k", "no_administrator_any_more"),
    ),
    Mutant(
        "a page is not drawn anew where files have come",
        "projects/models/project/status.py",
        "self.touch(ticked=ticked and self.note == before)",
        "self.touch(ticked=True)",
        ("tests/live/test_topics.py",),
    ),
    Mutant(
        "a frame comes between the halves of another",
        "videostudio/server/frames.py",
        "sent = 0 if transport.dataBuffer else transport.writeSomeData(frame)",
        "sent = transport.writeSomeData(frame)",
        ("tests/videostudio/server/test_frames.py",),
    ),
    Mutant(
        "a page that does not read gets a queue of old states",
        "projects/live/viewers.py",
        "if self.writer.is_clear and not self._waiting:",
        "if True:",
        ("tests/live/test_slow_readers.py",),
    ),
    Mutant(
        "a session opens sockets after the password was changed",
        "projects/live/callers.py",
        "return any(constant_time_compare(shown, each) for each in hashes)",
        "return True",
        ("tests/live/test_topics.py",),
    ),
    Mutant(
        "a deletion is not told to programs",
        "projects/live/viewers.py",
        "        if topic in self.versions or owner == self.user_id:",
        "        if False:",
        ("tests/live/test_stream.py", "-k", "own_user_s_projects_alone"),
    ),
    Mutant(
        "a revoked token still opens",
        "projects/models/api_token.py",
        "self.filter(lasting, revoked_at=None, user__is_active=True)",
        "self.filter(lasting, user__is_active=True)",
        ("tests/api/test_tokens.py",),
    ),
    Mutant(
        "who may add tokens makes anybody's",
        "projects/admin/tokens.py",
        "if not request.user.is_superuser:",
        "if False:",
        ("tests/api/test_tokens.py",),
    ),
    Mutant(
        "a key that was sent before is forgotten",
        "projects/api/idempotency.py",
        "        if not key:\n",
        "        if True:\n",
        ("tests/api/test_api.py", "-k", "key"),
    ),
    Mutant(
        "an administrator's click on a project at rest is said to have stopped it",
        "projects/models/project/verbs.py",
        "                return False\n",
        "                return True\n",
        ("tests/admin/test_projects.py",),
    ),
    Mutant(
        "a frozen child is left alone",
        "videostudio/server/supervisor.py",
        "if self.process and self.lease.expires(passed):",
        "if False:",
        ("-n0", "tests/management/test_studio.py", "-k", "frozen_or_hangs and stop"),
    ),
    Mutant(
        "a watcher that slept takes the others for frozen",
        "videostudio/server/lease.py",
        "return min(self._looked - before, self._most)",
        "return self._looked - before",
        ("-n0", "tests/videostudio/server/test_lease.py"),
    ),
    Mutant(
        "a frozen connection keeps its locks for ever",
        "videostudio/embedded/guard.py",
        "if frozen := self._frozen():",
        "if frozen := set[int]():",
        ("-n0", "tests/videostudio/test_embedded.py", "-k", "frozen_connection"),
    ),
    Mutant(
        "what may have cost is asked again by itself",
        "projects/steps/paying.py",
        """            raise ServiceError(fault, f"call {row.pk}")""",
        "            row.fail(Fault.BUSY, '', False)",
        ("tests/steps/test_written_by_a_service.py", "-k", "may_have_cost"),
    ),
    Mutant(
        "an order that a service knows by its name is sent once more",
        "projects/steps/paying.py",
        "if found := patiently(lambda: find(row.name, self.beat), self.beat):",
        "if found := None:",
        ("tests/steps/test_made_by_comfyui.py", "-k", "dies or found_by_its_name"),
    ),
    Mutant(
        "footage that could not be read just now is lost",
        "projects/steps/filming.py",
        'if refused.reason == "clip_busy":',
        'if refused.reason == "":',
        ("tests/steps/test_filmed_by_a_service.py", "-k", "just_now"),
    ),
    Mutant(
        "footage is kept for ever",
        "projects/models/project/old_takes.py",
        "TAKES = (*KINDS, *BY_SERVICES)",
        "TAKES = KINDS",
        ("tests/models/test_versions.py", "-k", "nobody_needs_it"),
    ),
    Mutant(
        "an answer is used before it is stored",
        "projects/steps/paying.py",
        "        _keep(row, call, answer)\n        return answer",
        "        return answer",
        ("tests/steps/test_written_by_a_service.py", "-k", "stored"),
    ),
    Mutant(
        "what has arrived counts as not sent",
        "projects/providers/wire/asking.py",
        "        raise ServiceError(Fault.ANSWER, type(broken).__name__) from broken",
        "        raise",
        ("tests/providers/wire/test_lies.py",),
    ),
    Mutant(
        "a task is ordered each time it is asked after",
        "projects/steps/remote.py",
        "        if self._task is None:",
        "        if True:",
        ("tests/steps/test_filmed_by_a_service.py", "-k", "wait_at_once"),
    ),
    Mutant(
        "a person spends without end",
        "projects/models/holding.py",
        "return PaidCall.objects.of_today(owner).due() >= most",
        "return False",
        ("tests/steps/test_written_by_a_service.py", "-k", "spent_enough"),
    ),
    Mutant(
        "a result is fetched from a private network",
        "projects/providers/wire/results.py",
        "if not found or not all(map(_is_public, found)):",
        "if not found:",
        ("tests/providers/wire",),
    ),
    Mutant(
        "a key goes to another address",
        "projects/providers/video/tasks.py",
        """        if not task.url.startswith(f"{self._url}/"):""",
        "        if False:",
        ("tests/providers/video/test_known.py", "-k", "no_other_address"),
    ),
    Mutant(
        "a service is not held back",
        "projects/models/holding.py",
        "    return max(left, 1.0 if is_tried else 0.0)",
        "    return 0.0",
        ("tests/steps/test_written_by_a_service.py", "-k", "left_alone"),
    ),
)


def main(words: list[str]) -> int:
    chosen = [m for m in MUTANTS if all(word in m.name for word in words)]
    survived = [mutant.name for mutant in chosen if not _is_caught(mutant)]
    print(f"{len(chosen)} mutants, {len(survived)} survived.")
    return int(bool(survived))


def _is_caught(mutant: Mutant) -> bool:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="studio-mutant-") as folder:
        copy = Path(folder) / "studio"
        _copy(copy)
        source = copy / mutant.path
        source.write_text(mutant.changed(source.read_text()))
        caught = _tests_fail(copy, mutant)
    verdict = "caught" if caught else "SURVIVED"
    print(f"{verdict:8} {time.monotonic() - started:5.1f} s  {mutant.name}", flush=True)
    return caught


def _copy(to: Path) -> None:
    to.parent.chmod(0o755)
    to.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, to / name)


def _tests_fail(copy: Path, mutant: Mutant) -> bool:
    """Whether a test failed (pytest's exit code 1). A source with a syntax error proves nothing."""
    argv = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests]
    try:
        done = subprocess.run(
            argv, cwd=copy, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    if done.returncode not in (0, 1):
        sys.exit(f"{mutant.name}: the tests did not run.\n{done.stdout[-2000:]}")
    return done.returncode == 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
