"""Runs a module of this folder as a process. Commands and answers are JSON, a line each."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

LONGEST = 2**24  # bytes of a line: the requests of a thousand sockets


class Process:
    def __init__(self, module: str, *arguments: str) -> None:
        argv = [sys.executable, "-m", f"tests.tools.{module}", *arguments]
        self._process = subprocess.Popen(
            argv, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.pid = self._process.pid
        self._answer()  # it is ready

    def ask(self, **command: Any) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def end(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(20)

    def _answer(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


async def commands() -> AsyncIterator[dict[str, Any]]:
    """The commands, for the process. It first says that it is ready."""
    reader = asyncio.StreamReader(limit=LONGEST)
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    answer(None)
    while line := await reader.readline():
        yield json.loads(line)


def answer(what: Any) -> None:
    print(json.dumps(what), flush=True)
