"""A change of units from draft to undone: what it writes, who may do it, what it tells."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError
from psycopg.types.range import DateRange
from tests.foundation.areas.country import (
    AN,
    BINH,
    DAY,
    EVE,
    LATER,
    change_kind,
    create,
    drafted,
    end,
    everything,
    in_force,
    loaded,
    move,
    names_above,
    number,
    part,
    rename,
    small_country,
    whole,
)

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.areas import actions
from giamngheo.foundation.areas.actions import (
    BatchError,
    DependedOnError,
    FaultyBatchError,
    discard,
    prepare,
    propose,
    put_in_force,
    return_to_draft,
    undo,
)
from giamngheo.foundation.areas.models import Area, Batch, Change, Succession, Version
from giamngheo.foundation.areas.queries import find, predecessors_of, successors_of, unit_on
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Batch:
    return small_country()


@pytest.fixture
def merged(country: Batch) -> Batch:
    """Đồng Tâm and Hoà Bình become one commune that takes the code of the first."""
    return in_force(
        DAY,
        end("00001"),
        end("00002"),
        create("00001", "Đồng Hoà", "commune", "101"),
        whole("00001", "00001"),
        whole("00002", "00001"),
    )


def test_a_load_without_known_start_has_always_been_there(country: Batch) -> None:
    assert Area.objects.filter(valid__startswith__isnull=True).count() == 15
    village = number("00001.1", DAY)
    assert names_above(village, DAY) == ["Việt Nam", "Bắc Thử", "Sông Lô", "Đồng Tâm", "Đông"]


def test_a_merged_commune_may_take_the_code_of_a_former_one(merged: Batch) -> None:
    old, new = number("00001", EVE), number("00001", DAY)
    assert old != new
    assert [unit.unit.name for unit in predecessors_of(new)] == ["Đồng Tâm", "Hoà Bình"]
    assert [(one.unit.name, one.is_whole) for one in successors_of(old)] == [("Đồng Hoà", True)]
    assert find("00002", DAY) is None


def test_a_former_unit_lies_where_its_successor_lies(merged: Batch) -> None:
    assert names_above(number("00002", EVE), EVE) == ["Việt Nam", "Bắc Thử", "Sông Lô", "Hoà Bình"]
    assert names_above(number("00002", EVE), DAY) == ["Việt Nam", "Bắc Thử", "Sông Lô", "Đồng Hoà"]


def test_villages_go_with_their_commune_when_all_of_it_goes_to_one(merged: Batch) -> None:
    for code in ("00001.1", "00001.2", "00002.1"):
        assert names_above(number(code, DAY), DAY)[-2] == "Đồng Hoà"
    assert names_above(number("00001.1", DAY), EVE)[-2] == "Đồng Tâm"


def test_villages_of_a_divided_commune_wait_in_the_smallest_certain_area(country: Batch) -> None:
    in_force(
        DAY,
        end("00001"),
        part("00001", "00002", "0.6"),
        part("00001", "00003", "0.4"),
        move("00001.1", "00003"),
    )
    assert names_above(number("00001", EVE), DAY) == ["Việt Nam", "Bắc Thử", "Sông Lô"]
    assert names_above(number("00001.1", DAY), DAY)[-2:] == ["Tân Lập", "Đông"]
    assert names_above(number("00001.2", DAY), DAY)[-2:] == ["Sông Lô", "Đoài"]
    in_force(LATER, move("00001.2", "00002"))
    assert names_above(number("00001.2", LATER), LATER)[-2:] == ["Hoà Bình", "Đoài"]


def test_the_end_of_the_district_tier_is_rows_like_any_other(country: Batch) -> None:
    in_force(
        DAY,
        *(end(code) for code in ("101", "102", "201", "02")),
        whole("02", "01"),
        *(move(code, "01") for code in ("00001", "00002", "00004", "00005")),
        change_kind("00003", "commune"),
        move("00003", "01"),
        rename("01", "Thống Nhất"),
    )
    assert names_above(number("00005", DAY), DAY) == ["Việt Nam", "Thống Nhất", "Mỹ An"]
    assert names_above(number("201", EVE), DAY) == ["Việt Nam", "Thống Nhất"]
    now = unit_on(number("00003", DAY), DAY)
    assert now is not None
    assert now.full_name == "xã Tân Lập"
    assert Version.objects.filter(area_id=number("00003", DAY)).count() == 2


def test_reforms_are_followed_one_after_another(merged: Batch) -> None:
    in_force(LATER, end("00001"), whole("00001", "00003"))
    assert names_above(number("00002", EVE), LATER)[-1] == "Tân Lập"
    assert names_above(number("00002.1", LATER), LATER)[-2:] == ["Tân Lập", "Nà Lốc"]


def test_what_came_after_may_be_told_by_a_later_batch_of_the_same_day(country: Batch) -> None:
    in_force(DAY, end("00004"))
    assert names_above(number("00004", EVE), DAY)[-1] == "Sông Cầu"
    in_force(DAY, whole("00004", "00005"))
    assert names_above(number("00004", EVE), DAY)[-1] == "Mỹ An"
    assert names_above(number("00004.1", DAY), DAY)[-2:] == ["Mỹ An", "Tổ 1"]


def test_the_person_who_prepared_a_batch_does_not_put_it_in_force(country: Batch) -> None:
    batch = propose(drafted(DAY, rename("00001", "Đồng Minh")), AN)
    with pytest.raises(BatchError, match="cần hai người"):
        put_in_force(batch, AN)
    assert put_in_force(batch, BINH).state == BatchState.IN_FORCE


def test_the_system_puts_only_the_first_load_in_force(country: Batch) -> None:
    second = propose(drafted(DAY, rename("00001", "Đồng Minh"), actor=SYSTEM), SYSTEM)
    put_in_force(second, SYSTEM)
    in_force(DAY, rename("00002", "Hoà Hợp"))
    third = propose(drafted(LATER, rename("00001", "Đồng Chí"), actor=SYSTEM), SYSTEM)
    with pytest.raises(BatchError, match="lần nạp đầu tiên"):
        put_in_force(third, SYSTEM)
    assert put_in_force(third, AN).put_in_force_by == AN.id


def test_a_batch_moves_only_as_its_states_allow(country: Batch) -> None:
    batch = drafted(DAY, rename("00001", "Đồng Minh"))
    with pytest.raises(BatchError, match="đang soạn"):
        put_in_force(batch, BINH)
    batch = return_to_draft(propose(batch, AN), BINH, "xem lại tên")
    assert batch.state == BatchState.DRAFT
    discard(batch, AN)
    with pytest.raises(BatchError, match="đã bỏ"):
        prepare(batch, AN, [])


def test_who_changed_a_draft_last_has_prepared_it(country: Batch) -> None:
    batch = drafted(DAY, rename("00001", "Đồng Minh"))
    line = rename("00001", "Đồng Chí")
    line.place = 1
    batch = propose(prepare(batch, BINH, [line]), BINH)
    assert [change.name for change in batch.changes.all()] == ["Đồng Chí"]
    with pytest.raises(BatchError, match="cần hai người"):
        put_in_force(batch, BINH)


def test_every_step_leaves_a_line_in_the_trail(merged: Batch) -> None:
    told = AuditLine.objects.filter(subject_kind="areas.batch", subject_id=str(merged.pk)).order_by("id")
    assert [line.verb for line in told] == ["areas.prepare", "areas.propose", "areas.put_in_force"]
    last = told.last()
    assert last is not None
    assert last.details["counts"] == {"create": 1, "end": 2, "succeed": 2, "follow": 3}
    assert [line.area_id for line in told] == [number("101", DAY), number("101", DAY), number("00001", DAY)]


def test_a_faulty_batch_is_refused_by_line_code_reason_and_remedy(country: Batch) -> None:
    batch = drafted(DAY, rename("00001", "Đồng Minh"), end("00009"))
    with pytest.raises(FaultyBatchError) as told:
        propose(batch, AN)
    assert "Dòng 2, mã 00009: không có đơn vị nào giữ mã 00009" in str(told.value)
    assert "Cách xử lý: " in str(told.value)
    assert [finding.check for finding in told.value.findings] == ["unknown_code"]


def test_undoing_restores_exactly_what_was_before(country: Batch) -> None:
    before = everything()
    batch = in_force(
        DAY,
        *(end(code) for code in ("00001", "00002", "101", "102")),
        create("00001", "Đồng Hoà", "commune", "01"),
        whole("00001", "00001"),
        whole("00002", "00001"),
        move("00003", "01"),
        move("00004", "01"),
        rename("00004", "Trung Sơn Mới"),
        create("00001.9", "Mới", "village", "00001"),
    )
    assert everything() != before
    undone = undo(batch, BINH, "nhầm nghị quyết")
    assert everything() == before
    assert (undone.state, undone.reason) == (BatchState.UNDONE, "nhầm nghị quyết")


@pytest.mark.parametrize("name", ["각" * 200, "\U00020000" * 200, "Ẵ" * 200])
def test_a_name_in_whatever_letters_is_kept_whole(country: Batch, name: str) -> None:
    in_force(DAY, rename("00001", name))
    now = unit_on(number("00001", DAY), DAY)
    assert now is not None
    assert now.name == name


def test_a_batch_is_not_undone_without_a_reason(merged: Batch) -> None:
    with pytest.raises(BatchError, match="lý do"):
        undo(merged, BINH, " ")


@pytest.mark.parametrize(
    "line",
    [
        lambda: rename("00001", "Đồng Hoà Mới"),
        lambda: create("00001.7", "Mới", "village", "00001"),
        lambda: create("00002", "Khác", "commune", "101"),
        lambda: rename("00002.1", "Nà Lốc Trên"),
    ],
)
def test_a_batch_on_which_a_later_one_rests_is_not_undone(merged: Batch, line: object) -> None:
    before = everything()
    later = in_force(LATER, line())  # type: ignore[operator]
    with pytest.raises(DependedOnError, match="Đợt ngày 01/03/2026"):
        undo(merged, BINH, "thử")
    undo(later, BINH, "thử")
    assert everything() == before
    undo(merged, BINH, "thử")
    assert not Succession.objects.exists()


def test_a_batch_is_not_undone_while_rows_of_other_apps_point_to_its_units(merged: Batch) -> None:
    person = User.objects.create(username="thu", full_name="Người thử")
    Holding.objects.create(
        user=person, role="officer", area_id=number("00001", DAY), valid=DateRange(DAY, None)
    )
    with pytest.raises(DependedOnError) as told:
        undo(merged, BINH, "thử")
    assert [dependence.count for dependence in told.value.dependences] == [1]


def holder_in(code: str) -> User:
    """Somebody who administers this unit, as only who holds a role writes areas."""
    person = User.objects.create(username=f"giu-{code}", full_name="Người thử")
    Holding.objects.create(
        user=person, role="administrator", area_id=number(code, DAY), valid=DateRange(None, None)
    )
    return person


@pytest.mark.parametrize("today", [DAY, EVE])
@pytest.mark.parametrize(
    ("held", "lines"),
    [
        ("101", lambda: (end("00003"), whole("00003", "00002"), create("00009", "Mới", "commune", "101"))),
        ("101", lambda: (create("00009", "Mới", "commune", "101"), create("9.1", "Con", "village", "00009"))),
        (
            "101",
            lambda: (
                create("00009", "Mới", "commune", "101"),
                end("00001"),
                part("00001", "00009"),
                part("00001", "00002"),
                move("00001.1", "00009"),
            ),
        ),
        ("00001", lambda: (rename("00001", "Tên Mới"), change_kind("00001", "ward"))),
        ("00001", lambda: (end("00001.1"), whole("00001.1", "00001.2"))),
        ("01", lambda: (rename("01", "Tên Mới"), move("00003", "102"))),
    ],
)
def test_who_answers_for_the_place_can_do_all_of_it_under_the_role_of_the_pages(
    country: Batch, held: str, lines: Callable[[], tuple[Change, ...]], today: date
) -> None:
    before, person = everything(), holder_in(held)
    with acting(person.pk, today):
        batch = in_force(DAY, *lines())
        assert everything() != before
        undo(batch, BINH, "thử")
    assert everything() == before


def test_nothing_is_changed_half_where_some_of_it_lies_elsewhere(country: Batch) -> None:
    before, person = everything(), holder_in("00001")
    lines = (end("00001.1"), whole("00001.1", "00001.2"), end("00002.1"), whole("00002.1", "00001.2"))
    batch = propose(drafted(DAY, *lines), AN)
    with acting(person.pk, DAY), pytest.raises(ProgrammingError, match="row-level security"):
        put_in_force(batch, BINH)
    assert everything() == before

    put_in_force(batch, BINH)
    after = everything()
    with acting(holder_in("00003").pk, DAY), pytest.raises(PermissionDenied):
        undo(batch, BINH, "thử")
    assert everything() == after


def test_a_unit_to_which_hidden_rows_point_is_kept_all_the_same(
    country: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = in_force(DAY, create("00009", "Mới", "commune", "101"))
    person = User.objects.create(username="thu", full_name="Người thử")
    Holding.objects.create(
        user=person, role="officer", area_id=number("00009", DAY), valid=DateRange(DAY, None)
    )
    monkeypatch.setattr(actions, "dependences_of", lambda batch: [])
    with pytest.raises(DependedOnError):
        undo(batch, BINH, "thử")
    assert find("00009", DAY) is not None


def test_a_first_load_may_be_undone_as_long_as_it_is_alone() -> None:
    batch = loaded(create("VN", "Việt Nam", "nation"), create("01", "Bắc Thử", "province", "VN"))
    undo(batch, BINH, "sai nguồn")
    assert not Area.objects.exists()
