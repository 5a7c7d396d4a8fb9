"""Asks the JSON API of a studio."""

from __future__ import annotations

import uuid
from typing import Any

import httpx2
from mcp.server.mcpserver.exceptions import ToolError

BASE = "/api/video-creation"
LONGEST = 60.0  # seconds for one answer


class Refused(ToolError):
    """The studio has said no, or nothing. An agent gets the words, which say why and what to do."""


class Studio:
    """One studio, and one token that opens it. `language`: of what it says, as a code."""

    def __init__(self, address: str, token: str, language: str) -> None:
        self.address = address.rstrip("/")
        self._client = httpx2.AsyncClient(
            base_url=self.address,
            headers={
                "authorization": f"Bearer {token}",
                "accept-language": language,
                "user-agent": "VideoStudio-MCP/1",
            },
            timeout=LONGEST,
            follow_redirects=False,  # the token goes to no other address
        )

    async def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """The `data` of the answer. Each POST has a key of its own, so that it is done once even if
        the connection makes it arrive twice. Raises Refused."""
        headers = {"idempotency-key": str(uuid.uuid4())} if method == "POST" else {}
        given = {name: value for name, value in query.items() if value is not None}
        try:
            answer = await self._client.request(
                method, BASE + path, json=body, params=given, headers=headers
            )
            said = answer.json()
            is_good, data, message = said["success"], said["data"], said["message"]
        except httpx2.HTTPError as failed:
            raise Refused(f"The studio at {self.address} cannot be asked: {_why(failed)}") from None
        except (ValueError, KeyError, TypeError):
            raise Refused(
                f"At {self.address} something else than a studio answers: HTTP {answer.status_code}"
            ) from None
        if not is_good:
            raise Refused(message)
        return data

    def whole(self, path: str) -> str:
        """An address of the studio as a browser takes it."""
        return self.address + path


def _why(failed: httpx2.HTTPError) -> str:
    if isinstance(failed, httpx2.TimeoutException):
        return "it did not answer in time. Whether a change was made is not known: look first"
    return str(failed) or type(failed).__name__
