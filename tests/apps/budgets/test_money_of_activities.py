"""Money of an activity: of its unit, project and years, spent once approved, settled without advances."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from tests.apps.activities.made import LEADER, MARCH, OFFICER, activity, begun, said_of
from tests.apps.budgets.made import KEEPER, allocated, decide, given, key, paid
from tests.factories.places import Country, make_country

from giamngheo.apps.activities.actions import ActivityError, change, move
from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import Verb
from giamngheo.apps.budgets.actions import Need, Said, draw_need
from giamngheo.apps.budgets.dimensions import key_of
from giamngheo.apps.budgets.keeping_to import kept_rules
from giamngheo.apps.budgets.models import Entry, Line, Posting
from giamngheo.apps.budgets.of_activities import activities_of, by_activity, money_of
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.states import DecisionKind, EntryKind

pytestmark = pytest.mark.django_db
DAY, YEAR, MILLION = date(2026, 4, 1), 2026, 10**6


@pytest.fixture
def country() -> Country:
    return make_country()


def money_for(country: Country, row: Activity, amount: int = 100 * MILLION, **more: object) -> Line:
    """So much allocated to an activity out of the project's money."""
    whole = given(country.east, 1_000 * MILLION, row.project, year=YEAR)
    to = key(country.east, row.project, year=YEAR, activity_id=row.pk, **more)
    return allocated(whole, amount, to, DAY)


def test_money_of_an_activity_is_of_its_unit_project_and_years(country: Country) -> None:
    row = activity(country.east)
    whole = given(country.east, 10 * MILLION, "3.1", year=YEAR)
    for wrong, words in (
        ({"project": "3.1"}, "thuộc dự án 2, khoản này của dự án 3.1"),
        ({"project": "2", "year": 2025}, "diễn ra từ năm 2026 đến năm 2026"),
    ):
        of = key(country.east, **{"year": YEAR, **wrong}, activity_id=row.pk)  # type: ignore[arg-type]
        with pytest.raises(BudgetError, match=words):
            draw_need(Need(of, MILLION, "thử"), KEEPER)
    with pytest.raises(BudgetError, match="không thuộc đơn vị"):
        draw_need(Need(key(country.west, "2", year=YEAR, activity_id=row.pk), 1, "thử"), KEEPER)
    # Whoever goes round our questions is refused by the database.
    columns = ("area_id", "year", "origin_year", "programme", "project", "nature", "source")
    for area, year, project in (
        (country.west, YEAR, "2"),
        (country.east, YEAR, "3.1"),
        (country.east, 2025, "2"),
    ):
        told = (area.pk, year, year, whole.programme, project, "recurrent_fund", "central")
        with pytest.raises(IntegrityError), transaction.atomic():
            Line.objects.create(**dict(zip(columns, told, strict=True)), activity=row)
            connection.check_constraints()


def test_an_activity_with_money_keeps_its_project_and_years_and_one_that_was_paid_is_not_dropped(
    country: Country,
) -> None:
    row = activity(country.east)
    line = money_for(country, row)
    for more in ({"project": "3.1"}, {"first": date(2025, 3, 1), "last": date(2025, 9, 1)}):
        with pytest.raises(ActivityError, match="giữ dự án và năm như cũ"):
            change(row, said_of(**more), OFFICER)
    assert change(row, said_of(last=date(2027, 6, 1)), OFFICER).last.year == 2027
    row = move(row, Verb.SUBMIT, MARCH, OFFICER)
    row = move(row, Verb.APPROVE, MARCH, LEADER)
    paid(line, MILLION, EntryKind.ADVANCE, DAY)
    with pytest.raises(ActivityError, match="đã chi kinh phí nên không bỏ được"):
        move(row, Verb.DROP, DAY, OFFICER, words="không làm nữa")
    paid(line, MILLION, EntryKind.RECOVER, DAY)
    row = move(row, Verb.DROP, DAY, OFFICER, words="không làm nữa")
    with pytest.raises(BudgetError, match="đã bỏ nên không phân bổ, không chi được"):
        paid(line, MILLION, day=DAY)
    whole = Line.objects.get(activity=None)
    with pytest.raises(BudgetError, match="đã bỏ"):
        allocated(whole, MILLION, key_of(line), DAY)
    back = [Said(key_of(line), -100 * MILLION, whole)]
    decide(country.east, DecisionKind.ADJUST, back, DAY, YEAR)
    assert money_of(row).granted == 0 and row.pk not in activities_of(country.east.pk, YEAR)


def test_nothing_is_paid_for_what_nobody_approved_not_even_past_our_questions(country: Country) -> None:
    row = activity(country.east)
    line = money_for(country, row)
    with pytest.raises(BudgetError, match="chưa được phê duyệt nên chưa chi được"):
        paid(line, MILLION, day=DAY)
    row = move(row, Verb.SUBMIT, MARCH, OFFICER)
    with pytest.raises(BudgetError, match="chưa được phê duyệt"):
        paid(line, MILLION, EntryKind.ADVANCE, DAY)
    planned = activity(country.east, "policy_dialogue", project="6.2")
    paid(money_for(country, planned), MILLION, day=DAY)  # what is only planned needs no approval
    known = list(Posting.objects.filter(entry=Entry.objects.latest("pk")).order_by("pk"))
    Activity.objects.filter(pk=planned.pk).update(state="submitted")
    with pytest.raises(IntegrityError, match="lets no money be spent"), transaction.atomic():
        entry = Entry.objects.create(
            area=country.east, kind="pay", year=YEAR, day=DAY, voucher="lén", made_by_name="Thử"
        )
        Posting.objects.bulk_create(
            Posting(
                entry=entry, line_id=one.line_id, area=country.east, year=YEAR, day=DAY,
                account=one.account, amount=one.amount,
            )
            for one in known
        )  # fmt: skip


def test_the_money_of_what_is_over_is_settled_without_advances(country: Country) -> None:
    row = begun(activity(country.east))
    line = money_for(country, row)
    assert money_of(row).settlement(row) == (False, "")
    paid(line, 30 * MILLION, EntryKind.ADVANCE, DAY)
    paid(line, 60 * MILLION, day=DAY)
    Activity.objects.filter(pk=row.pk).update(
        state="accepted", accepted_on=DAY, finished_by_id=1, accepted_by_id=2
    )
    row.refresh_from_db()
    settled = [Said(key_of(line), 60 * MILLION)]
    with pytest.raises(BudgetError, match=r"còn 30\.000\.000 đồng tạm ứng nên chưa quyết toán được"):
        decide(country.east, DecisionKind.SETTLE, settled, DAY, YEAR)
    assert "còn 30.000.000 đồng tạm ứng" in money_of(row).settlement(row)[1]
    paid(line, 30 * MILLION, EntryKind.PAY_ADVANCE, DAY)
    assert "90.000.000 đồng đã thanh toán chờ quyết toán" in money_of(row).settlement(row)[1]
    decide(country.east, DecisionKind.SETTLE, [Said(key_of(line), 90 * MILLION)], DAY, YEAR)
    assert "còn 10.000.000 đồng chưa chi" in money_of(row).settlement(row)[1]
    back = [Said(key_of(line), -10 * MILLION, Line.objects.get(activity=None))]
    decide(country.east, DecisionKind.ADJUST, back, DAY, YEAR)
    money = money_of(row)
    assert money.settlement(row) == (True, "Đã quyết toán 90.000.000 đồng.")
    assert (money.granted, money.sums.settled) == (90 * MILLION, 90 * MILLION)


def test_rates_and_rules_look_at_activities_as_the_projects_of_the_law(country: Country) -> None:
    year = 2025
    row = activity(country.east, first=date(year, 3, 1), last=date(year, 10, 1))
    whole = given(country.east, 5_000 * MILLION, "2")
    of = key(country.east, "2", activity_id=row.pk)
    direct = allocated(whole, 2_000 * MILLION, replace(of, use="direct_production", item="Con giống"))
    allocated(whole, 1_200 * MILLION, replace(of, use="other_production", item="Tập huấn"))
    for verb, who in ((Verb.SUBMIT, OFFICER), (Verb.APPROVE, LEADER)):
        row = move(row, verb, date(year, 3, 1), who)
    paid(direct, 800 * MILLION)
    (rate,) = by_activity([country.east.pk], year, most=5)
    assert (rate.title, rate.sums.own, rate.sums.rate) == (row.title, 3_200 * MILLION, 0.25)
    assert by_activity([country.west.pk], year, most=5) == []
    assert by_activity(None, year, most=5) == [rate]
    broken = {one.rule.id: one.sentence for one in kept_rules([country.east.pk], year) if one.holds is False}
    assert f"«{row.title}» (dự án 2): 3.200.000.000 đồng" in broken["production_project_most"]
    assert f"«{row.title}»: 2.000.000.000 / 3.200.000.000" in broken["direct_production_share"]


@pytest.mark.django_db(transaction=True)
def test_of_dropping_an_activity_and_paying_for_it_at_once_the_second_is_told() -> None:
    country = make_country()
    row = activity(country.east)
    line = money_for(country, row)
    row = move(move(row, Verb.SUBMIT, MARCH, OFFICER), Verb.APPROVE, MARCH, LEADER)
    ready, refusals = Barrier(2), []

    def at_once(deed: Callable[[], object]) -> None:
        try:
            ready.wait(10)
            deed()
        except (ActivityError, BudgetError) as error:
            refusals.append(str(error))
        finally:
            connection.close()

    deeds = (
        lambda: paid(line, MILLION, day=DAY),
        lambda: move(row, Verb.DROP, DAY, OFFICER, words="không làm nữa"),
    )
    threads = [Thread(target=at_once, args=(deed,)) for deed in deeds]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    row.refresh_from_db()
    line.refresh_from_db()
    assert len(refusals) == 1
    assert (row.state, line.paid) in {("dropped", 0), ("approved", MILLION)}
