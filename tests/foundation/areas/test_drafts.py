"""A draft written line by line: what is kept, who prepared it, what two people at once may do to it."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connections, transaction
from tests.foundation.areas.country import (
    AN,
    BINH,
    DAY,
    LATER,
    create,
    drafted,
    end,
    move,
    number,
    rename,
    small_country,
    whole,
)

from giamngheo.foundation.areas.actions import (
    BatchError,
    LineChangedError,
    LineGoneError,
    RepeatedLineError,
    add_lines,
    change_line,
    describe,
    prepare,
    propose,
    put_in_force,
    remove_line,
    return_to_draft,
)
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Batch:
    return small_country()


@pytest.fixture
def empty(country: Batch) -> Batch:
    return prepare(Batch(title="Nhập thôn", instrument="NQ thử", day=DAY), AN)


def lines_of(batch: Batch) -> list[tuple[int, str, str, str]]:
    return list(batch.changes.order_by("place").values_list("place", "verb", "code", "to_code"))


def last_told(batch: Batch) -> AuditLine:
    told = AuditLine.objects.filter(subject_id=str(batch.pk)).order_by("id").last()
    assert told is not None
    return told


def test_lines_follow_one_another_and_each_is_told(empty: Batch) -> None:
    add_lines(empty, AN, [end("00001.2"), whole("00001.2", "00001.1")])
    add_lines(empty, AN, [rename("00001.1", "Đông Đoài")])
    assert lines_of(empty) == [
        (1, "end", "00001.2", ""),
        (2, "succeed", "00001.2", "00001.1"),
        (3, "rename", "00001.1", ""),
    ]
    told = last_told(empty)
    assert told.verb == "areas.add_lines"
    assert told.sentence == "Thêm dòng 3 của đợt sắp xếp «Nhập thôn»"
    assert told.details["lines"] == [{"place": 3, "verb": "rename", "code": "00001.1", "name": "Đông Đoài"}]
    assert told.area_id == number("00001", DAY)


def test_a_typed_draft_is_put_in_force_by_another_person(empty: Batch) -> None:
    add_lines(empty, AN, [end("00001.2"), whole("00001.2", "00001.1")])
    batch = propose(empty, AN)
    with pytest.raises(BatchError, match="cần hai người"):
        put_in_force(batch, AN)
    assert put_in_force(batch, BINH).state == BatchState.IN_FORCE


def test_nobody_who_ever_wrote_in_a_draft_puts_it_in_force(empty: Batch) -> None:
    add_lines(empty, AN, [rename("00001", "Tâm Đồng")])
    add_lines(empty, BINH, [rename("00002", "Bình Hoà")])
    batch = propose(empty, BINH)
    for author in (AN, BINH):
        with pytest.raises(BatchError, match="cần hai người"):
            put_in_force(batch, author)
    with pytest.raises(IntegrityError, match="areas_batch_by_two_people"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(put_in_force_by=AN.id)
    assert put_in_force(batch, Actor(3, "Người thứ ba")).put_in_force_by == 3


def test_the_number_of_a_removed_last_line_may_come_again_but_none_between(empty: Batch) -> None:
    add_lines(empty, AN, [rename("00001", "A"), rename("00002", "B"), rename("00003", "C")])
    remove_line(empty, AN, empty.changes.get(place=2).pk)
    add_lines(empty, AN, [rename("00004", "D")])
    assert [place for place, *_ in lines_of(empty)] == [1, 3, 4]
    removed = AuditLine.objects.get(verb="areas.remove_line")
    assert removed.details["lines"][0]["code"] == "00002"


def test_the_end_of_a_divided_unit_is_written_once(empty: Batch) -> None:
    add_lines(empty, AN, [end("00001"), Change(verb="succeed", code="00001", to_code="00002")])
    written = add_lines(empty, AN, [end("00001"), Change(verb="succeed", code="00001", to_code="00003")])
    assert [line.place for line in written] == [3]
    assert [verb for _, verb, *_ in lines_of(empty)] == ["end", "succeed", "succeed"]


def test_a_line_that_is_there_already_is_refused_and_nothing_is_kept(empty: Batch) -> None:
    add_lines(empty, AN, [end("00001.2"), whole("00001.2", "00001.1")])
    with pytest.raises(RepeatedLineError, match="lặp lại dòng 2"):
        add_lines(empty, AN, [end("00001.2"), whole("00001.2", "00001.1")])
    with pytest.raises(RepeatedLineError, match="lặp lại dòng 1"):
        add_lines(empty, AN, [end("00001.2")])
    assert len(lines_of(empty)) == 2


def test_a_corrected_line_keeps_its_number_and_the_trail_has_both(empty: Batch) -> None:
    add_lines(empty, AN, [rename("00001", "Đồng Minh"), rename("00002", "Hoà Hợp")])
    line = empty.changes.get(place=1)
    batch = change_line(empty, BINH, line.pk, rename("00001", "Đồng Chí"), line.mark)
    line.refresh_from_db()
    assert (line.place, line.name) == (1, "Đồng Chí")
    assert (batch.prepared_by, batch.prepared_by_name) == (BINH.id, BINH.name)
    told = last_told(batch).details
    assert (told["before"]["name"], told["after"]["name"]) == ("Đồng Minh", "Đồng Chí")
    with pytest.raises(RepeatedLineError, match="lặp lại dòng 2"):
        change_line(empty, BINH, line.pk, rename("00002", "Khác"), line.mark)


def test_a_line_that_moves_to_another_area_is_told_where_both_lie(empty: Batch) -> None:
    add_lines(empty, AN, [rename("00001.1", "Đông Trên")])
    line = empty.changes.get()
    change_line(empty, AN, line.pk, rename("00002.1", "Nà Trên"), line.mark)
    assert last_told(empty).area_id == number("101", DAY)


def test_nobody_overwrites_what_another_corrected_meanwhile(empty: Batch) -> None:
    add_lines(empty, AN, [rename("00001", "Đồng Minh")])
    line = empty.changes.get()
    seen = line.mark
    change_line(empty, BINH, line.pk, rename("00001", "Đồng Chí"), seen)
    with pytest.raises(LineChangedError, match="có người vừa sửa"):
        change_line(empty, AN, line.pk, rename("00001", "Đồng Lòng"), seen)
    assert empty.changes.get().name == "Đồng Chí"


def test_a_vanished_line_tells_so(empty: Batch) -> None:
    add_lines(empty, AN, [rename("00001", "Đồng Minh")])
    line = empty.changes.get()
    remove_line(empty, BINH, line.pk)
    with pytest.raises(LineGoneError, match="không còn trong đợt"):
        remove_line(empty, AN, line.pk)
    with pytest.raises(LineGoneError, match="thêm dòng mới"):
        change_line(empty, AN, line.pk, rename("00001", "Đồng Chí"), line.mark)


def test_a_line_of_another_draft_is_not_reached(empty: Batch) -> None:
    other = drafted(LATER, rename("00001", "Đồng Minh"))
    with pytest.raises(LineGoneError):
        remove_line(empty, AN, other.changes.get().pk)
    assert other.changes.count() == 1


def test_title_instrument_and_day_are_corrected_with_what_they_were(empty: Batch) -> None:
    add_lines(empty, AN, [rename("00001", "Đồng Minh")])
    describe(empty, BINH, title="Đổi tên xã", instrument="NQ 2", day=LATER)
    kept = Batch.objects.get(pk=empty.pk)
    assert (kept.title, kept.instrument, kept.day) == ("Đổi tên xã", "NQ 2", LATER)
    assert kept.prepared_by == BINH.id
    assert last_told(kept).details["before"] == {
        "title": "Nhập thôn",
        "instrument": "NQ thử",
        "day": DAY.isoformat(),
    }


def test_an_old_page_does_not_bring_back_an_old_title(empty: Batch) -> None:
    opened_before = Batch.objects.get(pk=empty.pk)
    describe(empty, AN, title="Tên mới", instrument="NQ 2", day=LATER)
    add_lines(opened_before, AN, [rename("00001", "Đồng Minh")])
    assert Batch.objects.get(pk=empty.pk).title == "Tên mới"


@pytest.mark.parametrize("state", ["proposed", "discarded", "in_force", "undone"])
def test_only_a_draft_is_written_in(empty: Batch, state: str) -> None:
    add_lines(empty, AN, [rename("00001", "Đồng Minh")])
    Batch.objects.filter(pk=empty.pk).update(state=state)
    line = empty.changes.get()
    for deed in (
        lambda: add_lines(empty, AN, [rename("00002", "Khác")]),
        lambda: change_line(empty, AN, line.pk, rename("00001", "Khác"), line.mark),
        lambda: remove_line(empty, AN, line.pk),
        lambda: describe(empty, AN, title="Khác", instrument="NQ", day=date(2026, 1, 1)),
    ):
        with pytest.raises(BatchError, match="Không thể sửa đợt"):
            deed()
    assert [(one.name, one.mark) for one in empty.changes.all()] == [("Đồng Minh", line.mark)]


def test_a_proposed_batch_is_corrected_after_it_was_returned(empty: Batch) -> None:
    add_lines(empty, AN, [rename("00001", "Đồng Minh")])
    batch = return_to_draft(propose(empty, AN), BINH, "thiếu một xã")
    add_lines(batch, BINH, [rename("00002", "Hoà Hợp")])
    batch = propose(batch, BINH)
    assert (batch.prepared_by, batch.authors) == (BINH.id, [AN.id, BINH.id])
    assert put_in_force(batch, Actor(3, "Người thứ ba")).state == BatchState.IN_FORCE


def test_a_removed_line_no_longer_changes_the_units_it_touched(empty: Batch) -> None:
    add_lines(empty, AN, [move("00001", "102"), create("00077", "Mới", "commune", "101")])
    remove_line(empty, AN, empty.changes.get(place=1).pk)
    assert last_told(empty).area_id == number("01", DAY)


@pytest.mark.django_db(transaction=True)
def test_lines_added_by_two_people_at_once_are_both_kept() -> None:
    small_country()
    batch = prepare(Batch(title="Nhập thôn", instrument="NQ thử", day=DAY), AN)
    start = threading.Barrier(2)
    troubles: list[BaseException] = []

    def write(actor: Actor, code: str) -> None:
        try:
            start.wait(30)
            for place in range(5):
                add_lines(batch, actor, [end(f"{code}.{place}"), whole(f"{code}.{place}", code)])
        except BaseException as trouble:
            troubles.append(trouble)
        finally:
            connections.close_all()

    people = [threading.Thread(target=write, args=one) for one in ((AN, "00001"), (BINH, "00002"))]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    assert troubles == []
    assert [place for place, *_ in lines_of(batch)] == list(range(1, 21))
