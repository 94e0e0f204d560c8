"""Plans of units: from a file, edited, handed up, issued by another, replaced; who reads them, what stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.apps.programmes.made import (
    ISSUED,
    LEADER,
    OFFICER,
    PLAN,
    fall_of,
    handed_in,
    issued,
    plan_in_force,
    plan_of,
    unit_of,
    with_target,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.states import PaperState
from giamngheo.apps.programmes.actions import (
    PlanError,
    Reached,
    begin_edition,
    drop_plan,
    edit,
    end_plan,
    give_back,
    hand_up,
    issue_plan,
    make_from,
    note_received,
    take_in,
    type_actual,
)
from giamngheo.apps.programmes.models import PlanActual, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import (
    plan_above,
    plans_seen,
    projects_of,
    targets_of,
    tasks_of,
    tree_of,
)
from giamngheo.apps.programmes.states import PlanState
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def kept(plan: UnitPlan) -> UnitPlan:
    return UnitPlan.objects.get(pk=plan.pk)


def test_a_file_of_a_unit_above_stands_at_once_and_one_of_its_own_waits_for_another(country: Country) -> None:
    received = take_in(handed_in(country.east, OFFICER), OFFICER, is_received=True)
    assert (received.state, received.number, received.is_received) == (PlanState.ISSUED, "45/KH-UBND", True)
    assert [one.indicator for one in targets_of(received)][:3] == [
        "poor_rate",
        "poor_households",
        "near_poor_rate",
    ]
    assert {one.code: one.in_scope for one in projects_of(received)}["2"] is True
    assert all(one.organisation for one in tasks_of(received))
    own = take_in(handed_in(country.west, OFFICER), OFFICER)
    assert (own.state, own.source_id is None) == (PlanState.DRAFT, False)
    own = hand_up(own, OFFICER, TODAY)
    assert own.paper is None  # its paper was signed before
    own = issue_plan(own, "", date(2024, 3, 1), LEADER)
    assert (own.state, own.number) == (PlanState.ISSUED, "45/KH-UBND")


def test_a_plan_is_issued_by_another_with_its_paper_and_stays_as_it_is(country: Country) -> None:
    plan = plan_of(country.east, 2026)
    with pytest.raises(PlanError, match="chưa có chỉ tiêu nào"):
        hand_up(plan, OFFICER, TODAY)
    target = fall_of(plan, 5)
    plan = hand_up(plan, OFFICER, TODAY)
    with pytest.raises(PlanError, match="không tự ban hành"):
        issue_plan(plan, "12", ISSUED, OFFICER)
    with pytest.raises(PlanError, match="bước khác"):
        edit(plan, "dau", {}, OFFICER)
    plan = give_back(plan, "sửa số", LEADER)
    assert IssuedPaper.objects.get().state == PaperState.WITHDRAWN
    plan = issued(plan)
    paper = IssuedPaper.objects.exclude(state=PaperState.WITHDRAWN).get()
    assert (plan.number, plan.paper, paper.state) == ("12/KH-UBND", paper, PaperState.ISSUED)
    for change in (
        lambda: UnitPlan.objects.filter(pk=plan.pk).update(title="khác"),
        lambda: PlanTarget.objects.filter(pk=target.pk).update(value=9),
        lambda: PlanTarget.objects.filter(pk=target.pk).delete(),
        lambda: with_target(plan, "thêm"),
        lambda: UnitPlan.objects.filter(pk=plan.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    verbs = (
        AuditLine.objects.filter(verb__startswith="programmes.").order_by("pk").values_list("verb", flat=True)
    )
    assert [one.partition(".")[2] for one in verbs] == [
        "draft",
        "hand_up",
        "give_back",
        "hand_up",
        "issue_plan",
    ]


def test_a_second_plan_of_the_same_time_replaces_the_first_or_is_refused(country: Country) -> None:
    first, target = plan_in_force(country.east, 2026)
    other = plan_of(country.east, 2026)
    with_target(other, "1 mô hình")
    with pytest.raises(PlanError, match="đã có kế hoạch năm 2026"):
        issued(other, "13")
    edition = begin_edition(first, OFFICER)
    assert [one.wording for one in targets_of(edition)] == [target.wording]
    with pytest.raises(PlanError, match="đang soạn"):
        begin_edition(first, OFFICER)
    issued(edition, "14")
    assert (kept(first).state, kept(edition).replaces_id) == (PlanState.REPLACED, first.pk)
    ended = end_plan(kept(edition), "hết Chương trình", LEADER)
    assert (ended.state, ended.why) == (PlanState.ENDED, "hết Chương trình")
    assert drop_plan(plan_of(country.east, 2027), "nhầm", OFFICER).state == PlanState.DROPPED


def test_a_year_is_made_from_the_last_one_and_says_what_must_be_looked_at_again(country: Country) -> None:
    plan = plan_of(country.east, 2025)
    fall_of(plan, 5)
    with_target(plan, "Đến cuối năm 2025, 90% hộ dùng nước sạch", "level", 90, unit="%")
    words = {
        "can-cu": "Nghị định số 1/2025/NĐ-CP",
        "muc-tieu": "Giảm nghèo năm 2025",
        "kt0-ten": "Kế hoạch KT-XH",
    }
    edit(plan, "loi-van", words, OFFICER)
    edit(plan, "phan-cong", {"vm0-don-vi": "Các thôn", "vm0-viec": "Báo cáo trước ngày 20/11/2025"}, OFFICER)
    edit(plan, "du-an", {"pm-ma": "3.1"}, OFFICER)
    made = make_from(issued(kept(plan)), unit_of(country.east), 2026, 2026, OFFICER)
    assert made.title.endswith("năm 2026 trên địa bàn xã Đông")
    assert (made.text.aims, made.text.bases[0].text, made.text.economic) == (
        ("Giảm nghèo năm 2026",), "Nghị định số 1/2025/NĐ-CP", (),
    )  # fmt: skip
    fall, water = targets_of(made)
    assert (fall.value, fall.is_carried, water.wording[:17]) == (5, True, "Đến cuối năm 2026")
    assert (water.baseline, water.baseline_year) == (90, 2025)
    (task,) = tasks_of(made)
    assert (task.due_on, task.what) == (date(2026, 11, 20), "Báo cáo trước ngày 20/11/2025")
    assert [one.code for one in projects_of(made)] == ["3.1"]
    with pytest.raises(PlanError, match="chưa ai xem lại con số"):
        hand_up(made, OFFICER, TODAY)
    fields = {f"t{fall.pk}-loi": fall.wording, f"t{fall.pk}-loai": "change_count", f"t{fall.pk}-gia-tri": "7"}
    fields[f"t{fall.pk}-moi-nam"] = "co"
    fields |= {f"t{fall.pk}-chi-so": "poor_households", f"t{fall.pk}-don-vi": "hộ", f"t{water.pk}-bo": "co"}
    edit(made, "chi-tieu", fields, OFFICER)
    (fall,) = targets_of(made)
    assert (fall.value, fall.is_carried, fall.indicator) == (7, False, "poor_households")
    assert (fall.each_year, fall.rises) == (True, False)
    assert hand_up(kept(made), OFFICER, TODAY).state == PlanState.WAITING


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("dau", {"trich-yeu": "", "tu-nam": "2026", "den-nam": "2026"}, "trich-yeu"),
        ("dau", {"trich-yeu": "a", "tu-nam": "2026", "den-nam": "2025"}, "den-nam"),
        (
            "dau",
            {"trich-yeu": "a", "tu-nam": "2026", "den-nam": "2026", "tren-ngay": "40/1/2026"},
            "tren-ngay",
        ),
        ("chi-tieu", {"tm0-loi": "a", "tm0-loai": "khác"}, "tm0-loai"),
        ("chi-tieu", {"tm0-loi": "a", "tm0-loai": "range", "tm0-gia-tri": "2", "tm0-den": "1"}, "tm0-den"),
        ("chi-tieu", {"tm0-loi": "a", "tm0-loai": "level", "tm0-gia-tri": "x"}, "tm0-gia-tri"),
        ("chi-tieu", {"tm0-loi": "a", "tm0-loai": "level", "tm0-nam": "2031"}, "tm0-nam"),
        ("phan-cong", {"vm0-viec": "a"}, "vm0-don-vi"),
        ("chinh-sach", {"cs0-noi-dung": "a"}, "cs0-ten"),
        ("du-an", {"pm-ma": "ba"}, "pm-ma"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    country: Country, part: str, typed: dict[str, str], field: str
) -> None:
    plan = plan_of(country.east, 2026)
    with pytest.raises(PlanError) as refused:
        edit(plan, part, typed, OFFICER)
    assert field in refused.value.wrong
    assert (kept(plan).said, targets_of(plan), tasks_of(plan)) == ({}, [], [])


def test_what_has_no_indicator_is_followed_by_figures_of_each_year(country: Country) -> None:
    _, target = plan_in_force(country.east, 2026)
    with pytest.raises(PlanError) as refused:
        type_actual(target, Reached(2026, Decimal(1), "", ""), OFFICER)
    assert "chung-minh" in refused.value.wrong
    for value in (1, 3):
        type_actual(target, Reached(2026, Decimal(value), "", "Báo cáo thử"), OFFICER)
    assert [one.value for one in PlanActual.objects.filter(superseded_at=None)] == [3]
    with pytest.raises(PlanError, match="Chưa ghi kết quả"):
        type_actual(target, Reached(2026, None, "", "Báo cáo thử"), OFFICER)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanActual.objects.update(value=9)


def test_a_received_plan_needs_its_number_and_is_corrected_by_an_edition(country: Country) -> None:
    text = PLAN.read_text(encoding="utf-8").replace("45/KH-UBND", "   /KH-UBND")
    plan = take_in(handed_in(country.east, OFFICER, text), OFFICER, is_received=True)
    assert plan.state == PlanState.DRAFT
    with pytest.raises(PlanError, match="Chưa ghi số"):
        note_received(plan, OFFICER)
    head = {
        "trich-yeu": plan.title,
        "tu-nam": "2024",
        "den-nam": "2024",
        "so": "45/KH-UBND",
        "ngay": "1/3/2024",
    }
    edit(plan, "dau", head, OFFICER)
    plan = note_received(plan, OFFICER)
    edition = begin_edition(plan, OFFICER)
    assert (edition.number, note_received(edition, OFFICER).state) == ("45/KH-UBND", PlanState.ISSUED)
    assert kept(plan).state == PlanState.REPLACED


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("officer", "east", {"east 2026", "east draft", "province 2026", "village"}),
        ("village_head", "east_1", {"east 2026", "province 2026", "village"}),
        ("officer", "west", {"province 2026"}),
        ("officer", "province", {"east 2026", "east draft", "province 2026", "province draft", "village"}),
        ("officer", "far", set()),
    ],
)
def test_who_reads_which_plans_by_the_page_and_by_the_database(
    country: Country, role: str, place: str, seen: set[str]
) -> None:
    plans = {
        "east 2026": plan_in_force(country.east, 2026)[0],
        "east draft": plan_of(country.east, 2027),
        "province 2026": plan_in_force(country.province, 2026)[0],
        "province draft": plan_of(country.province, 2027),
        "village": plan_of(country.east_1, 2026),
    }
    called = {one.pk: name for name, one in plans.items()}
    followed = targets_of(plans["east 2026"])[0]
    type_actual(followed, Reached(2026, Decimal(1), "", "Báo cáo thử"), OFFICER)
    who = make_person((role, getattr(country, place)))
    with acting(who.pk, TODAY):
        assert {called[number] for number in UnitPlan.objects.values_list("pk", flat=True)} == seen
        by_page = UnitPlan.objects.filter(plans_seen(who.pk, TODAY)).values_list("pk", flat=True)
        assert {called[number] for number in by_page} == seen
        readable = {one.plan_id for one in PlanTarget.objects.all()}
        assert readable == {plans[name].pk for name in seen if name.endswith("2026")}
        assert PlanActual.objects.exists() == ("east draft" in seen)
        if role == "village_head":
            with pytest.raises(DatabaseError), transaction.atomic():
                plan_of(country.east, 2029)
            with pytest.raises(DatabaseError), transaction.atomic():
                with_target(plans["east 2026"], "thêm")


def test_the_tree_tells_who_stands_where_and_who_made_no_plan(country: Country) -> None:
    above, _ = plan_in_force(country.province, 2026)
    plan_in_force(country.east, 2026)
    plan_of(country.west, 2026)
    who = make_person(("officer", country.province))
    tree = tree_of(unit_of(country.province), 2026, TODAY, plans_seen(who.pk, TODAY), None)
    assert [one.name for one in tree.missing] == ["Tây"]
    assert [one.unit.name for one in tree.above] == ["Việt Nam"]
    former = UnitPlan(area=country.former_east, first_year=2026, last_year=2026, title="Cũ", said={})
    former.save()
    tree = tree_of(unit_of(country.east), 2026, TODAY, plans_seen(who.pk, TODAY), {country.west.pk})
    assert [(one.unit.name, len(one.plans)) for one in tree.beside] == [("Tây", 1)]
    assert [one.name for one in tree.missing] == ["Đông Hai", "Đông Một"]
    assert [(one.unit.name, one.plans) for one in tree.former] == [("Đông Cũ", (former,))]
    assert plan_above(country.east_1.pk, 2026, TODAY) != above
    assert plan_above(country.west.pk, 2026, TODAY) == above
