"""What a batch is told before anybody may propose it: by line, with what is wrong and what to do."""

from datetime import date

import pytest
from tests.foundation.areas.country import (
    DAY,
    EARLIER,
    LATER,
    change_kind,
    create,
    drafted,
    end,
    in_force,
    loaded,
    move,
    part,
    rename,
    small_country,
    whole,
)

from giamngheo.foundation.areas.check_queries import QUERIES
from giamngheo.foundation.areas.check_sentences import SENTENCES
from giamngheo.foundation.areas.checks import Gravity, errors_in, findings_of
from giamngheo.foundation.areas.models import Change

pytestmark = pytest.mark.django_db

Told = list[tuple[int | None, str]]

CASES: dict[str, tuple[list[Change], Told]] = {
    "an empty batch": ([], [(None, "empty")]),
    "a line that lacks what its verb needs": (
        [rename("00001", ""), create("00009", "", "commune", "101"), whole("00001", "")],
        [(1, "unfinished"), (2, "unfinished"), (3, "succession_of_living"), (3, "unfinished")],
    ),
    "a code that nobody held the day before": ([rename("00009", "Mới")], [(1, "unknown_code")]),
    "a parent that nobody is": ([move("00001", "999")], [(1, "unknown_parent")]),
    "a parent that ends on the day": (
        [end("102"), move("00004", "101"), move("00003", "102")],
        [(3, "unknown_parent")],
    ),
    "a successor that does not live on the day": (
        [end("00001"), whole("00001", "00009")],
        [(2, "unknown_successor")],
    ),
    "a code created twice": (
        [create("00009", "Một", "commune", "101"), create("00009", "Hai", "commune", "101")],
        [(2, "created_twice")],
    ),
    "a code that somebody keeps": ([create("00001", "Mới", "commune", "101")], [(1, "code_in_use")]),
    "a unit under nothing": (
        [create("00009", "Mới", "commune"), create("09", "Mới", "province")],
        [(1, "parent_missing"), (2, "parent_missing")],
    ),
    "a parent of its own tier or below": (
        [create("00009", "Mới", "commune", "00001"), move("102", "00001")],
        [(1, "parent_not_above"), (2, "parent_not_above")],
    ),
    "a unit under itself": (
        [move("01", "00001"), move("00002", "00002")],
        [(1, "parent_not_above"), (1, "under_itself"), (2, "parent_not_above"), (2, "under_itself")],
    ),
    "a change of tier above what stands under the unit": (
        [change_kind("101", "commune")],
        [(1, "children_not_below")],
    ),
    "a unit that ends with communes under it": (
        [end("102")],
        [(1, "children_left")],
    ),
    "a succession of who stays": ([whole("00001", "00002")], [(1, "succession_of_living")]),
    "a succession told twice": (
        [end("00003"), part("00003", "00002"), part("00003", "00002")],
        [(3, "succession_told")],
    ),
    "a successor of a lower tier": (
        [end("00003"), whole("00003", "00001.1")],
        [(2, "successor_below")],
    ),
    "a district with communes that becomes one": (
        [
            *(end(code) for code in ("201", "00005")),
            whole("00005", "00001"),
            create("00099", "Sông Tiền", "special_zone", "02"),
            whole("201", "00099"),
        ],
        [(5, "successor_below")],
    ),
    "neither whole nor part": (
        [end("00003"), Change(verb="succeed", code="00003", to_code="00002")],
        [(2, "whole_unsaid")],
    ),
    "whole and several": (
        [end("00003"), whole("00003", "00001"), part("00003", "00002")],
        [(3, "whole_and_several")],
    ),
    "divided among one": ([end("00003"), part("00003", "00001")], [(2, "divided_alone")]),
    "shares of more than the whole": (
        [end("00003"), part("00003", "00001", "0.7"), part("00003", "00002", "0.4")],
        [(3, "shares_too_large")],
    ),
    "the whole of it with a share of less": (
        [end("00003"), Change(verb="succeed", code="00003", to_code="00001", is_whole=True, share="0.5")],
        [(2, "share_of_whole")],
    ),
    "one thing told twice": ([rename("00001", "A"), rename("00001", "B")], [(2, "told_twice")]),
    "a unit that ends and is renamed": (
        [end("00003"), whole("00003", "00001"), rename("00003", "Mới")],
        [(3, "ended_and_changed")],
    ),
}
WARNINGS: dict[str, tuple[list[Change], Told]] = {
    "an end without a word of what comes after": (
        [end("00003"), end("00004")],
        [(1, "no_succession"), (2, "no_succession"), (2, "villages_unassigned")],
    ),
    "villages of a divided commune": (
        [end("00001"), part("00001", "00002"), part("00001", "00003"), move("00001.1", "00002")],
        [(1, "villages_unassigned")],
    ),
    "shares of all parts that leave some of the unit nowhere": (
        [end("00003"), part("00003", "00002", "0.3"), part("00003", "00005", "0.3")],
        [(3, "shares_too_small")],
    ),
    "a line that changes nothing": (
        [rename("00001", "Đồng Tâm"), move("00001", "101"), change_kind("00001", "commune")],
        [(1, "nothing_changes"), (2, "nothing_changes"), (3, "nothing_changes")],
    ),
}


def told_of(lines: list[Change], day: date = DAY) -> tuple[Told, set[Gravity]]:
    findings = findings_of(drafted(day, *lines))
    return [(one.place, one.check) for one in findings], {one.gravity for one in findings}


@pytest.mark.parametrize("case", CASES)
def test_the_batch_is_refused_for(case: str) -> None:
    small_country()
    lines, expected = CASES[case]
    told, _ = told_of(lines)
    warnings = {"no_succession", "villages_unassigned", "nothing_changes"}
    assert [one for one in told if one[1] not in warnings] == expected


@pytest.mark.parametrize("case", WARNINGS)
def test_the_batch_is_only_warned_of(case: str) -> None:
    small_country()
    lines, expected = WARNINGS[case]
    assert told_of(lines) == (expected, {Gravity.WARNING})


def test_a_whole_reform_without_fault_is_told_nothing() -> None:
    small_country()
    lines = [
        *(end(code) for code in ("101", "102", "201", "02", "00001", "00002")),
        whole("02", "01"),
        create("00001", "Đồng Hoà", "commune", "01"),
        whole("00001", "00001"),
        whole("00002", "00001"),
        change_kind("00003", "commune"),
        *(move(code, "01") for code in ("00003", "00004", "00005")),
    ]
    assert findings_of(drafted(DAY, *lines)) == []


def test_what_changed_later_is_not_changed_before() -> None:
    small_country()
    in_force(DAY, rename("00001", "Đồng Minh"), create("00001.3", "Mới", "village", "00001"))
    earlier = date(2024, 1, 1)
    assert told_of([rename("00001", "Đồng Chí")], earlier)[0] == [(1, "changed_later")]
    told = told_of([end("00001"), whole("00001", "00002")], earlier)[0]
    assert {(1, "changed_later"), (1, "children_left")} <= set(told)
    assert told_of([rename("00001", "Đồng Chí")], DAY)[0] == [(1, "changed_later")]
    assert told_of([rename("00001", "Đồng Chí")], LATER)[0] == []


def test_a_unit_ends_once() -> None:
    small_country()
    in_force(DAY, end("00003"), whole("00003", "00001"))
    earlier = date(2024, 1, 1)
    assert told_of([end("00003")], earlier)[0] == [(1, "already_ended")]
    assert told_of([move("00002", "101"), whole("00003", "00002")], DAY)[0] == [
        (1, "nothing_changes"),
        (2, "whole_and_several"),
    ]


def test_what_received_a_unit_later_does_not_end_before() -> None:
    small_country()
    in_force(DAY, end("00003"), whole("00003", "00002"))
    told = told_of([end("00002"), whole("00002", "00001")], date(2024, 1, 1))[0]
    assert (1, "changed_later") in told


def test_nothing_is_put_under_what_ended_since() -> None:
    small_country()
    in_force(DAY, end("102"), move("00004", "01"))
    assert told_of([create("00009", "Mới", "commune", "102")], EARLIER)[0] == [(1, "parent_ended")]
    in_force(DAY, end("00003"), whole("00003", "00002"))
    assert told_of([create("00003.1", "Mới", "village", "00003")], EARLIER)[0] == [(1, "parent_ended")]


def test_a_load_without_known_start_only_creates_under_what_always_was() -> None:
    small_country()
    in_force(DAY, create("103", "Mới", "rural_district", "01"))
    batch = drafted(
        LATER, create("00009", "Mới", "commune", "103"), rename("00001", "Khác"), since_unknown=True
    )
    assert [(one.place, one.check) for one in findings_of(batch)] == [
        (1, "parent_begins_later"),
        (2, "only_created"),
    ]


def test_provinces_stand_under_nothing_where_the_nation_is_no_unit() -> None:
    loaded(create("01", "Bắc Thử", "province"))
    assert told_of([create("02", "Nam Thử", "province")])[0] == []


def test_no_unit_becomes_a_nation_that_shows_everything_to_who_holds_a_role_in_it() -> None:
    loaded(create("01", "Bắc Thử", "province"))
    assert told_of([change_kind("01", "nation")])[0] == [(1, "second_nation")]
    assert told_of([create("VN", "Việt Nam", "nation")])[0] == []
    two = [create("VN", "Việt Nam", "nation"), create("V2", "Hai", "nation")]
    assert told_of(two)[0] == [(1, "second_nation"), (2, "second_nation")]
    in_force(DAY, create("VN", "Việt Nam", "nation"))
    assert told_of([create("V2", "Hai", "nation")])[0] == [(1, "second_nation")]


def test_every_check_has_a_sentence_that_can_be_said() -> None:
    assert set(QUERIES) == set(SENTENCES)
    for _, sentence, remedy in SENTENCES.values():
        said = (sentence + remedy).format(code="00001", other="Đồng Tâm", number=2, day="01/07/2025")
        assert "{" not in said


def test_a_finding_names_line_code_reason_and_remedy() -> None:
    small_country()
    (finding,) = errors_in(findings_of(drafted(DAY, rename("00001", "A"), rename("00001", "B"))))
    assert str(finding) == (
        "Dòng 2, mã 00001: việc «đổi tên» của đơn vị này được ghi 2 lần. Cách xử lý: Giữ lại một dòng."
    )
