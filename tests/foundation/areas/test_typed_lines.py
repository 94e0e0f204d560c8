"""What a person types on a page: lines of the batch, by the words and checks of a file, told in words."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.foundation.areas.country import (
    AN,
    DAY,
    LATER,
    create,
    drafted,
    end,
    in_force,
    move,
    number,
    part,
    rename,
    small_country,
    whole,
)

from giamngheo.foundation.areas.actions import add_lines
from giamngheo.foundation.areas.choosing import Choice, choices, meant
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.told_lines import told_lines
from giamngheo.foundation.areas.typed_lines import TYPED_DEEDS, asked_again, read_typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Batch:
    return small_country()


def told(deed: str, **typed: str) -> list[tuple[int, str, str, str]]:
    read = read_typed(deed, typed, 7)
    assert read.faults == {}
    return [(line.place, line.verb, line.code, line.to_code) for line in read.lines]


def wrong(deed: str, **typed: str) -> dict[str, str]:
    read = read_typed(deed, typed, 7)
    assert read.lines == []
    return {name: str(fault) for name, fault in read.faults.items()}


def test_a_merged_unit_is_typed_once_and_ends_as_well() -> None:
    assert told("merge", code="00002", to_code="00001") == [
        (7, "end", "00002", ""),
        (8, "succeed", "00002", "00001"),
    ]
    line = read_typed("merge", {"code": "00002", "to_code": "00001"}, 7).lines[1]
    assert (line.is_whole, line.share) == (True, None)


def test_a_divided_unit_has_the_share_that_was_typed_or_none() -> None:
    for typed, share in (("40%", 0.4), ("0,4", 0.4), ("", None)):
        line = read_typed("split", {"code": "00002", "to_code": "00001", "part": typed}, 1).lines[1]
        assert (line.is_whole, line.share) == (False, share)


def test_what_a_deed_does_not_ask_for_is_not_read() -> None:
    (line,) = read_typed("rename", {"code": "00002", "name": "Xã  Hoà Hợp", "to_code": "00001"}, 1).lines
    assert (line.name, line.to_code) == ("Hoà Hợp", "")


@pytest.mark.parametrize(
    ("deed", "typed", "field", "reason"),
    [
        ("merge", {"to_code": "00001"}, "code", "chưa ghi mã"),
        ("merge", {"code": "00002"}, "to_code", "chưa ghi mã đơn vị nhận"),
        ("split", {"code": "00002", "to_code": "00001", "part": "1,5"}, "part", "không phải tỷ lệ"),
        ("rename", {"code": "00002"}, "name", "chưa ghi tên"),
        ("rename", {"code": "00002", "name": "x" * 201}, "name", "dài hơn 200"),
        ("change_kind", {"code": "00002", "kind_words": "khu"}, "kind_words", "không rõ loại «khu»"),
        ("move", {"code": "00002"}, "parent_code", "chưa ghi mã đơn vị cấp trên"),
        ("succeed", {"code": "00002", "to_code": "00001"}, "whole", "chuyển trọn hay bị chia"),
        ("end", {"code": "00 002"}, "code", "không phải mã"),
        ("end", {"code": "4"}, "code", "mất số 0"),
    ],
)
def test_a_fault_names_line_field_reason_and_remedy(
    deed: str, typed: dict[str, str], field: str, reason: str
) -> None:
    said = wrong(deed, **typed)
    assert list(said) == [field]
    assert said[field].startswith("Dòng ")
    assert "cột «" in said[field]
    assert reason in said[field]
    assert "Cách sửa: " in said[field]


def test_a_new_village_gets_the_next_code_of_its_commune_and_no_code_twice(country: Batch) -> None:
    batch = drafted(DAY)
    typed = {"kind_words": "village", "name": "Thôn Bến", "parent_code": "00001"}
    for code in ("00001001", "00001002"):
        (line,) = read_typed("create", typed, 1).lines
        assert (line.code, line.name, line.kind) == (code, "Bến", "village")
        add_lines(batch, AN, [line])
    assert "code" in wrong("create", kind_words="commune", name="Xã Mới", parent_code="101")


def test_what_was_typed_is_asked_again_as_it_was() -> None:
    typed = {"code": "00002", "to_code": "00001", "whole": "không", "part": "0,4"}
    (line,) = read_typed("succeed", typed, 1).lines
    line.batch, line.place = drafted(DAY), 1
    line.save()
    kept = Change.objects.get(pk=line.pk)
    assert {name: words for name, words in asked_again(kept).items() if words} == typed


def test_every_field_of_every_deed_is_one_of_a_file() -> None:
    for deed in TYPED_DEEDS.values():
        assert set(deed.fields) <= {
            "code",
            "to_code",
            "name",
            "kind_words",
            "parent_code",
            "whole",
            "part",
        }


def sentences(batch: Batch) -> list[str]:
    return [line.sentence for line in told_lines(batch).lines]


def test_lines_are_told_in_words(country: Batch) -> None:
    batch = drafted(
        DAY,
        create("00009", "Đồng Hoà", "commune", "101"),
        end("00001"),
        whole("00001", "00009"),
        part("00002", "00009", "0.4"),
        part("00002", "00003"),
        rename("00003", "Tân An"),
        Change(verb="change_kind", code="00003", kind="commune"),
        move("00004", "101"),
        end("77777"),
        create("00001.5", "Bến", "village", "66666"),
    )
    assert sentences(batch) == [
        "Lập xã Đồng Hoà (00009), thuộc huyện Sông Lô (101)",
        "Xã Đồng Tâm (00001) chấm dứt",
        "Xã Đồng Tâm (00001) chuyển toàn bộ về xã Đồng Hoà (00009)",
        "Xã Hoà Bình (00002) chuyển một phần (40\u00a0%) về xã Đồng Hoà (00009)",
        "Xã Hoà Bình (00002) chuyển một phần (chưa rõ tỷ lệ) về xã Tân An (00003)",
        "Thị trấn Tân Lập (00003) đổi tên thành «Tân An»",
        "Thị trấn Tân Lập (00003) đổi loại thành xã",
        "Phường Trung Sơn (00004) chuyển sang thuộc huyện Sông Lô (101)",
        "Đơn vị chưa rõ (77777) chấm dứt",
        "Lập thôn Bến (00001.5), thuộc đơn vị chưa rõ (66666)",
    ]
    shown = told_lines(batch, only_faulty=True)
    assert [line.place for line in shown.lines] == [4, 5, 9, 10]
    assert (shown.total, shown.faulty) == (10, 4)
    assert [one.check for one in shown.lines[2].findings] == ["unknown_code"]


def test_an_empty_draft_has_no_lines_and_no_findings_of_lines(country: Batch) -> None:
    shown = told_lines(drafted(DAY))
    assert (shown.lines, shown.total, shown.faulty, shown.before, shown.after) == ([], 0, 0, None, None)


def test_lines_are_paged_both_ways_with_the_same_number_of_questions(country: Batch) -> None:
    batch = drafted(DAY, *(rename("00001", f"Tên {place}") for place in range(1, 121)))

    def places(**asked: int | None) -> tuple[list[int], int | None, int | None]:
        shown = told_lines(batch, limit=50, **asked)  # type: ignore[arg-type]
        return [line.place for line in shown.lines], shown.before, shown.after

    assert places() == (list(range(1, 51)), None, 50)
    assert places(after=50) == (list(range(51, 101)), 51, 100)
    assert places(after=100) == (list(range(101, 121)), 101, None)
    assert places(before=101) == (list(range(51, 101)), 51, 100)
    assert places(before=51) == (list(range(1, 51)), None, 50)
    with CaptureQueriesContext(
        connection,
    ) as few:
        told_lines(batch, limit=2)
    with CaptureQueriesContext(connection) as many:
        told_lines(batch, limit=100)
    assert len(few) == len(many)


def names(found: Sequence[Choice]) -> list[str]:
    return [str(one) for one in found]


def test_a_unit_is_meant_by_its_code_by_its_name_or_as_it_was_chosen(country: Batch) -> None:
    batch = drafted(DAY)
    for typed in ("00001", "xã Đồng Tâm", "dong tam", "00001 – xã Đồng Tâm", " 00001 "):
        assert names(meant(batch, typed, before=True)) == ["00001 – xã Đồng Tâm"]
    (village,) = meant(batch, "Nà Lốc", before=True)
    assert (village.code, village.about) == ("00002.1", "xã Hoà Bình, huyện Sông Lô, tỉnh Bắc Thử")
    assert meant(batch, "không có đâu", before=True) == []


def test_of_several_alike_a_person_chooses(country: Batch) -> None:
    in_force(DAY, create("00005.1", "Đông", "village", "00005"))
    batch = drafted(LATER)
    assert names(meant(batch, "thôn Đông", before=True)) == ["00001.1 – thôn Đông", "00005.1 – thôn Đông"]
    among = [number("00005.1", LATER)]
    assert names(meant(batch, "thôn Đông", before=True, among=among)) == ["00005.1 – thôn Đông"]
    assert meant(batch, "00001.1", before=True, among=among) == []


def test_a_unit_of_the_draft_itself_is_chosen_on_the_day_but_not_before(country: Batch) -> None:
    batch = drafted(DAY, end("00001"), create("00001", "Đồng Hoà", "commune", "101"))
    assert names(meant(batch, "00001", before=True)) == ["00001 – xã Đồng Tâm"]
    (found,) = meant(batch, "00001", before=False)
    assert (str(found), found.about) == ("00001 – xã Đồng Hoà", "lập trong đợt này")
    assert names(choices(batch, "đồng", before=False)) == ["00001 – xã Đồng Hoà", "00001.1 – thôn Đông"]


def test_a_unit_that_ended_is_not_chosen_after_its_end(country: Batch) -> None:
    in_force(DAY, end("00004"), whole("00004", "00003"))
    assert names(meant(drafted(DAY), "Trung Sơn", before=True)) == ["00004 – phường Trung Sơn"]
    assert meant(drafted(LATER), "Trung Sơn", before=True) == []
