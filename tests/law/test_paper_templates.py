"""Kinds of papers and their templates as data: a fault is told with its place."""

from pathlib import Path

import pytest
from tests.law.faulty import law, write

from giamngheo.law.linter.check import check
from giamngheo.law.papers.template_library import paper_kinds
from giamngheo.law.papers.writing import basis_of, day_in_words
from giamngheo.law.vocabulary.texts import Clause

KINDS = "papers/kinds.yaml"
PLACE = "papers/templates/one/template.yaml"
FILES = {
    KINDS: """
- id: notice
  name: Thông báo bịa
  is_public: true
  places:
    - {id: year, name: Năm, kind: year}
    - {id: village, name: Thôn}
  tables:
    - id: households
      name: Hộ
      fields:
        - {id: head, name: Chủ hộ}
        - {id: members, name: Nhân khẩu, kind: number}
""",
    PLACE: """
id: one
kind: notice
periods:
  - {first: 2020-03-01, last: 2020-12-31, clause: {instrument: nd-1}}
issuer: Ủy ban nhân dân {unit}
title: Thông báo
subject: "Năm {year}"
bases:
  - {clause: {instrument: nd-1}}
  - {text: Theo đề nghị}
body:
  - {piece: paragraph, text: "{village}", when: village}
  - {piece: each, table: households, text: "{head}"}
  - piece: table
    table: households
    total: Cộng
    columns:
      - {heading: TT}
      - {heading: Chủ hộ, field: head}
      - {heading: Nhân khẩu, field: members, is_summed: true}
signatures:
  - {capacity: [Chủ tịch], name: "{signer}"}
""",
}

EACH = '{piece: each, table: households, text: "{head}"}'
GROUP = (
    '{{piece: group, table: households, body: [{{piece: point, mark: "-", text: "{said}", when: {when}}}]}}'
)


def papers(root: Path) -> Path:
    """A sound law with one kind of paper and its template."""
    law(root)
    for name, text in FILES.items():
        write(root, name, text)
    return root


def told(root: Path) -> list[str]:
    """What the linter says of papers."""
    return [str(one) for one in check(root) if "papers/" in one.place]


def test_sound_papers_have_no_findings(tmp_path: Path) -> None:
    assert check(papers(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (KINDS, "id: head", "id: personal_number", "niêm yết công khai không được có cột này"),
        (KINDS, "id: year", "id: unit", "tên «unit» dùng hai lần"),
        (KINDS, "id: village", "id: households", "tên «households» dùng hai lần"),
        (KINDS, "id: members", "id: head", "hai cột trùng tên"),
        (KINDS, "name: Thông báo bịa", "nome: Thông báo", "Gói luật hỏng: kinds.yaml"),
        (PLACE, "id: one", "id: two", "hai tên phải giống nhau"),
        (PLACE, "kind: notice", "kind: rumour", "không có loại văn bản «rumour»"),
        (PLACE, "subject:", "subjects:", "Gói luật hỏng: template.yaml"),
        (PLACE, "instrument: nd-1}}\nissuer", "instrument: nd-9}}\nissuer", "«nd-9»"),
        (PLACE, "first: 2020-03-01", "first: 2019-03-01", "ban hành 01/01/2020, sau ngày mẫu áp dụng"),
        (PLACE, "{text: Theo đề nghị}", "{text: ''}", "hoặc lời (text)"),
        (PLACE, "{text: Theo đề nghị}", "{text: x, when: rumour}", "điều kiện «rumour»"),
        (PLACE, "Năm {year}", "Năm {rumour}", "chỗ trống «{rumour}»"),
        (PLACE, "dân {unit}", "dân {year}", "không được có chỗ trống «year»"),
        (PLACE, "title: Thông báo", 'title: "{village}"', "tên loại văn bản ai có mã cũng đọc được"),
        (PLACE, "when: village", "when: rumour", "điều kiện «rumour»"),
        (PLACE, "table: households, text", "table: rumours, text", "không có bảng này"),
        (PLACE, 'text: "{head}"', 'text: "{rumour}"', "chỗ trống «{rumour}»"),
        (PLACE, EACH, GROUP.format(said="{rumour}", when="head"), "chỗ trống «{rumour}»"),
        (PLACE, EACH, GROUP.format(said="{head}", when="rumour"), "điều kiện «rumour» không phải cột"),
        (PLACE, "{heading: TT}", "{heading: TT, when: rumour}", "điều kiện «rumour»"),
        (PLACE, "field: head", "field: rumour", "bảng không có cột «rumour»"),
        (PLACE, "field: head", "field: head, is_summed: true", "chỉ cộng được cột số"),
        (PLACE, "{heading: TT}", "{heading: TT, share: 0}", "phần rộng của cột"),
        (PLACE, "      - {heading: Chủ hộ, field: head}\n", "", "dòng cộng cần một cột"),
        (PLACE, "capacity: [Chủ tịch]", "capacity: []", "chưa ghi ai ký"),
        (PLACE, "kind: notice", "kind: notice\nunits: ['99001']", "chưa có mẫu nào dùng cho mọi đơn vị"),
        (PLACE, "kind: notice", "kind: notice\nverified: false", "không có ghi chú"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    root = papers(tmp_path)
    assert old in FILES[file]
    write(root, file, FILES[file].replace(old, new, 1))
    found = told(root)
    assert any(words in one for one in found), found


def test_two_wordings_of_one_time_are_a_fault_unless_they_are_of_different_units(tmp_path: Path) -> None:
    root, second = papers(tmp_path), FILES[PLACE].replace("id: one", "id: two")
    write(root, "papers/templates/two/template.yaml", second)
    assert any("chồng lên mẫu «one»" in one for one in told(root))
    write(
        root,
        "papers/templates/two/template.yaml",
        second.replace("kind: notice", "kind: notice\nunits: ['99001']"),
    )
    assert told(root) == []


def test_a_text_that_ended_is_no_basis_of_later_papers(tmp_path: Path) -> None:
    root = papers(tmp_path)
    ended = (
        (root / "instruments.yaml")
        .read_text(encoding="utf-8")
        .replace("in_force", "ended: 2020-06-30, in_force")
    )
    write(root, "instruments.yaml", ended)
    assert any("hết hiệu lực 30/06/2020" in one for one in told(root))


def test_an_operator_s_own_wording_is_checked_against_the_kinds_of_the_law(tmp_path: Path) -> None:
    root, own = papers(tmp_path / "law"), tmp_path / "own"
    write(own, "papers/templates/ours/template.yaml", FILES[PLACE].replace("id: one", "id: ours"))
    assert check(root, own=[own]) == []
    write(
        own,
        "papers/templates/ours/template.yaml",
        FILES[PLACE].replace("id: one", "id: ours").replace("{year}", "{x}"),
    )
    assert [one.place for one in check(root, own=[own])] == ["papers/templates/ours/template.yaml"]


def test_texts_are_cited_in_full_and_days_are_written_in_words() -> None:
    cited = basis_of(Clause("qd-24-2021", "Điều 4"))
    assert cited.startswith(
        "Căn cứ Điều 4 Quyết định số 24/2021/QĐ-TTg ngày 16 tháng 7 năm 2021 của Thủ tướng Chính phủ quy định"
    )
    assert basis_of(Clause("luat-can-cuoc")) == "Căn cứ Luật Căn cước [cần đối chiếu công báo]"
    assert day_in_words(None, 2026) == "ngày ..... tháng ..... năm 2026"


def test_the_how_to_names_every_kind_place_and_field() -> None:
    told = (Path(__file__).parents[2] / "docs/how-to/van-ban.md").read_text(encoding="utf-8")
    for kind in paper_kinds().values():
        line = next(one for one in told.splitlines() if one.startswith(f"| `{kind.id}` "))
        names = [one.id for one in kind.places]
        names += [name for table in kind.tables for name in (table.id, *(one.id for one in table.fields))]
        assert [name for name in names if f"`{name}`" not in line] == [], kind.id
