"""The kinds of activities as data: what the product holds, and what the linter tells of a broken one."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from giamngheo.law.activities.library import activity_kinds, choices_of, pack_of, packs_on
from giamngheo.law.library import LAW
from giamngheo.law.linter.activities import check_activities
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import read_instruments
from giamngheo.law.vocabulary.activities import Course, Group, Takes


def told(law: Path) -> str:
    found: list[Finding] = []
    check_activities([law], read_instruments(LAW, []), found)
    return "\n".join(map(str, found))


@pytest.fixture
def law(tmp_path: Path) -> Path:
    for name in ("activities", "programmes", "results", "codes"):
        shutil.copytree(LAW / name, tmp_path / name)
    return tmp_path


def test_the_products_own_kinds_have_no_fault(law: Path) -> None:
    assert told(law) == ""


def test_kinds_name_whom_they_are_for_and_how_they_go() -> None:
    model, training = activity_kinds()["model"], activity_kinds()["officer_training"]
    assert (model.course, model.takes, model.replicates) == (Course.PROPOSED, Takes.HOUSEHOLDS, True)
    assert {one.group for one in model.groups} == {
        Group.POOR, Group.NEAR_POOR, Group.NEWLY_ESCAPED, Group.DISABLED,
    }  # fmt: skip
    assert (training.takes, training.feeds) == (Takes.OFFICERS, "officers_trained")
    assert [one.under for one in activity_kinds()["mother_and_child"].who] == [5, None]
    line = model.field("line")
    assert line is not None
    assert choices_of(line)["aquaculture"] == "Nuôi trồng thủy sản"


def test_a_kind_stands_in_a_pack_for_a_time_and_asks_for_what_no_source_gave() -> None:
    assert {pack.id for pack in packs_on(date(2024, 5, 1))} == {
        "models", "production", "nutrition", "communication", "capacity",
    }  # fmt: skip
    assert packs_on(date(2027, 1, 1)) == ()
    pack = pack_of("in_kind_support")
    assert pack is not None
    assert [one.id for one in pack.open] == ["norms"]
    assert not next(one for one in pack.periods if one.holds(date(2026, 5, 1))).verified


@pytest.mark.parametrize(
    ("pack", "before", "after", "said"),
    [
        ("models", "id: models\n", "id: other\n", "hai tên phải giống nhau"),
        ("models", 'projects: ["2", "3.1"]', 'projects: ["2", "8.1"]', "không có dự án «8.1»"),
        ("models", "takes: households", "takes: nobody", "phải ghi nhóm"),
        ("models", "need: livelihood", "need: love", "không có nhu cầu «love»"),
        ("models", "owners: &owners [household,", "owners: &owners [king,", "không có loại chủ trì «king»"),
        ("models", "counts: home_visits", "counts: questions", "không ghi (dialogue)"),
        ("models", "id: start_up", "id: model", "ghi hai lần"),
        ("models", "instrument: qd-90-2022, at", "instrument: qd-0, at", "«qd-0» không có trong"),
        ("production", "field: users", "field: work", "phải có và là số"),
        ("nutrition", "under: 16}", "age_from: 17, under: 16}", "tuổi dưới phải lớn hơn"),
        ("capacity", "feeds: officers_trained", "feeds: fame", "không có chỉ số «fame»"),
        ("models", "feeds: models_supported", "feeds: fame", "không phải chỉ số cộng kết quả"),
        ("models", "feeds: models_supported", "feeds: poor_rate", "không phải chỉ số cộng kết quả"),
        ("communication", "programme: poverty", "programme: wealth", "không có chương trình"),
    ],
)
def test_a_fault_is_told_with_its_place(law: Path, pack: str, before: str, after: str, said: str) -> None:
    path = law / "activities" / pack / "kinds.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert said in told(law)
