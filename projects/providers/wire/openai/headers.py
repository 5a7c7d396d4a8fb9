from __future__ import annotations


def headers_with(key: str) -> dict[str, str]:
    """Of a request with a body of JSON. A service on a machine of one's own may want no key."""
    json = {"content-type": "application/json"}
    return json | {"authorization": f"Bearer {key}"} if key else json
