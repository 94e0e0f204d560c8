"""The tables of the product hold together, and the linter says where one would not."""

from datetime import date

import msgspec
import pytest

from giamngheo.law.library import LawError, rules_of
from giamngheo.law.linter.reports import counted_in, table_faults
from giamngheo.law.reports.library import statutory_table, statutory_tables, tables_on
from giamngheo.law.vocabulary.published import DEPRIVED
from giamngheo.law.vocabulary.reports import Column, Counts, Identity, ReportTable, Share

TABLES = list(statutory_tables().values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.text.id)
def test_every_column_is_counted_reckoned_or_said_to_be_open(table) -> None:
    assert list(table_faults(table.text, counted_in(table.text), "report.yaml")) == []
    assert table.text.note and not table.text.verified  # the circular was not found


def test_they_come_in_the_order_of_their_numbers() -> None:
    assert [table.text.number for table in TABLES] == list(range(1, 14))
    assert tables_on(date(2021, 12, 31)) == []
    with pytest.raises(LawError, match="Không có biểu «khac»"):
        statutory_table("khac")


@pytest.mark.parametrize("name", ["poor_deprivations", "near_poor_deprivations"])
def test_deprivations_are_those_of_the_standard_in_its_order(name: str) -> None:
    table = statutory_table(name)
    ids = [one.id for one in rules_of(table.text.standard).standard.deprivations]
    assert [column.id for column in table.text.columns][2:-1] == ids
    assert isinstance(table.rows, Counts) and set(ids) <= set(table.rows.columns)
    assert DEPRIVED + ids[0] == "deprived_employment"


def faulty(**changes) -> ReportTable:
    return msgspec.structs.replace(statutory_table("official_result").text, **changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"columns": (Column(number=2, id="households", name="a", unit="households"),)}, "liền từ 1"),
        ({"columns": (Column(number=1, id="nobody", name="a", unit="households"),)}, "phải được đếm"),
        (
            {"columns": (Column(number=1, id="households", name="a", unit="households", open="chưa"),)},
            "phải được đếm",
        ),
        (
            {"columns": (Column(number=1, id="rate", name="a", unit="percent", formula="later / 2"),)},
            "cột đứng sau: later",
        ),
        ({"identities": (Identity("households", "nothing + poor"),)}, "nothing"),
        ({"identities": (Identity("households", "f(poor)"),)}, "chỉ được cộng"),
        ({"shares": (Share("poor", "everything"),)}, "everything"),
    ],
)
def test_a_fault_is_named(changes, said: str) -> None:
    found = list(table_faults(faulty(**changes), counted_in(faulty()), "report.yaml"))
    assert any(said in one.text for one in found), found
