"""The voice process: it stays warm, and it is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from projects.providers.base import ProviderError
from projects.providers.speech.natural import children
from projects.providers.speech.natural.children import WORKER, Children
from tests.providers.speech.natural.saying import Voice
from tests.support.studio import wait_until


class UnwantedError(Exception):
    pass


def voices() -> list[psutil.Process]:
    """The voice processes of this one."""
    return [each for each in psutil.Process().children() if _speaks(each)]


def _speaks(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):  # it has ended
        return WORKER[-1] in process.cmdline()
    return False


def program(code: str) -> tuple[str, ...]:
    """A voice that does this instead of speaking."""
    return (sys.executable, "-c", f"import os, sys; {code}")


def beat_that(act: Callable[[], object], after: int = 2) -> Callable[[], None]:
    """A beat that acts once, while a voice speaks."""
    calls = iter(range(1000))

    def beat() -> None:
        if next(calls) == after:
            act()

    return beat


def test_one_child_speaks_scene_after_scene(voice: Voice, out: Path) -> None:
    voice.says("好", out)
    (first,) = voices()
    voice.says("早", out)
    assert voices() == [first]


def test_the_voice_tells_its_makers_nothing_over_the_network(voice: Voice, out: Path) -> None:
    if not voices():
        voice.says("好", out)
    (child,) = voices()
    assert child.environ()["ORT_DISABLE_TELEMETRY"] == "1"


def test_a_failure_tells_the_operator_why_without_paths(voice: Voice, tmp_path: Path) -> None:
    with pytest.raises(ProviderError) as caught:
        voice.says("好", tmp_path / "absent" / "scene.wav")
    assert caught.value.reason == "voice_failed"
    assert "FileNotFoundError" in str(caught.value) and str(tmp_path) not in str(caught.value)


def test_cancelling_ends_the_voice_process(voice: Voice, out: Path) -> None:
    killed: list[psutil.Process] = []

    def cancel() -> None:
        killed.extend(voices())
        raise UnwantedError

    with pytest.raises(UnwantedError):
        voice.says("大家好！" * 20, out, beat=beat_that(cancel))
    assert killed and not any(each.is_running() for each in killed)
    assert list(out.parent.iterdir()) == []


@pytest.mark.full("loads a voice; the next test has it replaced, too")
def test_a_child_that_was_killed_is_replaced_without_a_word(voice: Voice, out: Path) -> None:
    voice.says("好", out)
    (child,) = voices()
    child.kill()
    child.wait()
    assert voice.says("好", out).seconds > 0.1
    assert voices() != [child]


def test_a_child_that_is_killed_while_it_speaks_is_replaced_once(voice: Voice, out: Path) -> None:
    assert voice.says("好", out, beat=beat_that(lambda: voices()[0].kill())).seconds > 0.1


def test_an_idle_voice_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "WORKER", program("input(); print('[7]', flush=True); input()"))
    with Children("", idle=0.2).one() as child:
        assert child.ask({}, lambda: None, patience=5) == [7]
        assert child.is_alive
    wait_until(lambda: not child.is_alive)


@pytest.mark.parametrize(
    ("end", "lack"), [(signal.SIGKILL, ""), (signal.SIGTERM, ""), (signal.SIGILL, "engine")]
)
def test_only_a_voice_that_crashes_by_itself_is_given_up_by_all_films(
    voice: Voice, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, end: int, lack: str
) -> None:
    monkeypatch.setattr(children, "WORKER", program(f"os.kill(os.getpid(), {int(end)})"))
    another = Voice(folder=folder)
    with pytest.raises(ProviderError) as caught:
        another.says("好", out)
    found = another.lack()
    voice._ability.note("")
    assert (caught.value.reason, found) == ("voice_gone", lack)


def test_a_voice_that_logs_much_does_not_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    much = "sys.stderr.write('!' * 10**6); print('{}', flush=True); input(); print('[7]')"
    monkeypatch.setattr(children, "WORKER", program(much))
    with Children("", idle=600).one() as child:
        assert child.ask({}, lambda: None, patience=5) == [7]
        child.kill()


def test_a_voice_that_cannot_be_started_is_no_reason_not_to_start_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    some = Children("", idle=600)
    with monkeypatch.context() as harm:
        harm.setattr(children, "ends_with_us", lambda _: lambda: 1 / 0)  # after the fork
        with pytest.raises(subprocess.SubprocessError), some.one():
            pass
    monkeypatch.setattr(children, "WORKER", program("input()"))
    with some.one() as child:
        assert child.is_alive
        child.kill()


def test_a_voice_that_stands_still_is_ended_and_said_so(folder: Path, out: Path) -> None:
    impatient = Voice(folder=folder, patience=0.5)
    with pytest.raises(ProviderError) as caught:
        impatient.says("好", out, beat=beat_that(lambda: [v.suspend() for v in voices()]))
    assert caught.value.reason == "timed_out" and list(out.parent.iterdir()) == []
    for stopped in voices():  # the shared one
        stopped.resume()


def test_the_voice_program_loads_no_django(tmp_path: Path) -> None:
    listing = (
        "import sys; sys.path.insert(0, sys.argv[1]); import natural.child.service;"
        " from natural.child import sounds; sounds.sounds('好 OK', []); print(*sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-P", "-c", listing, str(Path(WORKER[-1]).parents[2])],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    modules = {name.split(".")[0] for name in found.stdout.split()}
    assert "onnxruntime" in modules
    assert not {"django", "projects"} & modules


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_it_ends_with_a_worker_that_is_killed(folder: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from projects.providers.speech.natural.children import Children\n"
        "with Children(sys.argv[1], idle=600).one() as child:\n"
        "    print(child.pid, flush=True); sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(next(folder.glob("*.onnx")))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        with suppress(psutil.NoSuchProcess):
            wait_until(lambda: child.status() == psutil.STATUS_ZOMBIE)
    assert os.getpid()  # this one goes on
