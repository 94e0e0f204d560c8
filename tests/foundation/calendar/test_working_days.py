"""Working days of Vietnam: as decided for single days, and true for any days."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.foundation.calendar import CalendarError, calendar
from giamngheo.foundation.calendar.days import OWN_FILE
from giamngheo.foundation.calendar.working_days import calendar_of

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
NUMBERS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2025, 9, 2), "Quốc khánh"),
        (date(2025, 9, 1), "Quốc khánh"),
        (date(2025, 5, 2), "26/04/2025"),
        (date(2026, 1, 2), "làm bù ngày 10/01/2026"),
        (date(2026, 8, 31), "22/08/2026"),
        (date(2026, 2, 20), "Mùng bốn"),
        (date(2026, 4, 27), "Giỗ Tổ Hùng Vương (nghỉ bù"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2026, 11, 28), "Thứ Bảy"),
        (date(2026, 11, 29), "Chủ nhật"),
    ],
)
def test_a_rest_day_says_why(day: date, why: str) -> None:
    assert why in (calendar().rest(day) or "")
    assert not calendar().is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22), date(2026, 2, 13), date(2026, 11, 26)]
)
def test_a_saturday_worked_for_another_day_is_a_working_day(day: date) -> None:
    assert calendar().is_working_day(day)


@pytest.mark.parametrize("year", range(1995, 2101))
def test_every_year_has_its_eleven_holidays_or_more(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    resting = [day for day in days if calendar().rest(day) not in (None, "Thứ Bảy", "Chủ nhật")]
    assert len(resting) >= 8  # before 2007 there were eight


@pytest.mark.parametrize(
    ("day", "number", "working", "last"),
    [
        # posted on Tuesday 25/11/2025: Wednesday, Thursday, Friday
        (date(2025, 11, 25), 3, True, date(2025, 11, 28)),
        # over a weekend
        (date(2025, 11, 27), 3, True, date(2025, 12, 2)),
        # over Quốc khánh: 29/8 is a Friday, 1 and 2 September are holidays
        (date(2025, 8, 29), 1, True, date(2025, 9, 3)),
        # fifteen days by the calendar from 15/11/2025 end on Sunday 30/11, so on Monday
        (date(2025, 11, 15), 15, False, date(2025, 12, 1)),
        (date(2025, 10, 15), 15, False, date(2025, 10, 30)),
    ],
)
def test_a_time_limit_ends_where_a_clerk_counts_it(day: date, number: int, working: bool, last: date) -> None:
    assert calendar().deadline(day, number, working=working) == last


def test_the_first_day_may_count_and_the_last_may_stay_on_a_rest_day() -> None:
    monday = date(2025, 11, 24)
    assert calendar().deadline(monday, 3, working=True, first_day_counts=True) == date(2025, 11, 26)
    assert calendar().deadline(monday, 3, working=False, first_day_counts=True) == date(2025, 11, 26)
    saturday = date(2025, 11, 29)
    assert calendar().deadline(saturday, 3, working=True, first_day_counts=True) == date(2025, 12, 3)
    sunday = calendar().deadline(date(2025, 11, 15), 15, working=False, moves_off_rest_days=False)
    assert sunday == date(2025, 11, 30)


def test_what_nobody_compared_is_said() -> None:
    assert calendar().doubts(date(2026, 9, 1), date(2026, 11, 20)) == ()
    (culture_day,) = calendar().doubts(date(2026, 11, 20), date(2026, 11, 30))
    assert "24/11/2026" in culture_day
    told = calendar().doubts(date(2026, 12, 1), date(2027, 1, 31))
    assert told == ("Ngày nghỉ lễ, Tết năm 2027: chưa đối chiếu với thông báo nghỉ lễ, Tết của năm.",)


def test_the_file_of_an_office_stands_before_ours(tmp_path: Path) -> None:
    own = tmp_path / "lich.yaml"
    own.write_text(
        "years: [{year: 2027, source: Thông báo bịa}]\n"
        "days: [{day: 2026-11-24, working: true, name: Làm việc, source: Văn bản bịa}]\n",
        encoding="utf-8",
    )
    ours = calendar_of([own, OWN_FILE])
    assert ours.is_working_day(date(2026, 11, 24))
    assert not ours.is_working_day(date(2026, 1, 2))
    assert ours.doubts(date(2026, 11, 1), date(2027, 12, 31)) == ()
    assert [one.source for one in ours.decided_days(date(2026, 11, 1), date(2026, 12, 1))] == ["Văn bản bịa"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("days: [", "Không đọc được lịch lich.yaml"),
        ("days: [{day: hôm qua, working: true, name: A, source: B}]", "days[0].day"),
        ("dates: []", "dates"),
        ("days: [{day: 2027-01-04, working: true, name: A, source: ' '}]", "04/01/2027 không ghi nguồn"),
        ("years: [{year: 2027, source: A, verified: false}]", "năm 2027 chưa đối chiếu"),
        ("years: [{year: 2027, source: A}, {year: 2027, source: B}]", "năm 2027 ghi hai lần"),
    ],
)
def test_a_bad_file_is_refused_with_place_and_remedy(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "lich.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CalendarError) as refused:
        calendar_of([path])
    assert words in str(refused.value)
    assert "Cách xử lý" in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match=r"none\.yaml"):
        calendar_of([tmp_path / "none.yaml"])


@pytest.mark.parametrize("number", [-1, 3_661])
def test_a_number_of_days_that_is_a_slip_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="Số ngày phải từ 0"):
        calendar().add_working_days(date(2026, 1, 1), number)


@pytest.mark.parametrize("day", [date(1994, 12, 31), date(2101, 1, 1), date.max])
def test_a_year_without_reckoned_holidays_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="từ năm 1995 đến năm 2100"):
        calendar().is_working_day(day)


@given(DAYS, NUMBERS)
def test_adding_and_counting_working_days_agree(day: date, number: int) -> None:
    last = calendar().add_working_days(day, number)
    assert calendar().working_days_between(day, last) == number
    assert number == 0 or calendar().is_working_day(last)


@given(DAYS, NUMBERS, NUMBERS)
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    step = calendar().add_working_days(calendar().add_working_days(day, first), second)
    assert step == calendar().add_working_days(day, first + second)


@given(DAYS, st.integers(0, 40), st.integers(1, 60), st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_a_later_beginning_or_a_longer_limit_never_ends_earlier(
    day: date, later: int, number: int, way: tuple[bool, bool, bool]
) -> None:
    working, first, moves = way

    def last(begun: date, days: int) -> date:
        return calendar().deadline(
            begun, days, working=working, first_day_counts=first, moves_off_rest_days=moves
        )

    assert last(day, number) <= last(day + timedelta(days=later), number)
    assert last(day, number) < last(day, number + 1) or (moves and not working)
    assert last(day, number) <= last(day, number + 1)
    assert last(day, number) >= day


@given(DAYS, st.integers(1, 60))
def test_a_limit_never_ends_on_a_rest_day_unless_asked_to_stay(day: date, number: int) -> None:
    for working in (True, False):
        assert calendar().is_working_day(calendar().deadline(day, number, working=working))
