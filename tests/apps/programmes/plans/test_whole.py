"""What is written out: by the published schema, with places that are true, and no line lost."""

import json

import jsonschema_rs
import msgspec
import pytest
from tests.apps.programmes.plans.measuring import GIVEN, HELD_OUT, flat, read_text, texts
from tests.apps.programmes.plans.mutating import MUTATIONS

from giamngheo.apps.programmes.plans.reading import spans_of
from giamngheo.apps.programmes.plans.schema import PUBLISHED, schema
from giamngheo.apps.programmes.plans.structure import Plan

PLANS = {**texts(GIVEN), **texts(HELD_OUT)}
ASKED = {
    "issuer", "number", "date", "place", "title", "period", "legal_bases", "parent_plan", "aims", "targets",
    "projects", "policies", "solutions", "tasks", "reporting", "recipients", "signer", "unread", "warnings",
}  # fmt: skip


def test_the_published_schema_is_that_of_the_types() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_valid_by_the_published_schema(name: str) -> None:
    written = json.loads(msgspec.json.encode(read_text(PLANS[name])))
    jsonschema_rs.validator_for(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(written)
    assert set(written) >= ASKED
    assert set(written["period"]) == {"from", "to"}
    for target in written["targets"]:
        assert {"text", "kind", "comparator", "value", "low", "high", "unit", "baseline", "year"} <= set(
            target
        )
    for project in written["projects"]:
        assert {"code", "label", "in_scope", "objective", "lead", "cooperating", "funding"} <= set(project)


def test_a_plan_that_was_kept_before_pages_were_told_is_still_a_plan() -> None:
    plan = read_text(next(iter(PLANS.values())))
    kept = msgspec.to_builtins(plan)
    for name in ("ocr_pages", "left_pages", "page_lines"):
        del kept["source"][name]
    assert msgspec.convert(kept, Plan).targets == plan.targets


@pytest.mark.parametrize("mutation", ["as given", "reflowed to 60", "stray characters", "all together"])
@pytest.mark.parametrize("name", PLANS)
def test_every_line_is_in_a_piece_or_told_as_not_understood(name: str, mutation: str) -> None:
    text = MUTATIONS[mutation](PLANS[name])
    plan = read_text(text)
    told = {number for span in spans_of(plan) for number in range(span.line, span.last_line + 1)}
    lost = [
        line
        for number, line in enumerate(plan.source.text.split("\n"), 1)
        if line.strip() and number not in told
    ]
    assert [line for line in lost if any(one.isalnum() for one in line)] == []


@pytest.mark.parametrize("name", PLANS)
def test_the_place_of_a_piece_holds_its_words(name: str) -> None:
    plan = read_text(PLANS[name])
    pieces = [*plan.aims, *plan.targets, *plan.legal_bases, *plan.funding, *plan.recipients]
    pieces += [item for task in plan.tasks for item in task.items]
    for piece in pieces:
        place = flat(plan.source.text[piece.span.start : piece.span.end])
        assert flat(piece.text) in place or place in flat(piece.text)


def test_the_same_text_gives_the_same_plan() -> None:
    text = PLANS["phuong-tan-an"]
    again = read_text.__wrapped__(text)
    assert msgspec.json.encode(read_text(text)) == msgspec.json.encode(again)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "abc", "I. MỤC TIÊU", "- \n+ \n* ", "Nơi nhận:", "| a | b |\n|---|---|"]
)
def test_a_text_that_is_no_plan_is_read_without_failing(text: str) -> None:
    plan = read_text(text)
    assert plan.projects == []
    assert "no_projects" in {one.code for one in plan.warnings}


@pytest.mark.parametrize("name", ["Bàn Văn Ví Dụ", "Nguyễn Phương Thí Dụ", "Đỗ Huyền Ví Dụ"])
def test_a_signer_whose_name_is_like_a_unit_without_its_accents_is_read(name: str) -> None:
    plan = read_text(
        f"KẾ HOẠCH\nGiảm nghèo năm 2024\nI. MỤC TIÊU\n- Giảm nghèo.\nNơi nhận:\n- Lưu.\nCHỦ TỊCH\n{name}\n"
    )
    assert plan.signer is not None
    assert plan.signer.name == name


def test_letters_stand_under_roman_numbers_where_those_come_first() -> None:
    plan = read_text(
        "KẾ HOẠCH\nGiảm nghèo năm 2024\nI. CÁC DỰ ÁN\n"
        "A. Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo\n- Nuôi dê.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế: Khám bệnh.\n"
    )
    assert [one.contents for one in plan.projects] == [["Nuôi dê"]]
    assert [one.organisation for one in plan.tasks] == ["Trạm Y tế"]


def test_parts_by_letters_with_roman_numbers_below_them_are_read() -> None:
    plan = read_text(
        "KẾ HOẠCH\nGiảm nghèo năm 2024\nPHẦN A. CÁC DỰ ÁN\nI. Dự án 2: Đa dạng hóa sinh kế\n"
        "1/ Đối tượng: hộ nghèo.\n2/ Hội Nông dân xã là đơn vị chủ trì; các thôn phối hợp.\n"
        "PHẦN B. TỔ CHỨC THỰC HIỆN\nI. Trạm Y tế: khám bệnh.\nII. Trưởng các thôn: rà soát.\n"
    )
    (project,) = plan.projects
    assert (project.target_groups, project.lead, project.cooperating) == (
        ["hộ nghèo"],
        ["Hội Nông dân xã"],
        ["các thôn"],
    )
    assert [one.organisation for one in plan.tasks] == ["Trạm Y tế", "Trưởng các thôn"]
