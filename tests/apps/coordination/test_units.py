"""Committees, contact officers, proposals, conferences, documents: one at a time, with reasons, scoped."""

from contextlib import nullcontext
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Q
from pytest_django import Settings
from tests.apps.activities.made import activity, said_of
from tests.apps.coordination.made import (
    DAY,
    LEADER,
    OFFICER,
    committee_of,
    conference_of,
    document_of,
    meeting_of,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.activities.actions import move
from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import Verb
from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Decided,
    Issued,
    Met,
    Named,
    Reached,
    Task,
    Wanted,
    ask_amendment,
    cancel_conference,
    carry_out,
    conclude,
    decide_proposal,
    draft_for,
    end_committee,
    end_document,
    hold_conference,
    hold_meeting,
    keep_document,
    keep_rules,
    move_amendment,
    name_contact_officer,
    name_member,
    propose,
    read_file,
    release_member,
    set_up_committee,
)
from giamngheo.apps.coordination.actions.filing import files_folder
from giamngheo.apps.coordination.models import (
    Committee,
    CommitteeMember,
    CommunityProposal,
    Conference,
    ContactOfficer,
    LocalDocument,
)
from giamngheo.apps.coordination.unit_queries import (
    contact_officers,
    instruments_on,
    members_of,
    proposal_counts,
)
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.models import Area
from giamngheo.law.activities.library import activity_kinds

pytestmark = pytest.mark.django_db
SINCE = date(2026, 3, 1)


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def test_a_new_decision_ends_the_committee_before_it_and_members_come_and_go(country: Country) -> None:
    old = committee_of(country.east)
    head = name_member(old, Named("Ông Mẫu", "Chủ tịch", "head", False, SINCE), LEADER)
    with pytest.raises(CoordinationError, match="Đã có Ông Mẫu là trưởng ban"):
        name_member(old, Named("Bà Mẫu", "Phó Chủ tịch", "head", True, SINCE), LEADER)
    named = Named("Bà Mẫu", "Phó Chủ tịch", "deputy", True, SINCE, [country.east_1.pk], "Y tế")
    name_member(old, named, LEADER)
    release_member(head, date(2026, 6, 1), "nghỉ hưu", LEADER)
    assert [one.name for one in members_of(old, standing=True)] == ["Bà Mẫu"]
    assert [one.ended_why for one in members_of(old, standing=False)] == ["nghỉ hưu"]
    keep_rules(old, "Quy chế hoạt động", BytesIO(b"%PDF-1.7"), LEADER)
    old.refresh_from_db()
    with read_file(old, country.east.pk, "quy chế", OFFICER) as opened:
        assert opened.read() == b"%PDF-1.7"
    with pytest.raises(CoordinationError, match="không trước ngày này"):
        set_up_committee(country.east, Decided("Ban", "9/QĐ", SINCE, SINCE), None, LEADER)
    new = set_up_committee(
        country.east, Decided("Ban mới", "9/QĐ", date(2026, 9, 1), date(2026, 9, 1)), None, LEADER
    )
    old.refresh_from_db()
    assert (old.until, old.ended_why) == (date(2026, 8, 31), "Thay bằng quyết định 9/QĐ")
    with pytest.raises(CoordinationError, match="đã thôi"):
        name_member(old, named, LEADER)
    end_committee(new, date(2026, 10, 1), "giải thể", LEADER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Committee.objects.filter(pk=old.pk).update(name="khác")


def test_a_file_that_is_not_taken_leaves_nothing(country: Country) -> None:
    decided = Decided("Ban", "1/QĐ", SINCE, SINCE, "Quy chế")
    with pytest.raises(CoordinationError) as refused:
        set_up_committee(country.east, decided, BytesIO(b"MZ"), LEADER)
    assert "tep" in refused.value.wrong
    committee_of(country.east)
    with pytest.raises(CoordinationError):
        set_up_committee(country.east, decided, BytesIO(b"%PDF-1.7"), LEADER)
    assert Committee.objects.count() == 1
    assert not [one for one in files_folder().rglob("*") if one.is_file()]


def test_a_contact_officer_is_followed_by_another_and_read_from_below(country: Country) -> None:
    with pytest.raises(CoordinationError, match="Chưa ghi điện thoại"):
        name_contact_officer(country.east, Reached("A", "B", "", "", SINCE), LEADER)
    name_contact_officer(country.east, Reached("Đ/c Thủy", "Công chức", "0229 3871 111", "", SINCE), LEADER)
    later = Reached("Đ/c Nam", "Công chức", "0229 3871 112", "", date(2026, 5, 1))
    name_contact_officer(country.east, later, LEADER)
    assert ContactOfficer.objects.exclude(until=None).get().ended_why == "Thay bằng Đ/c Nam"
    for role, place, seen in (
        ("village_head", country.east_1, 2),
        ("officer", country.province, 2),
        ("officer", country.west, 0),
    ):
        with acting(make_person((role, place)).pk, TODAY):
            assert ContactOfficer.objects.count() == seen
            assert (country.east.pk in contact_officers([country.east.pk])) is bool(seen)
    with acting(make_person(("village_head", country.east_1)).pk, TODAY):
        assert ContactOfficer.objects.update(name="khác") == 0  # read, not written, from below


def test_what_a_meeting_proposes_is_decided_with_a_reason_and_taken_into_a_plan(country: Country) -> None:
    row = meeting_of(country.east_1)
    first = propose(row, Wanted("Sửa mương", votes=30, priority=1), OFFICER)
    other = propose(row, Wanted("Mua máy gặt", priority=2), OFFICER)
    for wanted, field in (
        (Wanted(""), "ten"),
        (Wanted("A", votes=99), "phieu"),
        (Wanted("A", priority=1), "uu-tien"),
    ):
        with pytest.raises(CoordinationError) as refused:
            propose(row, wanted, OFFICER)
        assert field in refused.value.wrong
    with pytest.raises(CoordinationError, match="Chưa ghi lý do"):
        decide_proposal(other, "decline", " ", LEADER)
    decide_proposal(other, "decline", "chưa có vốn", LEADER)
    with pytest.raises(CoordinationError, match="bước khác"):
        decide_proposal(first, "take_into_plan", "KH 5", LEADER)
    decide_proposal(first, "accept", "", LEADER)
    decide_proposal(first, "take_into_plan", "KH 5/KH-UBND năm 2027", LEADER)
    assert CommunityProposal.objects.get(pk=first.pk).plan_words == "KH 5/KH-UBND năm 2027"
    with pytest.raises(DatabaseError), transaction.atomic():
        CommunityProposal.objects.filter(pk=other.pk).update(title="khác")


def test_what_was_accepted_is_carried_out_by_one_activity_of_its_unit_or_above(country: Country) -> None:
    meeting = meeting_of(country.east_1)
    wanted = propose(meeting, Wanted("Nuôi bò"), OFFICER)
    work, elsewhere = activity(country.east), activity(country.west)

    def carried(by: Activity, because: str = "") -> None:
        with pytest.raises(CoordinationError, match=because) if because else nullcontext():
            carry_out(wanted, by, OFFICER, today=TODAY)

    carried(work, "chưa được chấp nhận")
    with pytest.raises(DatabaseError), transaction.atomic():
        CommunityProposal.objects.update(activity=work)
    decide_proposal(wanted, "accept", "", LEADER)
    decide_proposal(wanted, "take_into_plan", "KH 5", LEADER)
    carried(elsewhere, "đơn vị khác")
    carried(work)
    assert list(work.proposals.all()) == [wanted] and proposal_counts(Q(meeting=meeting)).waiting == 0
    kind = activity_kinds()["model"]
    with pytest.raises(CoordinationError, match="đã có hoạt động"):
        draft_for(wanted, country.east, kind, said_of(), OFFICER, today=TODAY)
    move(work, Verb.DROP, TODAY, OFFICER, words="không đủ vốn")
    assert proposal_counts(Q(meeting=meeting)).waiting == 1
    carried(work, "Hoạt động này đã bỏ")
    again = draft_for(wanted, country.east, kind, said_of(), OFFICER, today=TODAY)
    assert CommunityProposal.objects.get(pk=wanted.pk).activity == again
    assert Activity.objects.count() == 3, "what was refused left no draft"
    with pytest.raises(DatabaseError), transaction.atomic():
        CommunityProposal.objects.update(activity=None, title="khác")


@pytest.mark.parametrize(
    ("met", "fields"),
    [
        (Met(None, "", "", None), {"noi", "chu-tri"}),
        (Met(date(2027, 1, 1), "Nhà văn hóa", "Trưởng thôn", 10, 11), {"ngay", "so-nu"}),
        (Met(SINCE, "Nhà văn hóa", "Trưởng thôn", None), {"so-nguoi"}),
        (Met(SINCE, "Nhà văn hóa", "Trưởng thôn", 10, 5, 11), {"so-ho-ngheo"}),
    ],
)
def test_counts_of_a_meeting_that_cannot_be_are_told(country: Country, met: Met, fields: set[str]) -> None:
    with pytest.raises(CoordinationError) as refused:
        hold_meeting(country.east, met, None, OFFICER, today=DAY)
    assert set(refused.value.wrong) == fields


def test_a_conference_is_held_and_its_conclusions_are_tasks(country: Country) -> None:
    row = conference_of(country.east)
    with pytest.raises(CoordinationError, match="bước khác"):
        conclude(row, [Task("Hội A", "Làm", date(2026, 12, 1))], LEADER)
    with pytest.raises(CoordinationError, match="Chưa ghi nội dung biên bản"):
        hold_conference(row, " ", 40, None, LEADER, today=DAY)
    row = hold_conference(row, "Nội dung", 40, BytesIO(b"%PDF-1.7"), LEADER, today=DAY)
    (task,) = conclude(row, [Task("Hội A", "Vận động hội viên", date(2026, 12, 1))], LEADER)
    assert (task.conference_id, task.year) == (row.pk, 2026)
    with pytest.raises(CoordinationError, match="bước khác"):
        cancel_conference(row, "mưa", LEADER)
    other = conference_of(country.east, date(2026, 12, 20))
    with pytest.raises(CoordinationError, match="chưa tới"):
        hold_conference(other, "x", 1, None, LEADER, today=DAY)
    assert cancel_conference(other, "bão", LEADER).state == "cancelled"


def test_a_document_replaces_another_and_what_should_change_is_followed(country: Country) -> None:
    old = document_of(country.east)
    issued = Issued("2/QĐ", "Quyết định", "Định mức mới", "UBND xã", SINCE, SINCE, replaces=old)
    with pytest.raises(CoordinationError, match="Chưa chọn tệp"):
        keep_document(country.east, issued, None, LEADER)
    new = keep_document(country.east, issued, BytesIO(b"%PDF-1.7"), LEADER)
    old.refresh_from_db()
    assert (old.until, old.replaced_by_id, old.holds_on(DAY), new.holds_on(DAY)) == (
        date(2026, 2, 28), new.pk, False, True,
    )  # fmt: skip
    with pytest.raises(CoordinationError, match="Đã có văn bản số 2/QĐ"):
        keep_document(country.east, issued, BytesIO(b"%PDF-1.7"), LEADER)
    with pytest.raises(CoordinationError, match="đã hết hiệu lực"):
        end_document(old, DAY, "bãi bỏ", LEADER)
    words = {"point": "Điều 2", "trouble": "Định mức thấp", "proposal": "Nâng định mức"}
    row = ask_amendment(country.east, new, OFFICER, **words)
    with pytest.raises(CoordinationError, match="Chưa chọn văn bản"):
        ask_amendment(country.east, "khong-co", OFFICER, **words)
    ask_amendment(country.east, "nd-07-2021", OFFICER, **words)
    row = move_amendment(row, "send", "CV 5/UBND gửi Sở", LEADER)
    row = move_amendment(row, "answer", "Đã tiếp thu", LEADER)
    assert (row.state, row.sent) == ("answered", "CV 5/UBND gửi Sở")


def test_documents_are_read_by_units_below_and_not_beside(country: Country) -> None:
    document_of(country.province)
    for place, seen in ((country.east_1, 1), (country.west, 1), (country.far, 0)):
        role = "village_head" if place == country.east_1 else "officer"
        with acting(make_person((role, place)).pk, TODAY):
            assert LocalDocument.objects.count() == seen


def test_central_instruments_tell_whether_they_hold_or_that_it_is_not_known() -> None:
    found = {one.instrument.id: one.holds for one in instruments_on(DAY)}
    assert found["nd-07-2021"] is True
    assert None in found.values() and False in found.values()
    assert {one.instrument.id for one in instruments_on(DAY, "07/2021/nđ-cp")} >= {"nd-07-2021"}


@pytest.mark.parametrize(("place", "seen"), [("east", 1), ("province", 1), ("west", 0)])
def test_rows_of_a_unit_are_seen_there_and_above_alone(country: Country, place: str, seen: int) -> None:
    name_member(committee_of(country.east), Named("Ông Mẫu", "Chủ tịch", "head", None, SINCE), LEADER)
    propose(meeting_of(country.east), Wanted("Sửa mương"), OFFICER)
    conference_of(country.east)
    area: Area = getattr(country, place)
    with acting(make_person(("officer", area)).pk, TODAY):
        for model in (Committee, CommitteeMember, CommunityProposal, Conference):
            assert model._default_manager.count() == seen, model
