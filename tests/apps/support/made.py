"""Short words for help of tests; nobody is real."""

from datetime import date

from tests.apps.households.made import WHO

from giamngheo.apps.households.models import Household
from giamngheo.apps.support.actions import give
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.states import Form, Source


def helped(household: Household, need: str = "housing", day: date = date(2026, 3, 1)) -> Support:
    """Help written down by hand."""
    line = Help(
        household.pk, need, Form.MONEY, "Tiền thử", day, Source.COMMUNITY, value=1_000_000, giver="Hội thử"
    )
    (row,) = give([line], WHO)
    return row
