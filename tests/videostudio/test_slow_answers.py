"""A slow reader takes no connection to the database from anybody."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory

from videostudio.slow_answers import LARGE, give_connection_back


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("answer", "is_given_back"),
    [
        (StreamingHttpResponse([b"a film"]), True),
        (HttpResponse(bytes(LARGE + 1)), True),
        (HttpResponse(b"a page"), False),
    ],
)
def test_the_database_is_free_before_a_large_answer_is_read(
    answer: HttpResponseBase, is_given_back: bool
) -> None:
    connection.ensure_connection()
    assert give_connection_back(lambda _: answer)(RequestFactory().get("/")) is answer
    assert (connection.connection is None) == is_given_back
