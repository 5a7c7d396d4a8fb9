"""Pages of long lists, which take as long at the end as at the beginning."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator


class TwoEndedPaginator(Paginator):
    """Reads a page of the second half from the end of the list.

    A database finds a page by walking past all rows before it. Numbered pages are part of our API,
    so they cannot be found by a key. From its nearer end, a page is at most half as far, and the
    last one is as near as the first. The query set must have a total order, so end it with "pk".
    """

    object_list: Any

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        after = min(first + self.per_page, self.count)
        if first < self.count / 2:
            return Page(self.object_list[first:after], number, self)
        backwards = self.object_list.reverse()[self.count - after : self.count - first]
        return Page(list(backwards)[::-1], number, self)


class NewestPaginator(Paginator):
    """Counts at most so many rows, and shows no more pages: to count all rows of a log takes longer
    with each day. Who looks for older ones filters by their time, or by something else."""

    object_list: Any
    MOST = 5_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.MOST].count()
