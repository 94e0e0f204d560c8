"""Made-up money: what a unit is given, allocates and pays, in one call each."""

from datetime import date
from decimal import Decimal
from itertools import count

from giamngheo.apps.budgets.actions import (
    Paper,
    Part,
    Said,
    Voucher,
    draw_decision,
    draw_resolution,
    put_in_force,
    spend,
)
from giamngheo.apps.budgets.dimensions import Key
from giamngheo.apps.budgets.models import Decision, Entry, Line, Resolution
from giamngheo.apps.budgets.shares import Criterion
from giamngheo.apps.budgets.states import DecisionKind, EntryKind
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

KEEPER, LEADER = Actor(None, "Kế toán Thử"), Actor(None, "Lãnh đạo Thử")
YEAR, DAY = 2025, date(2025, 3, 1)
PROGRAMME = "poverty_reduction_2021_2025"
_numbers = count(1)


def key(area: Area, project: str = "", **more: object) -> Key:
    """Recurrent money of the central budget for a unit."""
    said = {"year": YEAR, "nature": "recurrent_fund", "source": "central", **more}
    return Key(area.pk, programme=PROGRAMME, project=project, **said)  # type: ignore[arg-type]


def decide(area: Area, kind: DecisionKind, said: list[Said], day: date = DAY, year: int = YEAR) -> Decision:
    """A decision in force."""
    paper = Paper("Quyết định thử", f"{next(_numbers)}/QĐ-UBND", day, "UBND thử")
    return put_in_force(draw_decision(area, kind, paper, said, KEEPER, year=year), None, LEADER)


def line_of(wanted: Key) -> Line:
    """A line as it stands."""
    return Line.objects.get(
        area=wanted.area_id,
        year=wanted.year,
        origin_year=wanted.first_year,
        project=wanted.project,
        nature=wanted.nature,
        source=wanted.source,
        use=wanted.use,
        item=wanted.item,
        activity=wanted.activity_id,
    )


def given(area: Area, amount: int, project: str = "", **more: object) -> Line:
    """A line that was given so much from outside."""
    to = key(area, project, **more)
    decide(area, DecisionKind.RECEIVE, [Said(to, amount)], year=to.year)
    return line_of(to)


def allocated(line: Line, amount: int, to: Key | None = None, day: date = DAY) -> Line:
    """So much of a line allocated to another one, or to itself for spending."""
    if to is None:
        to = Key(
            line.area_id, line.year, line.programme, line.nature, line.source, line.project, line.use,
            line.item, line.origin_year, line.activity_id,
        )  # fmt: skip
    area = Area(pk=line.area_id)
    decide(area, DecisionKind.ALLOCATE, [Said(to, amount, line)], day, line.year)
    return line_of(to)


def paid(line: Line, amount: int, kind: EntryKind = EntryKind.PAY, day: date = DAY) -> Entry:
    """So much paid, advanced … with a voucher of its own."""
    voucher = Voucher(kind, f"CT{next(_numbers)}", day)
    return spend(Area(pk=line.area_id), voucher, [Part(line, amount)], KEEPER)


def balances(line: Line) -> tuple[int, ...]:
    """What each account holds; what was passed on or split together."""
    line.refresh_from_db()
    return (
        line.given, line.unallocated, line.passed + line.split, line.allocated, line.advanced, line.paid,
        line.settled, line.carried, line.cancelled,
    )  # fmt: skip


def resolution_of(area: Area) -> Resolution:
    """Made-up criteria, not signed."""
    criteria = [
        Criterion("c1", "Số hộ nghèo", weight=Decimal("1.5"), unit="hộ", counts="official_result.poor")
    ]
    criteria.append(Criterion("c2", "Hệ số khó khăn", "coefficient"))
    paper = ("05/NQ-HĐND", date(2022, 6, 30), "HĐND tỉnh thử", "Tiêu chí phân bổ thử")
    return draw_resolution(area, paper, criteria, KEEPER)
