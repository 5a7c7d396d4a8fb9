"""A program of ours that stays for the next request, where starting it would take longer than what
it does. It ends when nobody has asked for a while, and with this process.

It reads requests from its standard input and writes answers to its standard output, each behind its
length in four bytes. An answer without a byte says that this request failed.
"""

from __future__ import annotations

import logging
import os
import queue
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import IO, cast

from . import own_process
from .box import Box

_LENGTH = struct.Struct(">I")
_BEAT = 0.5  # seconds

log = logging.getLogger(__name__)


class Gone(OSError):
    """The program ended before it had answered, or did not answer in time."""


class WarmProcess:
    """One such program, `python -m module`, for all threads of this process: their requests wait
    for each other. The system ends a child with the *thread* that has started it, so a thread that
    lasts as long as this process starts it and asks it.

    `idle`: seconds without a request after which it ends. `patience`: seconds for an answer.
    """

    def __init__(self, module: str, *, idle: float, patience: float, box: Box):
        self._module, self._idle, self._patience, self._box = module, idle, patience, box
        self._requests: queue.SimpleQueue[tuple[bytes, Future[bytes]]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._keeper: threading.Thread | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def ask(self, request: bytes) -> bytes:
        """The answer. Raises OSError if there is none."""
        with self._lock:
            if not self._keeper:
                name = self._module.rpartition(".")[2]
                self._keeper = threading.Thread(target=self._keep, name=name, daemon=True)
                self._keeper.start()
        answer: Future[bytes] = Future()
        self._requests.put((request, answer))
        return answer.result()

    def _keep(self) -> None:
        while True:
            try:
                request, answer = self._requests.get(timeout=self._idle if self._child else None)
            except queue.Empty:
                self._end()
                continue
            try:
                answer.set_result(self._answered(request))
            except BaseException as error:  # this thread must last, or all who come later wait
                self._end()
                answer.set_exception(error if isinstance(error, OSError) else Gone(str(error)))

    def _answered(self, request: bytes) -> bytes:
        """A program that was warm may have met the limit of its box: then another one is asked."""
        was_warm = self._child is not None
        try:
            return self._exchange(request)
        except Gone:
            if not was_warm:
                raise
            self._end()
            return self._exchange(request)

    def _exchange(self, request: bytes) -> bytes:
        child = self._child = self._child or own_process.start(self._module, box=self._box)
        stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        limit = time.monotonic() + self._patience
        try:
            stdin.write(_LENGTH.pack(len(request)) + request)
            stdin.flush()
            (length,) = _LENGTH.unpack(_read(stdout, _LENGTH.size, limit))
            return _read(stdout, length, limit)
        except (BrokenPipeError, EOFError) as error:
            raise Gone(f"{self._module} has ended") from error

    def _end(self) -> None:
        child, self._child = self._child, None
        if child:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                with suppress(OSError):
                    cast(IO[bytes], pipe).close()


def serve(answer: Callable[[bytes], bytes]) -> None:
    """What the program does: it answers requests until its input ends."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while head := stdin.read(_LENGTH.size):
        request = stdin.read(_LENGTH.unpack(head)[0])
        try:
            made = answer(request)
        except Exception:
            log.exception("a request failed")
            made = b""
        stdout.write(_LENGTH.pack(len(made)) + made)
        stdout.flush()


def _read(pipe: IO[bytes], length: int, limit: float) -> bytes:
    """So many bytes. Raises EOFError, and Gone after the limit."""
    read = b""
    while len(read) < length:
        if time.monotonic() > limit:
            raise Gone("no answer came in time")
        if select.select([pipe], [], [], _BEAT)[0]:
            if not (piece := os.read(pipe.fileno(), length - len(read))):
                raise EOFError
            read += piece
    return read
