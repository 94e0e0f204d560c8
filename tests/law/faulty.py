"""A small sound law in a folder of its own, and a way to break one thing in it."""

from collections.abc import Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "instruments.yaml": """
- {id: nd-1, kind: Nghị định, title: Văn bản bịa, issued: 2020-01-01, in_force: 2020-02-01}
""",
    "codes/area_kinds.yaml": "- {id: commune, name: xã}\n",
    "codes/needs.yaml": "- {id: help, name: Giúp đỡ}\n",
    "remedies.yaml": "- {deprivation: age, needs: [help]}\n- {deprivation: water, needs: [help]}\n",
    "fund.yaml": """
clauses: [{instrument: nd-1}]
campaigns:
  - {id: one, name: Đợt bịa, first: {month: 1, day: 1}, last: {month: 1, day: 2}}
  - {id: two, name: Đợt khác}
purposes: [{id: gift, name: Quà bịa, need: help}]
""",
    "oversight.yaml": """
clauses: [{instrument: nd-1}]
report: {working_days: 9, clause: {instrument: nd-1}}
kinds: [{id: planned, name: Có kế hoạch}]
leaders: [{id: board, name: Ban bịa}]
levels: [{id: low, name: Nhẹ}]
own_words: Lời bịa.
open: []
contents:
  - {id: all, name: Tất cả, items: [{id: one, text: Mục một}, {id: two, text: Mục hai}]}
""",
    "questionnaires/form/questionnaire.yaml": """
id: form
name: Phiếu bịa
clause: {instrument: nd-1}
derived:
  - {id: birth_earliest, text: Sớm nhất, needs: [birth_year], sharper_with: [birth_day]}
  - {id: birth_latest, text: Muộn nhất, needs: [birth_year]}
questions:
  - {id: birth_year, text: Năm sinh, of: member, kind: whole, used_for: [deprivation]}
  - {id: birth_day, text: Ngày sinh, of: member, kind: whole, used_for: [deprivation]}
  - {id: name, text: Tên, of: household, kind: text, used_for: [record]}
  - id: water
    text: Nguồn nước
    of: household
    kind: choice
    codes:
      - {id: piped, label: Nước máy}
      - {id: river, label: Nước sông, otherwise: true}
    used_for: [deprivation]
""",
    "standards/pack/standard.yaml": """
id: pack
name: Chuẩn bịa
short_name: Chuẩn bịa
territory: vn
periods:
  - {first: 2020-01-01, last: 2020-12-31, clause: {instrument: nd-1, at: Điều 1}}
instruments: [nd-1]
evidence: [answers]
questionnaire: form
area_kinds:
  - {kind: commune, residence: rural}
dimensions:
  - id: living
    name: Đời sống
    deprivations:
      - {id: water, number: 1, name: Nước, wording: X, clause: {instrument: nd-1}, answers_needed: [water]}
      - {id: age, number: 2, name: Tuổi, wording: Y, clause: {instrument: nd-1}, answers_needed: [birth_year]}
terms:
  - {id: low_income, name: Thu nhập thấp, parameter: income_line, clause: {instrument: nd-1}}
classes:
  - {id: poor, wording: Nghèo, clause: {instrument: nd-1}}
open:
  - {id: wording, text: Lời văn, needed_for: Đối chiếu}
""",
    "standards/pack/parameters/income_line.yaml": """
id: income_line
name: Chuẩn thu nhập
unit: đồng
values:
  - {since: 2020-01-01, value: 777000, clause: {instrument: nd-1}}
""",
    "standards/pack/parameters/child_under.yaml": """
id: child_under
name: Tuổi trẻ em
unit: tuổi
values:
  - {since: 2020-01-01, value: 16, clause: {instrument: nd-1}}
""",
    "standards/pack/deprivations.py": """
def water(a, p):
    return ~a.one_of("water", "piped")


def age(a, p):
    return ~a.age_at_least(p.whole("child_under"))
""",
    "standards/pack/income.py": """
def low_income(e, p):
    return e.income(p.line("income_line"))
""",
    "standards/pack/classes.py": """
def poor(t):
    return t["low_income"] & t["deprived_enough"]
""",
    "standards/pack/README.md": "# Chuẩn bịa\n",
    "standards/pack/examples/lines.yaml": """
- name: Hộ bịa
  day: 2020-06-01
  household: {income_per_head: 1, water: piped, deprivations: {age: true}}
  members:
    - {born: 2019-01-01}
  expect: {class: poor}
  because: Điều 1
""",
}


def law(root: Path, changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Write the sound law below `root` with, for each file in `changes`, one text put in place of another."""
    for name, text in FILES.items():
        write(root, name, text)
    for name, (old, new) in (changes or {}).items():
        text = (root / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        write(root, name, text.replace(old, new))
    return root


def write(root: Path, name: str, text: str) -> None:
    """Write one file of a law."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
