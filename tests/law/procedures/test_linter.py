"""Every rule of `giamngheo law check` for procedures, each with a made-up pack that breaks it."""

from pathlib import Path

import pytest
from tests.law.faulty import law, write

from giamngheo.law.linter.check import check

PACK = "procedures/steps/procedure.yaml"
TEXTS = "instruments.yaml"
FILES = {
    "codes/procedure_roles.yaml": "- {id: chair, name: Chủ tịch}\n- {id: reviewer, name: Rà soát viên}\n",
    "procedures/steps/README.md": "# Quy trình bịa\n",
    "procedures/steps/examples/none.yaml": "[]\n",
    PACK: """
id: steps
kind: periodic_review
name: Quy trình bịa
short_name: Quy trình bịa
periods:
  - {first: 2020-03-01, last: 2020-12-31, clause: {instrument: nd-1, at: Điều 1}}
instruments: [nd-1]
outcome: {recognised: [poor], given: giấy, papers: []}
opening:
  id: opening
  number: 0
  kind: opening
  name: Mở
  text: Mở đợt.
  who: [chair]
  clause: {instrument: nd-1, at: Điều 1}
  preconditions:
    - {condition: opening_time, text: Đã đến ngày., remedy: Chờ.}
steps:
  - id: review
    number: 1
    kind: review
    name: Rà soát
    text: Rà soát hộ.
    who: [reviewer]
    clause: {instrument: nd-1, at: Điều 2}
    preconditions:
      - {condition: opened, text: Đã mở., remedy: Mở đợt.}
  - id: posting
    number: 2
    kind: posting
    name: Niêm yết
    text: Niêm yết kết quả.
    who: [reviewer]
    clause: {instrument: nd-1, at: Điều 3}
    preconditions:
      - {condition: done, step: review, text: Đã rà soát., remedy: Rà soát.}
  - id: decision
    number: 3
    kind: decision
    name: Quyết định
    text: Ký quyết định.
    who: [chair]
    clause: {instrument: nd-1, at: Điều 4}
    preconditions:
      - {condition: posting_over, text: Đã niêm yết đủ., remedy: Chờ.}
deadlines:
  - {id: posting, name: Niêm yết, step: posting, point: posting_days, starts: posted, ends: over}
points:
  - id: opening_day
    name: Ngày mở
    values:
      - {since: 2020-03-01, value: 15, clause: {instrument: nd-1, at: Điều 1}}
  - id: posting_days
    name: Ngày niêm yết
    values:
      - {since: 2020-03-01, value: {number: 3, unit: working}, clause: {instrument: nd-1, at: Điều 3}}
  - id: quorum
    name: Số người dự
    ask: Bao nhiêu người?
    needed_for: Kiểm tra.
open:
  - {id: form, text: Mẫu giấy, needed_for: In sẵn}
""",
}
POSTING_DAYS = "value: {number: 3, unit: working}, clause: {instrument: nd-1, at: Điều 3}"
BEFORE_POSTING = "posting › preconditions › done"
DEADLINE = "step: posting, point: posting_days, starts: posted, ends: over"

# fmt: off
FAULTS = [
    # text, its replacement, place, words
    ("id: steps\n", "id: other\n", PACK, "khác tên thư mục"),
    ("name: Niêm yết\n", "title: Niêm yết\n", PACK, "Gói luật hỏng"),
    ("needed_for: In sẵn", 'needed_for: ""', "open › form", "needed_for"),
    # instruments and marks
    ("who: [reviewer]\n    clause: {instrument: nd-1, at: Điều 2}",
     "who: [reviewer]\n    clause: {instrument: nd-9, at: Điều 2}", "review › clause", "«nd-9» không có"),
    ("instruments: [nd-1]", "instruments: [nd-9]", "› instruments", "không có văn bản «nd-9»"),
    ("at: Điều 2}", "at: Điều 2}\n    verified: false", "› review", "không có ghi chú"),
    ("first: 2020-03-01, last", "first: 2020-01-15, last", "› periods", "NĐ 1/2020 chưa có hiệu lực"),
    ("since: 2020-03-01, value: 15", "since: 2020-01-20, value: 15", "opening_day", "chưa có hiệu lực"),
    # steps in order
    ("number: 2\n", "number: 5\n", "› steps", "1 đến 3, đang là 1, 5, 3"),
    ("id: posting\n    number", "id: review\n    number", "steps › review", "ghi hai lần"),
    ("kind: review\n", "kind: decision\n", "steps › posting", "không thể đứng sau"),
    ("kind: decision\n", "kind: opinion\n", "› steps", "bước cuối phải là quyết định"),
    ("kind: opening\n", "kind: list\n", "› opening", "phải có loại «opening»"),
    ("condition: opened", "condition: opening_time", "› steps", "không bước nào đòi đợt phải mở"),
    # what is found out
    ("recognised: [poor]", "recognised: [rich]", "› outcome", "kết quả không có «rich»"),
    ("recognised: [poor]", "recognised: []", "› outcome", "chưa ghi công nhận"),
    ("papers: []", "papers: [letter]", "› outcome", "không có loại văn bản «letter»"),
    ("papers: []", "papers: [], form: sheet", "› outcome", "không có phiếu «sheet»"),
    ("papers: []", "papers: [], measure: farm_household", "› outcome", "phải nêu phiếu"),
    # roles
    ("who: [reviewer]\n    clause: {instrument: nd-1, at: Điều 2}",
     "who: [king]\n    clause: {instrument: nd-1, at: Điều 2}", "steps › review", "vai «king» không có"),
    ("who: [chair]\n    clause", "who: []\n    clause", "steps › decision", "chưa ghi ai làm"),
    # what must be there before
    ("step: review, text", "step: walk, text", BEFORE_POSTING, "bước không có «walk»"),
    ("step: review, text", "step: decision, text", BEFORE_POSTING, "không đứng trước"),
    ("condition: done, step: review,", "condition: done,", BEFORE_POSTING, "bước không có «None»"),
    ("condition: opened,", "condition: opened, step: review,", "› opened", "chỉ điều kiện «done»"),
    ("text: Đã rà soát.", 'text: ""', BEFORE_POSTING, "phải có lời"),
    ("remedy: Rà soát.", 'remedy: " "', BEFORE_POSTING, "phải có lời"),
    ("condition: posting_over", "condition: agreed", "preconditions › agreed", "mục «agreement_share»"),
    ("id: opening_day", "id: minutes_copies", "preconditions › opening_time", "cần mục «opening_day»"),
    # time limits
    (POSTING_DAYS, POSTING_DAYS.replace(", at: Điều 3", ""), "deadlines › posting", "không nêu điều, khoản"),
    (POSTING_DAYS, POSTING_DAYS.split(", clause", maxsplit=1)[0], PACK, "clause"),
    (DEADLINE, DEADLINE.replace("step: posting", "step: walk"), "deadlines › posting", "«walk»"),
    (DEADLINE, DEADLINE.replace("posting_days", "quorum"), "deadlines › posting", "«quorum»"),
    (DEADLINE, DEADLINE.replace("posted", "objection_opened"), "deadlines › posting", "khi đóng khiếu nại"),
    # points
    ("id: quorum", "id: posting_days", "points › posting_days", "ghi hai lần"),
    ("id: quorum", "id: weather", "points › weather", "không biết mục này"),
    ("value: 15", "value: 30", "points › opening_day", "không đúng loại"),
    ("value: 15", "value: null", "points › opening_day", "để ngỏ mà chưa ghi câu hỏi"),
    ("ask: Bao nhiêu người?", 'ask: ""', "points › quorum", "để ngỏ mà chưa ghi câu hỏi"),
    ("since: 2020-03-01, value: 15", "since: 2020-06-01, value: 15", "points › opening_day",
     "từ 01/03/2020 đến trước 01/06/2020 không có giá trị"),
    ("value: 15, clause: {instrument: nd-1, at: Điều 1}}",
     "value: 15, clause: {instrument: nd-1}}\n"
     "      - {since: 2020-03-01, value: 16, clause: {instrument: nd-1}}",
     "points › opening_day", "mỗi ngày một giá trị"),
    # periods
    ("last: 2020-12-31", "last: 2020-02-29", "› periods", "ngày cuối trước ngày đầu"),
    ("  - {first: 2020-03-01, last: 2020-12-31, clause: {instrument: nd-1, at: Điều 1}}", "  []", "› periods",
     "chưa ghi thời gian"),
]
# fmt: on


def sound(root: Path) -> Path:
    law(root)
    for name, text in FILES.items():
        write(root, name, text)
    texts = (root / TEXTS).read_text(encoding="utf-8")
    write(root, TEXTS, texts.replace("kind: Nghị định,", "kind: Nghị định, number: 1/2020,"))
    return root


def changed(root: Path, old: str, new: str, file: str = PACK) -> Path:
    text = (sound(root) / file).read_text(encoding="utf-8")
    assert old in text, old
    write(root, file, text.replace(old, new, 1))
    return root


def told(root: Path, *, warnings: bool = False) -> list[str]:
    return [str(one) for one in check(root) if one.warning is warnings]


def test_a_sound_procedure_has_no_findings(tmp_path: Path) -> None:
    assert check(sound(tmp_path)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[2]}-{fault[3]}")
def test_a_fault_is_told_with_its_place(tmp_path: Path, fault: tuple[str, str, str, str]) -> None:
    old, new, place, words = fault
    found = told(changed(tmp_path, old, new))
    assert any(place in one and words in one for one in found), found


@pytest.mark.parametrize("file", ["README.md", "examples/none.yaml"])
def test_a_procedure_without_readme_or_examples_is_told(tmp_path: Path, file: str) -> None:
    (sound(tmp_path) / "procedures" / "steps" / file).unlink()
    assert any("thiếu" in one and file.split("/", maxsplit=1)[0] in one for one in told(tmp_path))


def test_an_example_that_does_not_read_is_told(tmp_path: Path) -> None:
    write(sound(tmp_path), "procedures/steps/examples/wrong.yaml", "- {name: Bịa}\n")
    assert any("steps/examples: Gói luật hỏng: wrong.yaml" in one for one in told(tmp_path))


def test_a_text_that_ended_cannot_put_a_later_day_in_force(tmp_path: Path) -> None:
    root = changed(tmp_path, "in_force: 2020-02-01", "in_force: 2020-02-01, ended: 2020-11-30", TEXTS)
    assert any("đến 31/12/2020, khi NĐ 1/2020 đã hết hiệu lực" in one for one in told(root))
    root = changed(tmp_path, "in_force: 2020-02-01", "in_force: 2020-02-01, ended: 2020-02-20", TEXTS)
    assert any("đã hết hiệu lực trước thời gian áp dụng" in one for one in told(root))


def test_a_text_not_yet_in_force_on_any_day_of_the_procedure_is_told(tmp_path: Path) -> None:
    root = changed(tmp_path, "in_force: 2020-02-01", "in_force: 2021-02-01", TEXTS)
    assert any("có hiệu lực sau mọi thời gian áp dụng" in one for one in told(root))


def second(root: Path, first: str, kind: str = "periodic_review") -> Path:
    text = FILES[PACK].replace("id: steps\n", "id: later\n").replace("periodic_review", kind)
    text = text.replace("first: 2020-03-01, last: 2020-12-31", f"first: {first}, last: 2021-12-31")
    write(sound(root), "procedures/later/procedure.yaml", text)
    write(root, "procedures/later/README.md", "# Sau\n")
    write(root, "procedures/later/examples/none.yaml", "[]\n")
    return root


def test_procedures_of_one_kind_must_not_overlap(tmp_path: Path) -> None:
    found = told(second(tmp_path, "2020-12-31"))
    assert any("chồng lên «steps» (đến 31/12/2020)" in one for one in found)


def test_a_gap_between_procedures_of_one_kind_is_a_warning_only(tmp_path: Path) -> None:
    root = second(tmp_path, "2021-02-01")
    assert told(root) == []
    assert any("không có quy trình nào" in one for one in told(root, warnings=True))


def test_an_operator_s_procedure_of_the_same_id_stands_for_ours(tmp_path: Path) -> None:
    root, own = sound(tmp_path / "law"), tmp_path / "own"
    for name in FILES:
        if name.startswith("procedures/"):
            write(own, name, (root / name).read_text(encoding="utf-8"))
    assert check(root, own=[own]) == []


def test_procedures_that_join_or_are_of_two_kinds_are_sound(tmp_path: Path) -> None:
    assert check(second(tmp_path / "joined", "2021-01-01")) == []
    assert check(second(tmp_path / "two", "2020-06-01", "regular_review")) == []
