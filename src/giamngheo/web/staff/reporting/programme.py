"""What an edition keeps of the programme's money and activities, in words and tables."""

from collections.abc import Sequence

from giamngheo.apps.budgets.queries import Sums, order_of
from giamngheo.apps.papers.documents import Column, Paragraph, Table
from giamngheo.apps.reporting.models import Edition
from giamngheo.law.activities.library import activity_kinds
from giamngheo.law.vocabulary.reporting import ReportSection
from giamngheo.web.components.numbers import number, percent
from giamngheo.web.staff.budgets.shown import millions, project_name

MONEY = ("Kinh phí", "Phân bổ chưa chi", "Tạm ứng", "Thanh toán", "Quyết toán", "Giải ngân")
Rows = Sequence[tuple[str, ...]]


def money_rows(edition: Edition) -> Rows:
    """By project in the order of the programme, the sum last: triệu đồng, and the rate of disbursement."""
    told = {code: Sums(*sums) for code, sums in edition.money.items()}
    rows = [_row(project_name(code), told[code]) for code in sorted(told, key=order_of)]
    return [*rows, _row("Cộng", sum(told.values(), Sums()))] if rows else []


def activity_rows(edition: Edition) -> Rows:
    """By kind of activity, what those that are done added up to."""
    return [
        (
            kind.name,
            "; ".join(
                f"{one.name.lower()}: {number(told[one.id])} {one.unit}"
                for one in kind.outputs
                if told.get(one.id)
            ),
        )
        for kind in activity_kinds().values()
        if (told := edition.activities.get(kind.id))
    ]


def programme_tables(section: ReportSection, edition: Edition) -> list[Paragraph | Table]:
    """The tables of a section of the paper that tell of money and activities."""
    found: list[Paragraph | Table] = []
    columns: tuple[Column, ...]
    if section.activities and (rows := activity_rows(edition)):
        columns = (Column("Loại hoạt động", share=2), Column("Kết quả đã làm xong", share=4))
        found += [Paragraph("Hoạt động đã làm xong", is_italic=True), Table(columns, tuple(rows))]
    if section.money and (rows := money_rows(edition)):
        columns = (
            Column("Dự án, tiểu dự án", share=3),
            *(Column(name, share=1.2, side="right") for name in MONEY),
        )
        found += [
            Paragraph("Kinh phí theo dự án (triệu đồng), theo sổ lúc lập báo cáo", is_italic=True),
            Table(columns, tuple(rows)),
        ]
    return found


def _row(name: str, sums: Sums) -> tuple[str, ...]:
    amounts = (sums.own, sums.allocated, sums.advanced, sums.paid, sums.settled)
    return (name, *map(millions, amounts), percent(sums.rate))
