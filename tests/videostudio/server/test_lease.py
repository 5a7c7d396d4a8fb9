"""When a process counts as frozen, and when something ends too often."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.clock import Clock
from videostudio.server import backoff, restarts
from videostudio.server.backoff import Backoff
from videostudio.server.lease import Attention, Lease
from videostudio.server.processes import Standstill, stopped
from videostudio.server.pulse import Pulse, Signs
from videostudio.server.restarts import Restarts, restarted_often


def silent_for(lease: Lease, seconds: int) -> int:
    """How often it expires while the process is silent for so long. It is looked at twice a
    second."""
    return sum(lease.expires(0.5) for _ in range(2 * seconds))


def test_a_process_is_frozen_when_its_lease_expires_and_is_told_once() -> None:
    lease = Lease(20)
    lease.hear()
    assert silent_for(lease, 20) == 0
    lease.hear()
    assert silent_for(lease, 20) == 0
    assert silent_for(lease, 100) == 1


def test_a_start_on_a_slow_machine_gets_more_time_and_the_next_one_even_more() -> None:
    lease = Lease(20)
    lease.begin()
    assert silent_for(lease, 60) == 0
    assert silent_for(lease, 1) == 1
    lease.begin()
    assert silent_for(lease, 120) == 0
    lease.hear()
    assert silent_for(lease, 21) == 1
    lease.begin()
    assert silent_for(lease, 61) == 1


def test_a_watcher_that_was_away_itself_ends_nobody(clock: Clock) -> None:
    lease, attention = Lease(20), Attention(most=1.0)
    lease.hear()
    clock.now += 12 * 3600
    assert not lease.expires(attention.passed())
    clock.now += 0.5
    assert attention.passed() == 0.5


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_process_that_is_stopped_for_long_is_noticed_and_a_busy_one_is_not(clock: Clock) -> None:
    with subprocess.Popen(["sleep", "600"]) as process:
        still = Standstill(process.pid)

        def asked_for(seconds: int) -> bool:
            for _ in range(seconds):
                clock.now += 1
                told = still.is_long()
            return told

        assert not asked_for(60)
        process.send_signal(signal.SIGSTOP)
        while not stopped([process.pid]):
            pass
        assert not asked_for(4)
        process.send_signal(signal.SIGCONT)
        while stopped([process.pid]):
            pass
        assert not asked_for(60)
        process.send_signal(signal.SIGSTOP)
        while not stopped([process.pid]):
            pass
        clock.now += 3600  # whoever asks was stopped too
        assert not still.is_long()
        assert asked_for(5)
        process.kill()


def test_what_ends_over_and_over_waits_longer_each_time(clock: Clock) -> None:
    waits = Backoff()
    waits.begin()
    assert [waits.pause() for _ in range(7)] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    clock.now += backoff.LONG_LIFE
    assert waits.pause() == 0.2


def test_what_ends_over_and_over_is_told_until_it_has_lasted(
    clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getppid", os.getpid)  # as if it were read by a child
    file = tmp_path / "run" / "restarts.json"
    counted = Restarts(file)
    for expected in ({}, {}, {"worker 1": 3}):
        counted.count("worker 1")
        counted.count("web") if not expected else None
        counted.tell()
        assert restarted_often(file) == expected
    clock.now += restarts.WITHIN + 1
    counted.tell()
    assert restarted_often(file) == {}
    file.write_text("{")
    assert restarted_often(file) == {}


def test_signs_never_wait_for_a_watcher_that_does_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signs = Signs()
    for name, value in signs.environment.items():
        monkeypatch.setenv(name, value)
    pulse = Pulse()
    assert signs.were_given() is False
    for _ in range(100_000):
        pulse.beat()
    while given := signs.were_given():
        assert given
    signs.given_on()
    assert signs.were_given() is None
    signs.close()


def test_a_service_manager_gets_the_signs_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        Pulse().beat()
        assert b"WATCHDOG=1" in manager.recv(99).splitlines()
