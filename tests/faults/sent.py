"""A photo that its owner sends in pieces, to a project on the bench."""

from __future__ import annotations

import base64
import http.client
from collections.abc import Mapping

from tests.faults.film import CSRF, Film
from tests.support.photos import picture, stored

PIECE = "application/offset+octet-stream"
API = "/api/video-creation"


class Sent:
    """Announces the photo. Each request raises OSError or HTTPException if no reply comes."""

    def __init__(self, film: Film) -> None:
        self.film, self.content = film, stored(picture(), "JPEG")
        said = {"filename": "photo.jpg", "filetype": "image/jpeg", "consent": "true"}
        pairs = (f"{name} {base64.b64encode(is_.encode()).decode()}" for name, is_ in said.items())
        headers = {"Upload-Length": str(len(self.content)), "Upload-Metadata": ",".join(pairs)}
        status, answer = self._ask("POST", f"{API}/projects/{film.pk}/sendings", headers=headers)
        assert status == 201
        self.path = answer["Location"]

    def send_half(self) -> int:
        return self._send(0, self.content[: len(self.content) // 2])

    def send_rest(self) -> int:
        """From the offset that the studio names."""
        _status, answer = self._ask("GET", self.path)
        at = int(answer["Upload-Offset"])
        if at == len(self.content):
            return self._ask("POST", self.path)[0]
        return self._send(at, self.content[at:])

    @property
    def on_the_shelf(self) -> int:
        sql = "SELECT count(*) FROM projects_photo WHERE project_id = %(pk)s"
        return int(self.film.bench.value(sql, pk=self.film.pk))

    def _send(self, at: int, piece: bytes) -> int:
        headers = {"Upload-Offset": str(at), "Content-Type": PIECE}
        return self._ask("PATCH", self.path, piece, headers)[0]

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str]]:
        bench = self.film.bench
        connection = http.client.HTTPConnection("127.0.0.1", bench.studio.port, timeout=30)
        mine = {
            "Cookie": bench.studio.cookies(session=bench.session, csrf=CSRF),
            "X-CSRFToken": CSRF,
            "Origin": bench.studio.address,
        }
        try:
            connection.request(method, path, body, mine | dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders())
        finally:
            connection.close()
