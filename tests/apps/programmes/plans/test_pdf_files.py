"""PDF: its text, and page by page what is a picture: read by Tesseract where it is, else named."""

from pathlib import Path

import pytest
from tests.apps.programmes.plans.measuring import marks_of, scores
from tests.apps.programmes.plans.scans import (
    CLOSING,
    MIDDLE,
    OPENING,
    WHOLE,
    make_reader,
    only_these_programs,
    scanned,
    set_pages,
)

from giamngheo.apps.programmes.plans.opening import UnreadablePlanError, read_plan
from giamngheo.apps.programmes.plans.pages import runs
from giamngheo.apps.programmes.plans.pdf_files import tesseract
from giamngheo.apps.programmes.plans.structure import Plan

PAGES = (OPENING, MIDDLE, CLOSING)


def told(plan: Plan, code: str) -> list[str]:
    return [one.text for one in plan.warnings if one.code == code]


def left(plan: Plan) -> list[int]:
    return [one.page for one in plan.source.left_pages]


def test_a_pdf_with_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    lines = [line.strip("*# ").replace('"', "") for line in WHOLE.read_text(encoding="utf-8").splitlines()]
    path.write_bytes(set_pages([[line for line in lines if line]]))
    plan = read_plan(path)
    assert plan.source.kind == "pdf"
    assert plan.source.pages >= 1
    found = scores(plan, marks_of("phuong-tan-an"))
    assert found["targets"].recall == 1
    assert found["projects"].recall == 1
    assert (plan.source.ocr_pages, plan.source.left_pages) == ([], [])


def test_a_plan_of_pictures_alone_asks_for_one_with_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadablePlanError, match=r"cần bản có chữ.*tesseract-ocr-vie"):
        read_plan(scanned(tmp_path / "quet.pdf", PAGES, [1, 2, 3]))
    empty = tmp_path / "trong.pdf"
    empty.write_bytes(set_pages([[]]))
    with pytest.raises(UnreadablePlanError, match="cần bản có chữ"):
        read_plan(empty)


def test_a_scanned_page_is_named_where_nothing_reads_it_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    plan = read_plan(scanned(tmp_path / "lan.pdf", PAGES, [2]))
    assert [one.value for one in plan.targets] == [1.5]
    assert [one.organisation for one in plan.tasks] == ["Công chức Văn hóa - Xã hội", "Hội Nông dân xã"]
    assert (left(plan), plan.source.by_ocr, plan.source.pages) == ([2], False, 3)
    (said,) = told(plan, "page_not_read")
    assert "Trang 2 là ảnh, chưa được đọc" in said and "tesseract-ocr-vie" in said
    place = next(one for one in plan.warnings if one.code == "page_not_read").spans[0]
    before = next(one for one in plan.targets)
    assert (place.page, place.line > before.span.line) == (2, True)
    after = next(one for one in plan.tasks)
    assert (after.span.page, after.span.line > place.line) == (3, True)


@pytest.mark.parametrize("languages", ["eng", "eng vie"])
def test_only_the_scanned_page_goes_to_a_reader_that_knows_vietnamese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: str
) -> None:
    make_reader(tmp_path, "\n".join(MIDDLE), languages)
    monkeypatch.setenv("PATH", only_these_programs(tmp_path))
    plan = read_plan(scanned(tmp_path / "lan.pdf", PAGES, [2]))
    if "vie" not in languages:
        assert left(plan) == [2]
        return
    assert (plan.source.by_ocr, plan.source.ocr_pages, left(plan)) == (True, [2], [])
    assert [one.value for one in plan.targets] == [1.5, 3.2, 100.0]
    assert [one.code for one in plan.projects] == ["2"]
    (said,) = told(plan, "page_by_ocr")
    assert "Trang 2 là ảnh" in said and "soát lại" in said
    place = next(one for one in plan.warnings if one.code == "page_by_ocr").spans[0]
    words = plan.source.text[place.start : place.end]
    assert MIDDLE[0] in words and OPENING[-1] not in words and CLOSING[0] not in words


def test_a_reader_that_sees_nothing_leaves_the_page_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_reader(tmp_path, "")
    monkeypatch.setenv("PATH", only_these_programs(tmp_path))
    plan = read_plan(scanned(tmp_path / "lan.pdf", PAGES, [2]))
    assert "Tesseract không nhận ra chữ" in told(plan, "page_not_read")[0]


def test_an_empty_page_scanned_or_not_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    plan = read_plan(scanned(tmp_path / "trong.pdf", (OPENING, (), (), CLOSING, ("PHỤ LỤC 1",)), [3]))
    assert plan.source.pages == 5
    assert (left(plan), told(plan, "page_not_read")) == ([], [])


def test_a_stamp_upon_a_scanned_page_does_not_hide_that_it_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    stamp = "Ký bởi: Ủy ban nhân dân xã Ví Dụ, ngày ký: 15/01/2024 10:02:03 +07:00"
    plan = read_plan(scanned(tmp_path / "ky.pdf", PAGES, [1], stamp))
    assert left(plan) == [1]
    make_reader(tmp_path, "\n".join(OPENING))
    monkeypatch.setenv("PATH", only_these_programs(tmp_path))
    plan = read_plan(tmp_path / "ky.pdf")
    assert (plan.source.ocr_pages, plan.number) == ([1], "7/KH-UBND")


@pytest.mark.skipif(tesseract() is None, reason="no Tesseract with Vietnamese on this machine")
def test_tesseract_itself_reads_the_scanned_page(tmp_path: Path) -> None:
    plan = read_plan(scanned(tmp_path / "lan.pdf", (*PAGES, ()), [2, 4]))
    assert (plan.source.ocr_pages, left(plan)) == ([2], [])
    assert 3.2 in [one.value for one in plan.targets]
    assert [one.code for one in plan.projects] == ["2"]


def test_pages_are_told_as_runs() -> None:
    assert runs([7, 2, 4, 5, 6]) == "2, 4–7"
