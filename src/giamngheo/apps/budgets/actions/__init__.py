"""Every change of money: what is given and allocated by decision, paid by voucher, closed at the end."""

from giamngheo.apps.budgets.actions.decisions import (
    Paper,
    Said,
    attach,
    draw_decision,
    drop,
    put_in_force,
    reverse_decision,
)
from giamngheo.apps.budgets.actions.estimates import (
    Need,
    appraise,
    draw_need,
    draw_needs,
    withdraw_need,
    withdraw_needs,
)
from giamngheo.apps.budgets.actions.resolutions import (
    criteria_of,
    draw_resolution,
    end_resolution,
    sign_resolution,
)
from giamngheo.apps.budgets.actions.spending import Part, Voucher, reverse_voucher, spend
from giamngheo.apps.budgets.posting import BudgetError

__all__ = [
    "BudgetError",
    "Need",
    "Paper",
    "Part",
    "Said",
    "Voucher",
    "appraise",
    "attach",
    "criteria_of",
    "draw_decision",
    "draw_need",
    "draw_needs",
    "draw_resolution",
    "drop",
    "end_resolution",
    "put_in_force",
    "reverse_decision",
    "reverse_voucher",
    "sign_resolution",
    "spend",
    "withdraw_need",
    "withdraw_needs",
]
