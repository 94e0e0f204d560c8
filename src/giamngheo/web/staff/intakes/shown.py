"""What an intake would write, in pages of fifty: submissions by what becomes of them, and what to correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
import polars as pl

from giamngheo.apps.exchange import import_folder
from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.exchange.submissions.comparing import Status
from giamngheo.apps.exchange.submissions.opening import form_to_gather
from giamngheo.apps.households.models import Household
from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.households.states import BirthPrecision
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.questionnaires.asking import named
from giamngheo.law.vocabulary.questionnaires import Questionnaire
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.numbers import moment
from giamngheo.web.staff.sheets.words import in_words

ON_A_PAGE: Final = 50
FAULTS, DIFFERENT, RIVALS, NEWCOMERS = "nhan-xet", "khac", "nhieu-ban", "nguoi-moi"
_HIDDEN: Final = "personal_number"
PARTS: Final[Mapping[str, tuple[str, tuple[Status, ...]]]] = {
    # what stands in the address: words, which submissions
    "chua-dien": ("Phiếu chưa điền", (Status.NEW,)),
    "dien-them": ("Điền thêm vào phiếu đang điền", (Status.FILLED,)),
    DIFFERENT: ("Khác phiếu đang điền", (Status.DIFFERS,)),
    RIVALS: ("Nhiều bản nộp của một hộ", ()),
    NEWCOMERS: ("Người chưa có trên phiếu", ()),
    "da-co": ("Không có gì mới", (Status.SAME, Status.AGAIN)),
    "khong-nhan": ("Không nhận", (Status.REFUSED,)),
    FAULTS: ("Nhận xét", ()),
}
WHY_NOTHING: Final[Mapping[str, str]] = {
    Status.SAME: "mọi câu đã có trên phiếu",
    Status.AGAIN: "đã nhận ở lần gửi trước",
}


@dataclass(frozen=True)
class Difference:
    """A box in which a submission and its sheet differ, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """Fifty rows: `first` is the place of the first among `total`; differences and heads by sheet."""

    name: str
    words: str
    rows: list[dict[str, Any]]
    total: int
    first: int
    differences: Mapping[int, list[Difference]]
    heads: Mapping[int, str]
    areas: Mapping[int, str]

    @property
    def next(self) -> int | None:
        """The place of the next page's first row."""
        after = self.first + len(self.rows)
        return after if after < self.total else None


def part_of(address: Mapping[str, str], one: Intake) -> Part:
    """The part that the address names, else the one that most needs a look."""
    name = name_of(address, one)
    rows = rows_of(name, one)
    if rows is not None and name == RIVALS:
        rows = _by_household(rows)
    if rows is None:
        return Part(name, PARTS[name][0], [], 0, 0, {}, {}, {})
    total = int(rows.select(pl.len()).collect().item())
    first = min(number_in(address, "tu") or 0, total)
    shown = rows.slice(first, ON_A_PAGE).collect().to_dicts()
    return Part(name, PARTS[name][0], shown, total, first, *told_of(one, shown))


def told_of(
    one: Intake, shown: Sequence[dict[str, Any]]
) -> tuple[dict[int, list[Difference]], dict[int, str], dict[int, str]]:
    """Write these rows in words; gives their differences and heads by sheet, and the names of areas."""
    form = form_to_gather(one.occasion, one.form)
    for row in shown:
        if "field" in row:
            question = form.question(row["field"])
            row["label"] = question.text if question is not None else ""
            if row["field"] == _HIDDEN and row["value"]:
                row["value"] = f"•••{row['value'][-3:]}"
    sheets = {row["sheet_id"] for row in shown if row.get("sheet_id")}
    heads = Household.objects.filter(sheets__in=sheets).values_list("sheets", "head_name") if sheets else []
    areas = {row["area_id"] for row in shown if row.get("area_id")}
    return _differences(one, sheets, form), dict(heads), dict(names_of(areas, today()))


def name_of(address: Mapping[str, str], one: Intake) -> str:
    """The part that the address names, else the one that most needs a look."""
    name = address.get("phan", "")
    if name in PARTS:
        return name
    counts = one.counts
    if counts.get(Status.DIFFERS):
        return DIFFERENT
    if counts.get("rivals"):
        return RIVALS
    usual = {"chua-dien": Status.NEW, "dien-them": Status.FILLED, "khong-nhan": Status.REFUSED}
    return next((part for part, status in usual.items() if counts.get(status)), "da-co")


def rows_of(name: str, one: Intake) -> pl.LazyFrame | None:
    """The kept rows of a part, None where nothing was kept."""
    if name in (FAULTS, NEWCOMERS):
        return import_folder.frame_of(one, "faults" if name == FAULTS else "newcomers")
    rows = import_folder.frame_of(one, "lines")
    if name == RIVALS:
        is_known = (
            rows is not None and "rival" in rows.collect_schema()
        )  # else compared before there were any
        return rows.filter("rival").sort("code", "row") if rows is not None and is_known else None
    return rows.filter(pl.col("status").is_in(PARTS[name][1])) if rows is not None else None


def counted(name: str, one: Intake) -> int:
    """How many rows a part has; of «nhieu-ban» how many households."""
    of_its_own = {FAULTS: "faults", RIVALS: "rivals", NEWCOMERS: "newcomers"}
    if name in of_its_own:
        return int(one.counts.get(of_its_own[name], 0))
    return sum(one.counts.get(status, 0) for status in PARTS[name][1])


def sent_at(text: str) -> str:
    """When a submission came, as the server wrote it; in the hour of Viet Nam where it tells its own."""
    try:
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return text


def who(row: Mapping[str, Any]) -> str:
    """How somebody who is on no sheet stands to the head, and since when they live."""
    born = ""
    if row["born"] is not None:
        written = {BirthPrecision.DAY: "%d/%m/%Y", BirthPrecision.MONTH: "%m/%Y"}.get(row["precision"], "%Y")
        born = f"sinh {row['born']:{written}}"
    said = (
        choices_of("relationship").get(row["relationship"], ""),
        choices_of("sex").get(row["sex"], ""),
        born,
    )
    return ", ".join(one.lower() for one in said if one)


def _by_household(rows: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each household, with its submissions."""
    return rows.group_by("code", maintain_order=True).agg(
        pl.first("sheet_id", "area_id"), pl.struct("row", "sent", "sender", "status").alias("rivals")
    )


def _differences(one: Intake, sheets: set[int], form: Questionnaire) -> dict[int, list[Difference]]:
    kept = import_folder.frame_of(one, "changes")
    if kept is None or not sheets:
        return {}
    found: dict[int, list[Difference]] = {}
    for sheet, field, ordinal, *answers in (
        kept.filter(pl.col("sheet_id").is_in(list(sheets))).collect().iter_rows()
    ):
        question = form.question(field)
        before, after = (
            in_words(question, msgspec.json.decode(answer), whole_numbers=False) for answer in answers
        )
        name = named(question, ordinal) if question is not None else field
        found.setdefault(sheet, []).append(Difference(name, before, after))
    return found
