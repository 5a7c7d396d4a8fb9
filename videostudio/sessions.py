"""Django's sessions in the database. They are asked only for keys that can be valid."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore


class SessionStore(DatabaseSessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """Our keys are letters and digits. A NUL in a cookie would be an error in PostgreSQL."""
        return bool(key) and str(key).isalnum() and super()._validate_session_key(key)  # type: ignore[misc]
