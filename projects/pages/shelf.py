"""The live regions of the shelf: the photos and clips of a project, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import mark_safe

from projects.models import Project

from .region import Region, drawn


def shelf(project: Project) -> Iterator[Region]:
    """A frame, which changes only with the set of material, and a region for each in it. What is
    chosen of it is known by the page alone (static/js/shelf.js)."""
    material = project.material
    used = {each.pk: project.scenes_with(each) for each in material}
    told = {"project": project, "material": material, "plan": project.plan_for(material)}
    unused = sum(not scenes for scenes in used.values())
    yield drawn("shelf-tools", "projects/_shelf_tools.html", **told, unused=unused)
    inside = [
        drawn(
            f"material-{each.pk}",
            "projects/_material.html",
            project=project,
            material=each,
            scenes=used[each.pk],
        )
        for each in material
    ]
    ids = " ".join(region.id for region in inside)
    yield Region("shelf", mark_safe("".join(map(str, inside))), ids)  # noqa: S308
    yield from inside
    told = {"project": project, "material": [(each, used[each.pk]) for each in material]}
    yield drawn("board-shelf", "projects/_board_shelf.html", **told)
