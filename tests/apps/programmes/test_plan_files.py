"""Plans of units: handed in, corrected, taken in, ended; seen by their unit alone, never rewritten."""

from pathlib import Path

import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings
from tests.apps.programmes.made import OFFICER, PLAN, handed_in
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.programmes.actions import READ, PlanError, correct, files_folder, hand_in, leave, take_in
from giamngheo.apps.programmes.models import PlanFile
from giamngheo.apps.programmes.states import FileState
from giamngheo.apps.programmes.tasks import read_plan
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.actions import TaskError, begin
from giamngheo.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def target_fields(row: PlanFile) -> dict[str, str]:
    assert row.plan is not None
    return {
        f"t{at}-{name}": str(said)
        for at, one in enumerate(row.plan.targets)
        for name, said in (
            ("loai", one.kind.value), ("so-sanh", one.comparator.value if one.comparator else ""),
            ("gia-tri", "" if one.value is None else one.value), ("tu", one.low or ""),
            ("den", one.high or ""),
            ("don-vi", one.unit or ""), ("nam", one.year or ""), ("nhom", one.group or ""),
        )
    }  # fmt: skip


def left_out(short: str, many: int) -> dict[str, str]:
    """So many rows of a form ticked to be left out."""
    return {f"{short}{at}-bo": "co" for at in range(many)}


def test_a_plan_is_read_corrected_taken_in_and_ended_with_a_line_each(country: Country) -> None:
    row = handed_in(country.east, OFFICER)
    assert row.plan is not None
    assert (row.state, row.plan.number, len(row.plan.targets)) == (FileState.DRAFT, "45/KH-UBND", 8)
    head = {
        "co-quan": "UBND xã Đông",
        "so": "46/KH-UBND",
        "ngay": "1/3/2024",
        "noi": "Đông",
        "tu-nam": "2024",
    }
    correct(row, "dau", {**head, "den-nam": "2024", "trich-yeu": "Giảm nghèo"}, OFFICER)
    fields = target_fields(row) | {"t0-gia-tri": "0,6", "t7-bo": "co"}
    correct(row, "chi-tieu", fields, OFFICER)
    projects = {"p0-ma": "2", "p0-pham-vi": "co", "p0-chu-tri": "Hội A; Hội B", "p0-phoi-hop": ""}
    correct(row, "du-an", projects | {f"p{at}-bo": "co" for at in range(1, 9)}, OFFICER)
    words = {"csm-ten": "Nhà ở", "csm-noi-dung": "Quỹ"} | left_out("cs", len(row.plan.policies))
    correct(row, "chinh-sach", words, OFFICER)
    words = {"gpm-ten": "Tuyên truyền", "gpm-noi-dung": "Trên loa\n\nTại thôn"}
    correct(row, "giai-phap", words | left_out("gp", len(row.plan.solutions)), OFFICER)
    words = {"nvm-don-vi": "Các thôn", "nvm-viec": "Báo cáo"} | left_out("nv", len(row.plan.tasks))
    correct(row, "phan-cong", words, OFFICER)
    take_in(row, OFFICER)
    row = PlanFile.objects.get(pk=row.pk)
    assert row.plan is not None
    assert (row.plan.number, row.plan.date, row.plan.targets[0].value) == ("46/KH-UBND", "2024-03-01", 0.6)
    assert (len(row.plan.targets), row.plan.projects[0].lead) == (7, ["Hội A", "Hội B"])
    assert [one.title for one in row.plan.policies] == ["Nhà ở"]
    assert [said.text for said in row.plan.solutions[-1].contents] == ["Trên loa", "Tại thôn"]
    assert [one.organisation for one in row.plan.tasks] == ["Các thôn"]
    assert "two_leads" in {one.code for one in row.plan.warnings}
    assert row.read["number"] == "45/KH-UBND"
    leave(row, "có kế hoạch mới", OFFICER)
    assert PlanFile.objects.get(pk=row.pk).state == FileState.ENDED
    verbs = (
        AuditLine.objects.filter(verb__startswith="programmes.").order_by("pk").values_list("verb", flat=True)
    )
    assert [verb.partition(".")[2] for verb in verbs] == [
        "hand_in", *["correct"] * 6, "take_in", "draft_from_file", "end", "drop_plan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("dau", {"ngay": "40/13/2024"}, "ngay"),
        ("dau", {"tu-nam": "2025", "den-nam": "2024"}, "den-nam"),
        ("dau", {"co-quan": "a" * 301}, "co-quan"),
        ("chi-tieu", {"t0-gia-tri": "nhiều"}, "t0-gia-tri"),
        ("chi-tieu", {"t2-tu": "2", "t2-den": "1"}, "t2-den"),
        ("chi-tieu", {"t0-gia-tri": ""}, "t0-gia-tri"),
        ("chi-tieu", {"t0-loai": "khac"}, "t0-loai"),
        ("chi-tieu", {"t0-nam": "24"}, "t0-nam"),
        ("du-an", {"p0-ma": "hai"}, "p0-ma"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(
    country: Country, part: str, typed: dict[str, str], field: str
) -> None:
    row = handed_in(country.east, OFFICER)
    fields = target_fields(row) if part == "chi-tieu" else {}
    with pytest.raises(PlanError) as refused:
        correct(row, part, fields | typed, OFFICER)
    assert field in refused.value.wrong
    assert PlanFile.objects.get(pk=row.pk).said == row.read


def test_what_was_taken_in_is_neither_corrected_nor_rewritten_nor_taken_in_twice(country: Country) -> None:
    row, again = handed_in(country.east, OFFICER), handed_in(country.east, OFFICER)
    take_in(row, OFFICER)
    with pytest.raises(PlanError, match="không sửa được nữa"):
        correct(row, "dau", {"so": "1"}, OFFICER)
    with pytest.raises(PlanError, match="đã được đưa vào"):
        take_in(again, OFFICER)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanFile.objects.filter(pk=row.pk).update(said={})
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanFile.objects.filter(pk=again.pk).delete()
    with pytest.raises(PlanError, match="Chưa ghi lý do"):
        leave(row, " ", OFFICER)
    leave(again, "trùng", OFFICER)
    with pytest.raises(PlanError, match="bước khác"):
        take_in(again, OFFICER)
    with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
        PlanFile.objects.filter(pk=again.pk).update(why="khác")


def test_a_plan_without_issuer_or_year_is_not_taken_in(country: Country) -> None:
    row = handed_in(country.east, OFFICER)
    correct(row, "dau", {"so": "1/KH-UBND", "co-quan": "", "den-nam": ""}, OFFICER)
    with pytest.raises(PlanError, match="Chưa rõ cơ quan ban hành"):
        take_in(row, OFFICER)


def test_a_file_that_is_no_plan_leaves_nothing(country: Country) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 50
    for content, said in ((b"", "trống, không có dữ liệu"), (picture, "cần bản có chữ")):
        with pytest.raises(PlanError, match=said):
            hand_in(country.east, content, "a.png", OFFICER)
    assert not PlanFile.objects.exists()


def test_a_pdf_is_read_in_the_background_and_its_file_goes(
    country: Country, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no Tesseract
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 400)
    document.save(str(tmp_path / "a.pdf"))
    who = make_person(("officer", country.east))
    actor = Actor(who.pk, who.full_name)
    row = hand_in(country.east, (tmp_path / "a.pdf").read_bytes(), "a.pdf", actor)
    assert row.state == FileState.READING
    assert (files_folder() / row.stored).exists()
    task = begin(Task.objects.get(kind=READ).pk)
    assert task is not None
    with pytest.raises(TaskError, match="cần bản có chữ"):
        read_plan(task)
    done = PlanFile.objects.get(pk=row.pk)
    assert (done.state, "cần bản có chữ" in done.why) == (FileState.FAILED, True)
    assert not (files_folder() / row.stored).exists()


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("officer", "east", 1),
        ("officer", "province", 1),
        ("officer", "west", 0),
        ("village_head", "east_1", 0),
    ],
)
def test_rows_are_seen_and_written_by_who_answers_for_the_unit(
    country: Country, role: str, place: str, seen: int
) -> None:
    handed_in(country.east, OFFICER)
    who = make_person((role, getattr(country, place)))
    with acting(who.pk, TODAY):
        assert PlanFile.objects.count() == seen
        if not seen:
            with pytest.raises(DatabaseError), transaction.atomic():
                hand_in(country.east, PLAN.read_bytes(), PLAN.name, Actor(who.pk, "x"))
