"""After every test of deeds, the numbers that the database keeps are those of the rows."""

from collections.abc import Iterator

import pytest
from django.db import connection
from tests.apps.kept_numbers import entries_counted, entries_kept, sheets_counted, sheets_kept


@pytest.fixture(autouse=True)
def _numbers_kept_are_those_counted(request: pytest.FixtureRequest) -> Iterator[None]:
    marked = request.node.get_closest_marker("django_db")
    if marked is None:
        yield
        return
    request.getfixturevalue("transactional_db" if marked.kwargs.get("transaction") else "db")
    yield
    if not connection.needs_rollback:
        assert sheets_kept() == sheets_counted()
        assert entries_kept() == entries_counted()
