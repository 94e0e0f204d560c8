"""The trail is added to only, by anybody, and chained."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import ProgrammingError

from giamngheo.foundation.audit.database_role import APP_ROLE
from giamngheo.foundation.audit.models import AuditLine, AuditLink

pytestmark = pytest.mark.django_db


def said(sentence: str) -> AuditLine:
    return AuditLine.objects.create(actor_name="Người thử", verb="tests.say", sentence=sentence)


@contextmanager
def in_transaction() -> Iterator[CursorWrapper]:
    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor


@pytest.fixture
def chained() -> list[AuditLine]:
    lines = [said("một"), said("hai"), said("ba")]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return lines


def test_each_line_gets_the_next_number_and_the_hash_before_it(chained: list[AuditLine]) -> None:
    links = list(AuditLink.objects.order_by("number"))
    assert [link.line_id for link in links] == [line.id for line in chained]
    assert [link.number for link in links] == [1, 2, 3]
    assert [bytes(link.previous) for link in links] == [b"", *(bytes(link.hash) for link in links[:-1])]


@pytest.mark.parametrize("table", ["audit_auditline", "audit_auditlink"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET {}={}", "DELETE FROM {}"])
def test_nobody_changes_or_deletes_even_as_the_owner(chained: list[AuditLine], table: str, deed: str) -> None:
    column = "verb" if table.endswith("line") else "previous"
    with pytest.raises(ProgrammingError, match="chỉ được ghi thêm"), in_transaction() as cursor:
        cursor.execute(deed.format(table, column, column))


def test_the_role_of_the_pages_may_not_write_the_chain_itself(chained: list[AuditLine]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), in_transaction() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP_ROLE}")
        cursor.execute("INSERT INTO audit_auditlink (number, line_id, previous, hash) VALUES (9, 9, '', '')")


def test_the_role_of_the_pages_adds_a_line_that_is_chained(chained: list[AuditLine]) -> None:
    with in_transaction() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP_ROLE}")
        cursor.execute(
            "INSERT INTO audit_auditline (actor_name, verb, subject_kind, subject_id, sentence, details)"
            " VALUES ('Người thử', 'tests.say', '', '', 'bốn', '{}')"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert AuditLink.objects.count() == 4
