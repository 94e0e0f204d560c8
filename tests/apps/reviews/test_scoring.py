"""Scoring many sheets at once: what each alone gives, what the database refuses, how it looks for rows."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.apps.reviews.made import (
    LACKS,
    LISTED,
    OFFICER,
    OPENED,
    PERIODIC,
    RICH,
    case_of,
    fill,
    listed_family,
    opened,
    sheet_of,
)
from tests.apps.surveys.made import version
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.reviews.actions import (
    ReviewError,
    close_list,
    open_round,
    score,
    score_together,
    scoring,
)
from giamngheo.apps.reviews.models import Entry, Proposal, Round
from giamngheo.apps.surveys.actions import correct
from giamngheo.apps.surveys.models import SheetVersion
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
CARRIED = {"left_out_on", "left_out_why", "proposal", "proposed_class", "decided_proposal", "decided_class"}


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def two(country: Country) -> tuple[Round, Round]:
    """A round in each of two communes, two households in the first, all sheets sealed."""
    first = [listed_family(country), listed_family(country, "Thử", village=country.east_2)]
    second = listed_family(country, "Diễn", village=country.west_1)
    east, west = opened(country), open_round(country.west, PERIODIC, OPENED, OFFICER)
    for case in (case_of(east, country.east_1), case_of(east, country.east_2), case_of(west, country.west_1)):
        close_list(case, LISTED, OFFICER)
    for home, answers in zip(first, (LACKS, RICH), strict=True):
        fill(east, home, answers)
    fill(west, second, LACKS)
    return east, west


def told() -> list[tuple[object, ...]]:
    names = ("entry_id", "area_id", "number", "sheet_version_id", "day", "standard", "household_class")
    return list(
        Proposal.objects.order_by("entry_id", "number").values_list(
            *names, "income_points", "points_at_least", "points_at_most", "deprivations", "reason", "pivot"
        )
    )


def test_several_rounds_at_once_give_what_each_alone_gives(two: tuple[Round, Round]) -> None:
    found = []
    for work in (
        lambda: sum(score(one, OFFICER) for one in two),
        lambda: score_together(list(two), OFFICER),
    ):
        with transaction.atomic():
            assert work() == 3
            lines = AuditLine.objects.filter(verb="reviews.scored").order_by("area_id")
            trail = list(lines.values_list("area_id", "subject_id", "sentence"))
            found.append((told(), list(Entry.objects.order_by("pk").values_list("proposed_class")), trail))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0][1] == [("poor",), ("not_poor",), ("poor",)]
    assert [number for _, number, _ in found[0][2]] == [str(two[0].pk), str(two[0].pk), str(two[1].pk)]


def test_only_sheets_that_say_something_new_are_read(two: tuple[Round, Round]) -> None:
    assert score_together(two, OFFICER) == 3
    before = told()
    assert score_together(two, OFFICER) == 0 and told() == before
    sheet = sheet_of(two[1], Entry.objects.get(round=two[1]).household)
    correct(sheet, {("income_points", None): 900}, "cộng nhầm", version(sheet), OFFICER)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert score_together(two, OFFICER) == 1
    assert [row[2] for row in told() if row[0] == Entry.objects.get(round=two[1]).pk] == [1, 2]
    assert Entry.objects.get(round=two[1]).proposed_class == "not_poor"
    assert len(asked) < 25


def test_a_sheet_without_its_line_is_scored_from_its_answers(two: tuple[Round, Round]) -> None:
    """Sealed before lines were kept, or before a table of points asked more."""
    assert SheetVersion.objects.exclude(measured="").count() == 3
    with transaction.atomic():
        score_together(two, OFFICER)
        before = told()
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        for statement in (
            "SET CONSTRAINTS ALL IMMEDIATE",
            "ALTER TABLE surveys_sheetversion DISABLE TRIGGER USER",
            "UPDATE surveys_sheetversion SET measured = CASE sheet_id % 2 WHEN 0 THEN '' ELSE 'khác;x' END",
            "ALTER TABLE surveys_sheetversion ENABLE TRIGGER USER",
        ):
            cursor.execute(statement)
    assert score_together(two, OFFICER) == 3 and told() == before


def test_who_answers_for_one_commune_scores_no_other(two: tuple[Round, Round], country: Country) -> None:
    officer = make_person(("officer", country.west))
    with acting(officer.pk, TODAY):
        with pytest.raises(ReviewError, match="ngoài địa bàn"):
            score_together(two, OFFICER)
        assert not Proposal.objects.exists() and score_together(two[1:], OFFICER) == 1
    assert set(Proposal.objects.values_list("area_id", flat=True)) == {country.west_1.pk}


@pytest.mark.parametrize("wrong", ["entry_id", "area_id", "sheet_version_id"])
def test_the_database_refuses_a_proposal_of_nothing(two: tuple[Round, Round], wrong: str) -> None:
    score_together(two, OFFICER)
    columns = (
        "entry_id, area_id, number, sheet_version_id, day, standard, engine, household_class,"
        " points_at_least, points_at_most, deprivations, reason, missing, pivot, made_by_name"
    )
    chosen = columns.replace("number", "number + 1").replace(wrong, "999999999", 1)
    with (
        pytest.raises(DatabaseError, match="a proposal is of an entry"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT INTO reviews_proposal ({columns}) SELECT {chosen} FROM reviews_proposal LIMIT 1"
        )


def test_every_column_of_an_entry_is_carried_or_never_changes(two: tuple[Round, Round]) -> None:
    score_together(two, OFFICER)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'reviews_entry'"
        )
        columns = dict(cursor.fetchall())
    assert columns.keys() > CARRIED
    other = {"bigint": "{} + 1000000", "character varying": "{} || 'x'", "date": "{} + 1"}
    for name in columns.keys() - CARRIED:
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            # To what else would be allowed there: the change itself is refused, not its result.
            to = "'asks_to_leave'" if name == "source" else other[columns[name]].format(name)
            cursor.execute(f"UPDATE reviews_entry SET {name} = {to}")


def test_what_is_carried_stands_in_no_index_and_has_room_beside_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT column_.attname FROM pg_index AS index_ JOIN pg_attribute AS column_"
            " ON column_.attrelid = index_.indrelid AND column_.attnum = ANY(index_.indkey)"
            " WHERE index_.indrelid = 'reviews_entry'::regclass"
        )
        indexed = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT reloptions::text, (SELECT count(*) FROM pg_index WHERE indrelid = pg_class.oid AND"
            " indpred IS NOT NULL) FROM pg_class WHERE oid = 'reviews_entry'::regclass"
        )
        assert cursor.fetchone() == ("{fillfactor=45}", 0)
    assert "case_id" in indexed and not indexed & CARRIED


def test_what_was_proposed_before_is_found_by_its_index(
    two: tuple[Round, Round], country: Country, plan_of: Callable[[str, object], str]
) -> None:
    score_together(two, OFFICER)
    values = {
        "rounds": [one.pk for one in two],
        "occasions": [one.occasion for one in two],
        "form": two[0].form,
        "villages": None,
        "standard": "x",
        "mark": "x",
        "engine": "x",
        "has_tables": False,
    }
    officer = make_person(("officer", country.province))
    with acting(officer.pk, TODAY):
        plan = plan_of(scoring._TOLD, values)
    assert "reviews_proposal_once" in plan and "Seq Scan" not in plan, plan


@pytest.fixture
def plan_of() -> Callable[[str, object], str]:
    def plan(sql: str, values: object) -> str:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE reviews_proposal")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + sql, values)  # type: ignore[arg-type]
            found = "\n".join(line for (line,) in cursor.fetchall())
            cursor.execute("SET LOCAL enable_seqscan = on")
            return found

    return plan
