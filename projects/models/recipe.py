"""A recipe is what an artifact is made from. Its hash is stored with the artifact, so that nothing
is made twice from the same recipe."""

from __future__ import annotations

import hashlib
import json


def recipe_hash(kind: str, **inputs: object) -> str:
    """A short stable hash of the inputs (JSON values), 24 hexadecimal digits."""
    text = json.dumps([kind, inputs], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
