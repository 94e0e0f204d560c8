"""Working days in Vietnam, and the last day of a time limit.

Words: a *rest day* is nobody's working day (weekend, holiday, exchanged day). What a year's decision said is
in `days.yaml`; days that nobody has compared with it are given as a doubt with each answer that needs them.
"""

from giamngheo.foundation.calendar.days import CalendarError
from giamngheo.foundation.calendar.working_days import Calendar, calendar

__all__ = ["Calendar", "CalendarError", "calendar"]
