"""The states of a version of a form and of a filled form, and the periods of which forms tell."""

from calendar import monthrange
from datetime import date

from django.db import models


class VersionState(models.TextChoices):
    """A version is designed as a draft, never changes in use, and ends when another follows it."""

    DRAFT = "draft", "Đang soạn"
    IN_USE = "in_use", "Đang dùng"
    ENDED = "ended", "Đã thôi dùng"


class FilledState(models.TextChoices):
    """A filled form is worked on as a draft; what is finished is opened again with a reason."""

    DRAFT = "draft", "Đang lập"
    FINISHED = "finished", "Đã hoàn thành"


class Period(models.TextChoices):
    """How often a form is filled in."""

    MONTH = "month", "hằng tháng"
    QUARTER = "quarter", "hằng quý"
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "hằng năm"
    AD_HOC = "ad_hoc", "đột xuất"

    @property
    def months(self) -> int:
        """How many months it has; 0 where its days are told each time."""
        return {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}.get(self, 0)

    def days(self, day: date) -> tuple[date, date]:
        """First and last day of the period in which a day lies; of an ad hoc one the day itself."""
        if not self.months:
            return day, day
        first = (day.month - 1) // self.months * self.months + 1
        last = first + self.months - 1
        return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])

    def called(self, first: date, last: date) -> str:
        """How the period of these days is called: «quý II năm 2026»."""
        if self is Period.MONTH:
            return f"tháng {first.month} năm {first.year}"
        if self is Period.QUARTER:
            return f"quý {('I', 'II', 'III', 'IV')[(first.month - 1) // 3]} năm {first.year}"
        if self is Period.HALF_YEAR:
            return f"6 tháng {'đầu' if first.month == 1 else 'cuối'} năm {first.year}"
        if self is Period.YEAR:
            return f"năm {first.year}"
        return f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
