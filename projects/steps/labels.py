"""The implicit label of what the studio makes."""

from __future__ import annotations

from collections.abc import Mapping

from projects.models import Project

PRODUCER = "Video Studio"


def aigc(project: Project) -> Mapping[str, str]:
    """The implicit label that GB 45438-2025 demands in a file's metadata."""
    return {
        "Label": "1",
        "ContentProducer": PRODUCER,
        "ProduceID": str(project.pk),
        "ReservedCode1": "",
        "ContentPropagator": "",
        "PropagateID": "",
        "ReservedCode2": "",
    }
