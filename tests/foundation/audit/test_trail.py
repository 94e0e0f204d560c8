"""The trail is added to only, by anybody, and chained."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import ProgrammingError

from giamngheo.foundation.audit.actions import SYSTEM, Actor, record
from giamngheo.foundation.audit.database_role import APP_ROLE
from giamngheo.foundation.audit.models import AuditLine, AuditLink
from giamngheo.foundation.audit.queries import verify

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


@pytest.mark.parametrize(("column", "value"), [("at", "now() - interval '1 year'"), ("id", "999999999")])
def test_the_role_of_the_pages_says_neither_when_nor_as_which_number(
    chained: list[AuditLine], column: str, value: str
) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), in_transaction() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP_ROLE}")
        cursor.execute(
            "INSERT INTO audit_auditline (actor_name, verb, subject_kind, subject_id, sentence, details,"
            f" {column}) VALUES ('Người thử', 'tests.say', '', '', 'bốn', '{{}}', {value})"
        )


def test_a_temporary_table_of_the_caller_does_not_take_the_chain(chained: list[AuditLine]) -> None:
    with in_transaction() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP_ROLE}")
        cursor.execute("CREATE TEMPORARY TABLE audit_auditlink AS SELECT * FROM public.audit_auditlink")
        record(SYSTEM, "tests.say", "bốn")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("DROP TABLE pg_temp.audit_auditlink; RESET ROLE")
    told = verify()
    assert (told.lines, told.broken) == (4, None)


def chain() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def tampered(deed: str) -> None:
    """Change the past as only the owner of the tables can: with the guards taken off."""
    with connection.cursor() as cursor:
        for table in ("line", "link"):
            cursor.execute(f"ALTER TABLE audit_audit{table} DISABLE TRIGGER USER")
        cursor.execute(deed)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_what_was_recorded_stands_in_the_trail_and_the_trail_is_whole() -> None:
    record(
        Actor(7, "Người thử", "10.0.0.1"),
        "tests.say",
        "Đã nói",
        area_id=5,
        subject=("lời", 3),
        details={"a": None},
    )
    record(SYSTEM, "tests.say", "Đã nói nữa")
    chain()
    line = AuditLine.objects.order_by("id").first()
    assert line is not None
    assert (line.actor_id, line.area_id, line.subject_id, line.details) == (7, 5, "3", {"a": None})
    told = verify()
    assert (told.lines, told.broken) == (2, None)
    assert verify(told.head).broken is None


@pytest.mark.parametrize(
    ("deed", "named"),
    [
        ("UPDATE audit_auditline SET sentence = 'khác' WHERE id = {second}", "dòng {second} (mắt xích số 2"),
        ("UPDATE audit_auditline SET at = at - interval '1 microsecond' WHERE id = {second}", "đã bị sửa"),
        ("UPDATE audit_auditlink SET hash = previous WHERE line_id = {second}", "đã bị sửa"),
        ("DELETE FROM audit_auditlink WHERE line_id = {second}", "mắt xích số 2 đã bị xoá"),
        (
            "INSERT INTO audit_auditline (actor_name, verb, subject_kind, subject_id, sentence, details)"
            " VALUES ('', '', '', '', 'lén', '{{}}')",
            "không nằm trong chuỗi",
        ),
    ],
)
def test_a_changed_past_shows_its_first_broken_line(chained: list[AuditLine], deed: str, named: str) -> None:
    assert verify().broken is None
    tampered(deed.format(second=chained[1].id))
    assert named.format(second=chained[1].id) in str(verify().broken)


def test_lines_cut_off_at_the_end_show_by_a_hash_noted_before(chained: list[AuditLine]) -> None:
    noted = verify().head
    third = chained[2].id
    tampered(
        f"DELETE FROM audit_auditlink WHERE line_id = {third}; DELETE FROM audit_auditline WHERE id = {third}"
    )
    assert verify().broken is None
    assert "cắt bỏ" in str(verify(noted).broken)
