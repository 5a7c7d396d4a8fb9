"""Django's sessions in the database, asked only for keys that could be one."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore


class SessionStore(DatabaseSessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """Ours are letters and digits; PostgreSQL answers a NUL from a cookie with an error."""
        return bool(key) and str(key).isalnum() and super()._validate_session_key(key)  # type: ignore[misc]
