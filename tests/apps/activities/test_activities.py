"""Activities: who may take part on the day of entry, what is handed over, who approves, what is counted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.models import Q
from tests.apps.activities.made import (
    LEADER,
    MARCH,
    MAY,
    NOW,
    OFFICER,
    POOR_SINCE,
    activity,
    begun,
    entered,
    family_with_children,
    poor_home,
    said_of,
)
from tests.apps.households.made import home, person
from tests.apps.results.made import decided
from tests.factories.places import Country, make_country

from giamngheo.apps.activities.actions import (
    ActivityError,
    Line,
    add_gathering,
    answer,
    ask,
    change,
    confirm_norms,
    draft,
    enter,
    enter_officers,
    hand_over,
    leave,
    list_asset,
    list_officer,
    load_norms,
    mark,
    move,
    note_visit,
    report_asset,
    take_thing_back,
)
from giamngheo.apps.activities.demonstration import People, fill_activities
from giamngheo.apps.activities.listed import find, rows_of_file, rows_pasted
from giamngheo.apps.activities.models import Activity, Participant, Step
from giamngheo.apps.activities.outputs import outputs_by_kind, outputs_of
from giamngheo.apps.activities.queries import Wanted, activities_where, officers_of, was_trained
from giamngheo.apps.activities.states import AssetState, Verb
from giamngheo.apps.results.counting import Counted
from giamngheo.apps.results.of_activities import counted_of_activities
from giamngheo.apps.support.models import Support
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.sheets import SheetOut, write_workbook
from giamngheo.law.activities.library import activity_kinds
from giamngheo.law.results.library import framework_for
from giamngheo.law.vocabulary.frameworks import Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def line(one: Participant, quantity: str = "2", **more: object) -> Line:
    told = Line(one.pk, "breed", Decimal(quantity), "con", 30_000_000, MAY, words="bò cái")
    return replace(told, **more)  # type: ignore[arg-type]


def numbers(row: Activity) -> dict[str, int]:
    return {told.output.id: told.number for told in outputs_of(row)}


def test_a_household_is_entered_with_its_standing_and_one_of_no_group_is_refused(country: Country) -> None:
    poor, rich = poor_home(country.east_1, "Mẫu Văn Nghèo"), home(country.east_1, "Mẫu Văn Khá")
    left = poor_home(country.east_1, "Mẫu Văn Thoát", since=date(2024, 1, 1))
    decided([left], "not_poor", POOR_SINCE)
    far = poor_home(country.west_1, "Mẫu Văn Xa")
    row = activity(country.east)
    done = enter(row, [poor.pk, rich.pk, left.pk, far.pk], MARCH, OFFICER)
    assert done.written == 2
    said = {one.who.partition(" (")[0]: one for one in done.refused}
    assert "«chưa có quyết định»; hoạt động này dành cho hộ nghèo" in said["Mẫu Văn Khá"].why
    assert "ghi lý do ngoại lệ" in said["Mẫu Văn Khá"].remedy
    assert "không có trong sổ hộ của địa bàn" in said["Mẫu Văn Xa"].why
    kept = {one.name: (one.standing, one.group) for one in Participant.objects.all()}
    assert kept == {"Mẫu Văn Nghèo": ("poor", "poor"), "Mẫu Văn Thoát": ("newly_escaped", "newly_escaped")}
    # What was kept is of the day of entry, whatever is decided later.
    decided([poor], "not_poor", date(2026, 6, 1))
    assert Participant.objects.get(household=poor).standing == "poor"
    assert enter(row, [poor.pk], MARCH, OFFICER).refused[0].why == "đã có trong danh sách"


def test_an_exception_needs_a_reason_and_a_kind_that_allows_it(country: Country) -> None:
    rich = home(country.east_1, "Mẫu Văn Khá")
    row = activity(country.east)
    done = enter(row, [rich.pk], MARCH, OFFICER, exception="Vừa mất nhà vì bão")
    assert (done.written, done.exceptions) == (1, 1)
    one = Participant.objects.get()
    assert (one.group, one.reason) == ("", "Vừa mất nhà vì bão")
    strict = activity(country.east, "in_kind_support")
    refused = enter(strict, [rich.pk], MARCH, OFFICER, exception="Vừa mất nhà vì bão").refused
    assert "không có ngoại lệ" in refused[0].remedy


def test_children_are_entered_by_age_and_mothers_by_sex(country: Country) -> None:
    family_with_children(country)
    mother, baby, older = person("Mẫu Thị Mẹ"), person("Mẫu Văn Bé"), person("Mẫu Thị Lớn")
    children = enter(
        activity(country.east, "child_nutrition"), [mother.pk, baby.pk, older.pk], MARCH, OFFICER
    )
    assert children.written == 2
    assert children.refused[0].why == "không phải trẻ em dưới 16 tuổi"
    fields = {"intervention": "Cân, đo"}
    both = activity(country.east, "mother_and_child", fields=fields)
    found = enter(both, [mother.pk, baby.pk, older.pk], MARCH, OFFICER)
    assert [one.who.partition(" (")[0] for one in found.refused] == ["Mẫu Thị Lớn"]
    assert {one.is_woman for one in Participant.objects.filter(activity=both)} == {True, False}


def test_maker_and_checker_of_approval_and_acceptance_are_two_people(country: Country) -> None:
    row = move(activity(country.east), Verb.SUBMIT, MARCH, OFFICER)
    with pytest.raises(ActivityError, match="việc này do hai người làm"):
        move(row, Verb.APPROVE, MARCH, OFFICER)
    with pytest.raises(ActivityError, match="Chưa ghi lý do"):
        move(row, Verb.RETURN, MARCH, LEADER)
    row = move(row, Verb.RETURN, MARCH, LEADER, words="Thiếu dự toán")
    row = begun(change(row, said_of(place="Thôn Đông Một"), OFFICER))
    with pytest.raises(ActivityError, match="không sửa nữa"):
        change(row, said_of(title="Tên khác"), OFFICER)
    with pytest.raises(ActivityError, match="Chưa ghi ai tham gia"):
        move(row, Verb.FINISH, NOW, OFFICER)
    row = move(row, Verb.FINISH, NOW, OFFICER, words="Không hộ nào đăng ký")
    with pytest.raises(ActivityError, match="việc này do hai người làm"):
        move(row, Verb.ACCEPT, NOW, OFFICER)
    row = move(row, Verb.ACCEPT, NOW, LEADER)
    assert row.accepted_on == NOW
    assert list(Step.objects.values_list("verb", flat=True)) == [
        "submit", "return", "submit", "approve", "begin", "finish", "accept",
    ]  # fmt: skip
    assert AuditLine.objects.filter(verb="activities.approve").count() == 1
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Activity.objects.filter(pk=row.pk).update(title="Viết lại")


def test_an_accepted_model_is_repeated_elsewhere_and_only_then(country: Country) -> None:
    row = begun(activity(country.east))
    kind = activity_kinds()["model"]
    with pytest.raises(ActivityError, match="đã nghiệm thu"):
        draft(country.west, kind, said_of(), OFFICER, replicates=row)
    row = move(row, Verb.FINISH, NOW, OFFICER, words="thử")
    row = move(row, Verb.ACCEPT, NOW, LEADER)
    child = draft(country.west, kind, said_of(), OFFICER, replicates=row)
    assert list(row.replications.all()) == [child]


def test_what_is_missing_of_an_activity_is_told_at_its_field(country: Country) -> None:
    with pytest.raises(ActivityError) as refused:
        activity(
            country.east,
            title="",
            project="7.1",
            owner_name="",
            last=date(2026, 1, 1),
            fields={"line": "gold"},
        )
    assert set(refused.value.wrong) == {"ten", "du-an", "ten-chu-tri", "den-ngay", "o-line", "o-objective"}
    with pytest.raises(ActivityError, match="Có ô ghi sai") as late:
        activity(country.east, first=date(2027, 3, 1), last=date(2027, 4, 1))
    assert "không áp dụng" in late.value.wrong["tu-ngay"]


def test_things_handed_over_stand_in_the_ledger_and_good_lines_are_kept(country: Country) -> None:
    row = activity(country.east)
    first, second = entered(row, *(poor_home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Ba")))
    with pytest.raises(ActivityError, match="Đề xuất"):
        hand_over(row, [line(first)], OFFICER)
    row = begun(row)
    done = hand_over(row, [line(first), line(second, "0")], OFFICER)
    assert len(done.things) == 1
    assert "số lượng phải lớn hơn 0" in done.refused[second.pk]
    help_ = Support.objects.get()
    assert (help_.need, help_.what, help_.value) == ("livelihood", "Con giống (bò cái)", 30_000_000)
    assert (help_.occasion, help_.project, help_.class_on_day) == (row.occasion, "2", "poor")
    assert numbers(row)["value"] == 30_000_000
    with pytest.raises(ActivityError, match="đã nhận hiện vật"):
        leave(first, MAY, "chuyển đi", OFFICER)
    take_thing_back(done.things[0], "Bò chết trước khi giao", OFFICER)
    assert numbers(row)["value"] == 0
    leave(first, MAY, "chuyển đi", OFFICER)
    assert numbers(row)["households"] == 1


def test_a_need_that_another_activity_met_is_told_at_entry(country: Country) -> None:
    one = poor_home(country.east_1, "Mẫu Văn An")
    row = begun(activity(country.east))
    hand_over(row, [line(entered(row, one)[0])], OFFICER)
    other = activity(country.east, "in_kind_support")
    refused = enter(other, [one.pk], MAY, OFFICER).refused
    assert "đã được hỗ trợ «Hỗ trợ sản xuất, mô hình sinh kế» ngày 01/05/2026" in refused[0].why
    assert enter(other, [one.pk], MAY, OFFICER, again="Mô hình mất vì dịch").written == 1
    assert Participant.objects.get(activity=other).again_because == "Mô hình mất vì dịch"


def test_a_line_above_the_norm_in_force_is_refused(country: Country) -> None:
    lines = [{"item": "breed", "unit": "con", "quantity": "2", "value": None}]
    table = load_norms(
        country.province, "model", lines, OFFICER, source="QĐ thử 1/QĐ-UBND", first=date(2026, 1, 1)
    )
    row = activity(country.east)
    one, two = entered(row, *(poor_home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Ba")))
    row = begun(row)
    assert hand_over(row, [line(one, "3")], OFFICER).refused == {}  # not in force yet
    with pytest.raises(ActivityError, match="hai người"):
        confirm_norms(table, OFFICER)
    confirm_norms(table, LEADER)
    done = hand_over(row, [line(two, "2"), line(two, "1")], OFFICER)
    assert [thing.norm for thing in done.things] == ["QĐ thử 1/QĐ-UBND"]
    assert "vượt định mức 2 con một hộ (QĐ thử 1/QĐ-UBND)" in done.refused[two.pk]
    assert "định mức tính bằng «con»" in hand_over(row, [line(two, unit="kg")], OFFICER).refused[two.pk]


def test_visits_go_on_until_there_is_a_result(country: Country) -> None:
    row = activity(country.east)
    (one,) = entered(row, poor_home(country.east_1, "Mẫu Văn An"))
    row = begun(row)
    note_visit(one, MAY, "Bò khoẻ", OFFICER, by_whom="Cán bộ thú y", has_result=False, next_on=NOW)
    day = MAY + timedelta(days=1)
    with pytest.raises(ActivityError, match="Còn 1 hộ chưa có lượt đến hộ nào ghi là đã có kết quả"):
        move(row, Verb.FINISH, NOW, OFFICER)
    note_visit(one, day, "Bò đẻ", OFFICER, by_whom="Cán bộ thú y", has_result=True)
    move(row, Verb.FINISH, NOW, OFFICER)
    assert numbers(row)["visits"] == 2


def test_who_came_to_a_class_is_told_to_the_ledger_when_it_is_accepted(country: Country) -> None:
    family_with_children(country)
    baby, older = person("Mẫu Văn Bé"), person("Mẫu Thị Lớn")
    row = activity(country.east, "child_nutrition")
    enter(row, [baby.pk, older.pk], MARCH, OFFICER)
    one = Participant.objects.get(person=baby)
    gathering = add_gathering(row, MAY, OFFICER)
    with pytest.raises(ActivityError, match="chưa tới"):
        mark(gathering, [one.pk], MARCH, OFFICER)
    assert mark(gathering, [one.pk], NOW, OFFICER) == 1
    assert mark(gathering, [one.pk], NOW, OFFICER) == 1  # nothing new
    row = move(move(row, Verb.FINISH, NOW, OFFICER), Verb.ACCEPT, NOW, LEADER)
    help_ = Support.objects.get()
    assert (help_.person, help_.need, help_.form, help_.given_on) == (baby, "nutrition", "service", MAY)
    assert numbers(row) == {"children": 1, "girls": 0, "minority": 0, "sessions": 1}


def test_officers_are_trained_when_they_came_to_what_was_accepted(country: Country) -> None:
    told = {"sex": "female", "position": "village_cadre"}
    here = list_officer(country.east_1, "Mẫu Thị Cán", MARCH, OFFICER, **told)
    away = list_officer(country.east, "Mẫu Văn Bộ", MARCH, OFFICER, **(told | {"sex": "male"}))
    strange = list_officer(country.west, "Mẫu Văn Tây", MARCH, OFFICER, **told)
    row = activity(country.east, "officer_training")
    assert enter_officers(row, [here.pk, away.pk, strange.pk], MARCH, OFFICER).written == 2
    one = Participant.objects.get(officer=here)
    mark(add_gathering(row, MAY, OFFICER), [one.pk], NOW, OFFICER)
    trained = officers_of(was_trained(MARCH, NOW))  # type: ignore[arg-type]
    assert list(trained) == []
    row = move(move(row, Verb.FINISH, NOW, OFFICER), Verb.ACCEPT, NOW, LEADER)
    assert list(officers_of(was_trained(MARCH, NOW))) == [here]  # type: ignore[arg-type]
    (found,) = outputs_by_kind(None, (), "2026", NOW).values()
    assert found == {"classes": 1, "officers": 1, "women": 1, "sessions": 1}


def test_a_dialogue_is_accepted_with_unanswered_questions_only_with_a_word(country: Country) -> None:
    row = activity(country.east, "policy_dialogue")
    enter(row, [one.pk for one in home(country.east_1, "Mẫu Văn An").people.all()], MARCH, OFFICER)
    mark(add_gathering(row, MARCH, OFFICER), [Participant.objects.get().pk], NOW, OFFICER)
    question = ask(row, "Bao giờ được vay vốn?", OFFICER, asked_by="Một hộ ở Đông Một", due=NOW)
    row = move(row, Verb.FINISH, NOW, OFFICER)
    with pytest.raises(ActivityError, match="Còn 1 câu hỏi chưa trả lời"):
        move(row, Verb.ACCEPT, NOW, LEADER)
    row = move(row, Verb.ACCEPT, NOW, LEADER, words="Ngân hàng hẹn trả lời sau")
    assert numbers(row)["answered"] == 0
    answer(question, "Từ tháng sau", "Ngân hàng Chính sách xã hội", NOW, OFFICER)
    assert numbers(row)["answered"] == 1
    with pytest.raises(ActivityError, match="đã có trả lời"):
        answer(question, "Khác", "Ai đó", NOW, OFFICER)


def test_a_pasted_list_finds_households_and_tells_the_rows_that_mean_nobody(country: Country) -> None:
    one, two = poor_home(country.east_1, "Mẫu Văn An"), poor_home(country.east_1, "Mẫu Văn Ba")
    home(country.east_2, "Mẫu Văn Đôi")
    home(country.east_1, "Mẫu Văn Đôi")
    pasted = "\n".join(
        (
            "STT\tMã hộ\tHọ và tên",
            f"1\t{one.code}\tMẫu Văn An",
            "2; mau van ba",
            "3; Mẫu Văn Đôi",
            "4; Không Ai",
        )
    )
    areas = [country.east.pk, country.east_1.pk, country.east_2.pk]
    found, left = find(activity_kinds()["model"], rows_pasted(pasted), areas)
    assert list(found) == [one.pk, two.pk]
    assert [(row.row.place, row.why) for row in left] == [
        (4, "có 2 hộ cùng họ tên"),
        (5, "không tìm thấy ai trong sổ hộ của địa bàn theo họ tên"),
    ]


def test_a_list_is_read_from_a_workbook_with_numbers_that_lost_their_zero(
    country: Country, tmp_path: Path
) -> None:
    path = tmp_path / "ds.xlsx"
    frame = pl.DataFrame(
        {"STT": [1, 2], "Họ tên": ["Mẫu Văn An", "Mẫu Văn Ba"], "Số CCCD": [99012345678, None]}
    )
    write_workbook(path, [SheetOut("Danh sách", frame.columns, frame)])
    assert [(row.number, row.name) for row in rows_of_file(path)] == [
        ("099012345678", "Mẫu Văn An"), ("", "Mẫu Văn Ba"),
    ]  # fmt: skip


def test_the_demonstration_has_activities_at_every_step_and_is_made_once(country: Country) -> None:
    for given in ("An", "Ba", "Cả", "Em", "Hai", "Kỳ", "Lý", "Minh", "Năm", "Oánh", "Phúc", "Quý"):
        poor_home(country.east_1, f"Mẫu Văn {given}")
    family_with_children(country)
    people = People(OFFICER, LEADER)
    assert fill_activities(country.east, people, NOW)
    assert not fill_activities(country.east, people, NOW)
    states = set(Activity.objects.values_list("state", flat=True))
    assert states == {"draft", "submitted", "going_on", "done", "accepted"}
    assert next(iter(outputs_by_kind(None, (), "2026", NOW)["child_nutrition"].values())) == 2


def indicator(name: str) -> Indicator:
    found = framework_for(NOW).indicator(name)
    assert found is not None
    return found


def test_indicators_are_counted_from_what_activities_tell(country: Country) -> None:
    units = [country.province.pk, country.east.pk, country.west.pk]
    told = counted_of_activities(indicator("officers_trained"), units, MARCH, NOW, NOW)
    assert set(told.values()) == {None}
    here = list_officer(country.east_1, "Mẫu Thị Cán", MARCH, OFFICER, sex="female", position="official")
    list_officer(country.west, "Mẫu Văn Tây", MARCH, OFFICER, sex="male", position="official")
    row = activity(country.east, "officer_training")
    enter_officers(row, [here.pk], MARCH, OFFICER)
    mark(add_gathering(row, MAY, OFFICER), [Participant.objects.get().pk], NOW, OFFICER)
    move(move(row, Verb.FINISH, NOW, OFFICER), Verb.ACCEPT, NOW, LEADER)
    told = counted_of_activities(indicator("officers_trained"), units, MARCH, NOW, NOW)
    assert [(one.numerator, one.denominator) for one in told.values() if one] == [(1, 2), (1, 1), (0, 1)]
    assert [one.behind for one in told.values() if one] == [
        {"activities": [[row.pk, 1]]}, {"activities": [[row.pk, 1]]}, {"activities": []},
    ]  # fmt: skip
    asset = list_asset(country.east_1, "loudspeaker", "Loa thử", MARCH, OFFICER)
    report_asset(asset, MAY, AssetState.WORKS, NOW, OFFICER)
    told = counted_of_activities(indicator("units_with_loudspeakers"), units, None, NOW, NOW)
    assert [one and (one.numerator, one.denominator) for one in told.values()] == [(1, 2), (1, 1), None]
    report_asset(asset, NOW, AssetState.PARTLY, NOW, OFFICER, words="Một loa hỏng")
    told = counted_of_activities(indicator("units_with_loudspeakers"), units, None, NOW, NOW)
    assert told[country.east.pk] == Counted(0, 1, 0)


def test_of_all_years_the_last_year_stands_first_in_a_unit_as_in_the_country(country: Country) -> None:
    old = activity(country.east, first=date(2025, 3, 1), last=date(2025, 10, 1))
    early, late = activity(country.east), activity(country.east, first=MAY)
    for condition in (Q(), Q(area=country.east)):
        assert list(activities_where(condition, Wanted(year=None))) == [late, early, old]
        assert list(activities_where(condition, Wanted(year=2026))) == [late, early]
