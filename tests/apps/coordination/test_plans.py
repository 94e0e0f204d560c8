"""What belongs to tasks, obstacles, meetings and plans of households is not looked for among all in sight."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_no_guard_of_a_row_reads_all_that_it_could_belong_to() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE tablename LIKE 'coordination\\_%' "
            "AND concat(qual, with_check) ~ 'IN \\( SELECT (coordination|households)_'"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT count(DISTINCT tablename) FROM pg_policies WHERE tablename LIKE 'coordination\\_%' "
            "AND qual ~ 'EXISTS \\( SELECT\\s+FROM (coordination|households)_'"
        )
        assert cursor.fetchall() == [(9,)]
