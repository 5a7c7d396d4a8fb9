"""A program that calls the API with a token of its user, in English, with JSON."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from projects.models import ApiToken

BASE = "/api/video-creation"
BRIEF = {"topic": "Open day", "platform": "douyin", "videoType": "enrollment"}


class Program:
    """`last`: the whole answer to the last call. A call returns only the answer's content."""

    def __init__(self, user: User | None, language: str = "en") -> None:
        headers = {"accept-language": language}
        if user:
            headers["authorization"] = f"Bearer {ApiToken.objects.issue(user)[1]}"
        self.client = Client(headers=headers)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        sent = {} if body is None else {"data": json.dumps(body)}
        call = getattr(self.client, method)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "get":
            self.last = call(BASE + path, body, headers=names)
        else:
            self.last = call(BASE + path, content_type="application/json", headers=names, **sent)
        said = self.last.json()
        assert said.keys() == {"success", "data", "message"}
        assert said["success"] == (self.last.status_code < 400)
        return said

    @property
    def status(self) -> int:
        return self.last.status_code

    def create(self, **brief: Any) -> str:
        return str(self("post", "/projects", BRIEF | brief)["data"]["projectId"])
