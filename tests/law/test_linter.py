"""Every rule of `giamngheo law check`, each with a made-up law that breaks it."""

from pathlib import Path

import pytest
from tests.law.faulty import law, write
from tests.law.linter_faults import FAULTS, LINE, STANDARD

import giamngheo
from giamngheo.law.library import LAW
from giamngheo.law.linter.check import check

SECOND_PERIOD = "last: 2020-12-31, clause: {instrument: nd-1, at: Điều 1}}"


def told(root: Path, code: Path | None = None, *, warnings: bool = False) -> list[str]:
    return [str(f) for f in check(root, [code] if code else []) if f.warning is warnings]


def test_the_law_of_the_product_is_clean() -> None:
    product = Path(giamngheo.__file__).parent
    assert check(LAW, [product / "measurement", product / "apps"]) == []


def test_a_sound_law_has_no_findings(tmp_path: Path) -> None:
    assert check(law(tmp_path)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}-{fault[2]}")
def test_a_fault_is_told_with_its_place(tmp_path: Path, fault: tuple[str, str, str, str, str]) -> None:
    file, old, new, place, words = fault
    found = told(law(tmp_path, {file: (old, new)}))
    assert any(place in one and words in one for one in found), found


@pytest.mark.parametrize("file", ["README.md", "examples/lines.yaml"])
def test_a_pack_without_readme_or_examples_is_told(tmp_path: Path, file: str) -> None:
    root = law(tmp_path)
    (root / "standards" / "pack" / file).unlink()
    assert [one for one in told(root) if "thiếu" in one and file.split("/", maxsplit=1)[0] in one]


def test_an_instrument_written_twice_is_told(tmp_path: Path) -> None:
    root = law(tmp_path)
    twice = (root / "instruments.yaml").read_text(encoding="utf-8") * 2
    write(root, "instruments.yaml", twice)
    assert any("ghi hai lần" in one for one in told(root))


def test_overlapping_periods_of_one_territory_are_a_fault(tmp_path: Path) -> None:
    later = "\n  - {first: 2020-12-31, last: 2021-12-31, clause: {instrument: nd-1}}"
    found = told(law(tmp_path, {STANDARD: (SECOND_PERIOD, SECOND_PERIOD + later)}))
    assert any("chồng lên «pack» (đến 31/12/2020)" in one for one in found)


def test_a_gap_between_periods_is_a_warning_only(tmp_path: Path) -> None:
    later = "\n  - {first: 2022-01-01, last: 2022-12-31, clause: {instrument: nd-1}}"
    root = law(tmp_path, {STANDARD: (SECOND_PERIOD, SECOND_PERIOD + later)})
    assert told(root) == []
    assert any("không có chuẩn nào áp dụng" in one for one in told(root, warnings=True))


def test_periods_that_follow_day_after_day_are_no_gap(tmp_path: Path) -> None:
    later = "\n  - {first: 2021-01-01, last: 2021-12-31, clause: {instrument: nd-1}}"
    assert check(law(tmp_path, {STANDARD: (SECOND_PERIOD, SECOND_PERIOD + later)})) == []


def test_a_number_checked_before_the_last_day_only_is_a_warning(tmp_path: Path) -> None:
    root = law(tmp_path, {LINE: ("value: 777000", "value: 777000, still_valid_on: 2020-06-30")})
    assert told(root) == []
    assert any("đến 30/06/2020" in one for one in told(root, warnings=True))


@pytest.mark.parametrize("number", ["2", "777000", "1.5"])
def test_a_number_written_into_a_formula_is_told_with_its_line(tmp_path: Path, number: str) -> None:
    root = law(tmp_path, {"standards/pack/income.py": ("return e", f"x = {number}\n    return e")})
    assert any(f"income.py dòng 3: con số {number}" in one for one in told(root))


def test_zero_and_one_may_stand_in_a_formula(tmp_path: Path) -> None:
    assert check(law(tmp_path, {"standards/pack/income.py": ("return e", "x = 0 + 1\n    return e")})) == []


@pytest.mark.parametrize("written", ["LINE = 777_000", "limit(income=777000)", "x = 777000.0"])
def test_a_line_of_the_law_written_into_the_code_is_told(tmp_path: Path, written: str) -> None:
    write(tmp_path, "code/measure.py", f"\n{written}\n")
    found = told(law(tmp_path / "law"), tmp_path / "code")
    assert len(found) == 1
    assert "code/measure.py dòng 2" in found[0]


@pytest.mark.parametrize("written", ["x = 16", "x = 1_000_000", "x = 777_001", "x = '777000'"])
def test_other_numbers_may_stand_in_the_code(tmp_path: Path, written: str) -> None:
    write(tmp_path, "code/measure.py", f"{written}\n")
    assert told(law(tmp_path / "law"), tmp_path / "code") == []


def test_a_points_line_may_be_a_named_argument_but_no_other_number(tmp_path: Path) -> None:
    root = law(tmp_path / "law", {LINE: ("unit: đồng", "unit: điểm")})
    write(root, LINE, (root / LINE).read_text("utf-8").replace("777000", "140"))
    write(tmp_path, "code/models.py", "name = field(max_length=140)\n")
    assert told(root, tmp_path / "code") == []
    write(tmp_path, "code/models.py", "poor = points <= 140\n")
    assert len(told(root, tmp_path / "code")) == 1


def test_a_parameter_that_the_code_asks_for_by_name_is_used(tmp_path: Path) -> None:
    root = law(tmp_path / "law", {"standards/pack/deprivations.py": ('p.whole("child_under")', "1")})
    write(tmp_path, "code/measure.py", 'NAME = "child_under"\n')
    assert told(root, tmp_path / "code") == []


LOCAL = """
id: local
name: Chuẩn tỉnh bịa
short_name: Chuẩn tỉnh bịa
territory: "99"
periods:
  - {first: 2020-01-01, last: 2020-12-31, clause: {instrument: nd-1}}
instruments: [nd-1]
based_on: pack
"""


def local(root: Path, base: str = "pack") -> Path:
    law(root)
    write(root, "standards/local/standard.yaml", LOCAL.replace("based_on: pack", f"based_on: {base}"))
    write(root, "standards/local/README.md", "# Chuẩn tỉnh bịa\n")
    write(root, "standards/local/examples/none.yaml", "[]\n")
    return root


def test_a_local_standard_may_override_a_number(tmp_path: Path) -> None:
    root = local(tmp_path)
    higher = (root / LINE).read_text(encoding="utf-8").replace("777000", "888000")
    write(root, "standards/local/parameters/income_line.yaml", higher)
    assert check(root) == []


def test_a_local_income_line_with_the_nation_s_points_line_is_a_warning(tmp_path: Path) -> None:
    root = local(tmp_path)
    text = (root / STANDARD).read_text(encoding="utf-8")
    write(root, STANDARD, text.replace("income_line,", "income_line, points_parameter: points_line,"))
    points = (root / LINE).read_text(encoding="utf-8").replace("income_line", "points_line")
    write(root, "standards/pack/parameters/points_line.yaml", points)
    write(root, "standards/local/parameters/income_line.yaml", (root / LINE).read_text(encoding="utf-8"))
    assert told(root) == []
    assert any("không thay «points_line»" in one for one in told(root, warnings=True))
    write(root, "standards/local/parameters/points_line.yaml", points)
    assert check(root) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("parameters/new_line.yaml", "{id: new_line, name: Mới, unit: đồng, open: Chưa có}\n"),
        ("parameters/child_under.yaml", "{id: child_under, name: Tuổi, unit: tuổi, open: Chưa có}\n"),
        ("classes.py", "def poor(t):\n    return t\n"),
    ],
)
def test_a_local_standard_may_override_nothing_but_numbers(tmp_path: Path, file: str, text: str) -> None:
    root = local(tmp_path)
    write(root, f"standards/local/{file}", text)
    assert any("chỉ được thay con số của «pack»" in one for one in told(root))


def test_a_local_standard_needs_its_national_one(tmp_path: Path) -> None:
    assert any("không có «nothing»" in one for one in told(local(tmp_path, base="nothing")))


def test_a_broken_pack_does_not_hide_the_faults_of_another(tmp_path: Path) -> None:
    root = law(tmp_path, {LINE: ("unit: đồng", 'unit: ""')})
    write(root, "standards/broken/standard.yaml", "id: [")
    found = told(root)
    assert any("standards/broken/standard.yaml" in one for one in found)
    assert any("thiếu đơn vị" in one for one in found)


def test_an_operator_s_own_folder_is_checked_against_the_law_it_builds_on(tmp_path: Path) -> None:
    root, own = law(tmp_path / "law"), tmp_path / "own"
    write(own, "standards/local/standard.yaml", LOCAL)
    write(own, "standards/local/README.md", "# Chuẩn tỉnh bịa\n")
    write(own, "standards/local/examples/none.yaml", "[]\n")
    assert check(root, own=[own]) == []
    write(own, "standards/local/income.py", "X = 5\n")
    assert {finding.place for finding in check(root, own=[own])} == {
        "standards/local/income.py dòng 1",
        "standards/local/standard.yaml › based_on",
    }
