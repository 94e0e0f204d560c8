"""The end of a year: what is still open of the money of a unit, carried over or cancelled by decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from giamngheo.apps.budgets.actions import BudgetError, Paper, Said, draw_decision
from giamngheo.apps.budgets.dimensions import key_of
from giamngheo.apps.budgets.models import Decision, Line
from giamngheo.apps.budgets.states import OPEN, Account, DecisionKind
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

CARRY, CANCEL = "carry", "cancel"


@dataclass(frozen=True)
class Remainder:
    """What an account of a line holds at the end of its year; advances are recovered or carried over."""

    line: Line
    account: Account
    amount: int

    @property
    def name(self) -> str:
        """How a form calls it."""
        return f"{self.line.pk}-{self.account.value}"

    @property
    def may_cancel(self) -> bool:
        """Whether it can be cancelled: what is advanced left the treasury."""
        return self.account is not Account.ADVANCED


def remainders(lines: Sequence[Line]) -> list[Remainder]:
    """What is open of these lines, in their order."""
    return [
        Remainder(line, account, line.held(account))
        for line in lines
        for account in OPEN
        if line.held(account)
    ]


def unsettled(lines: Sequence[Line]) -> list[Line]:
    """The lines of which something paid waits for settlement."""
    return [one for one in lines if one.paid]


@transaction.atomic
def draw_closing(
    area: Area, year: int, left: Sequence[Remainder], chosen: Mapping[str, str], actor: Actor
) -> list[Decision]:
    """Draft the decisions that carry over and cancel what was chosen by name; raises BudgetError."""
    carried = [one for one in left if chosen.get(one.name) == CARRY]
    cancelled = [one for one in left if chosen.get(one.name) == CANCEL]
    if any(not one.may_cancel for one in cancelled):
        raise BudgetError(
            "Số đang tạm ứng không hủy được. Cách xử lý: chọn chuyển nguồn, hoặc thu hồi tạm ứng trước."
        )
    if not carried and not cancelled:
        raise BudgetError("Chưa chọn khoản nào. Cách xử lý: chọn chuyển nguồn hoặc hủy ở ít nhất một khoản.")
    made = []
    if carried:
        said = [
            Said(
                replace(key_of(one.line), year=year + 1, origin_year=one.line.origin_year),
                one.amount,
                one.line,
                one.account.value,
            )
            for one in carried
        ]
        title = f"Chuyển nguồn kinh phí năm {year} sang năm {year + 1}"
        made.append(draw_decision(area, DecisionKind.CARRY, Paper(title), said, actor, year=year))
    if cancelled:
        said = [Said(key_of(one.line), one.amount, None, one.account.value) for one in cancelled]
        title = f"Hủy dự toán kinh phí năm {year}"
        made.append(draw_decision(area, DecisionKind.CANCEL, Paper(title), said, actor, year=year))
    return made
