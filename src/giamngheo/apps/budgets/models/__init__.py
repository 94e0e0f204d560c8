"""Lines of money with their balances, entries with their postings, decisions, needs; money in đồng."""

from giamngheo.apps.budgets.models.decisions import Decision, DecisionLine, Resolution
from giamngheo.apps.budgets.models.entries import Entry, Loading, Posting
from giamngheo.apps.budgets.models.lines import Dimensions, Estimate, Line

__all__ = [
    "Decision",
    "DecisionLine",
    "Dimensions",
    "Entry",
    "Estimate",
    "Line",
    "Loading",
    "Posting",
    "Resolution",
]
