"""The day of the report, over any day: as many working days after, never on a rest day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from giamngheo.apps.oversight.actions.inspecting import report_due
from giamngheo.foundation.calendar import calendar
from giamngheo.law.library import oversight_rules


@given(st.dates(date(2022, 1, 1), date(2035, 12, 1)))
def test_a_report_is_owed_after_as_many_working_days_as_the_law_folder_says(last: date) -> None:
    due = report_due(last)
    assert calendar().working_days_between(last, due) == oversight_rules().report.working_days
    assert calendar().is_working_day(due)
