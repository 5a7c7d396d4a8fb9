"""A part of make bench: the time of a list of 10,000 projects against that of a list of 10.

The same requests go to both in turn, in one running studio.
"""

from __future__ import annotations

import statistics
import time

import requests

from tests.support.studio import Studio

BASE = "/api/video-creation"
FEW, MANY, ROUNDS = 10, 10_000, 40
LISTS = {
    "first page": "/projects",
    "middle page": "/projects?pageSize=10&page={middle}",
    "last page": "/projects?pageSize=10&page={last}",
    "by status": "/projects?status=draft",
    "by words": "/projects?q=7",
    "unfinished": "/unfinished",
}
PEOPLE = """
from django.contrib.auth.models import User
from django.db import connection
from projects.models import ApiToken, Project
from tests.support.many_projects import add_copies

for name, count in (("few", {few}), ("many", {many})):
    user = User.objects.create_user(name)
    one = Project.objects.create(owner=user, topic=name, platform="douyin")
    add_copies(one, count - 1)
    print(ApiToken.objects.issue(user)[1])
with connection.cursor() as cursor:
    cursor.execute("ANALYZE projects_project")
"""


def measure(studio: Studio) -> dict[str, tuple[float, float]]:
    """By name of the list, the median milliseconds of the short one and of the long one."""
    tokens = studio.shell(PEOPLE.format(few=FEW, many=MANY)).split()
    figures = {}
    for name, path in LISTS.items():
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            for taken, token, count in zip(times, tokens, (FEW, MANY), strict=True):
                address = path.format(middle=count // 20 or 1, last=count // 10)
                taken.append(seconds_of(studio, address, token))
        short, long = (1000 * statistics.median(each) for each in times)
        figures[name] = (short, long)
    return figures


def seconds_of(studio: Studio, path: str, token: str) -> float:
    began = time.perf_counter()
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.get(f"{studio.address}{BASE}{path}", headers=headers, timeout=30)
    answer.raise_for_status()
    return time.perf_counter() - began


def report(figures: dict[str, tuple[float, float]]) -> None:
    for name, (short, long) in figures.items():
        print(
            f"list, {name}: {MANY} projects {long / short:.2f} x {FEW} "
            f"({long:.1f} and {short:.1f} ms)"
        )
