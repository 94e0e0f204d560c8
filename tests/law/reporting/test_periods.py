"""Periods and last days of duties to report; what the linter finds in them."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.law.linter.reporting import duty_faults
from giamngheo.law.reporting.library import report_duties
from giamngheo.law.reporting.periods import due_of, last_day, period_named, periods_of
from giamngheo.law.vocabulary.reporting import Frequency, SendingTier


@pytest.mark.parametrize(
    ("duty", "code", "tier", "day"),
    [
        ("review_month", "2026-t1", "commune", date(2026, 2, 5)),
        ("review_month", "2026-t8", "commune", date(2026, 9, 5)),
        ("review_preliminary", "2026", "province", date(2026, 11, 14)),
        ("review_official", "2026", "province", date(2026, 12, 19)),
        ("monitoring_half_year", "2026-k1", "province", date(2026, 5, 31)),
        ("monitoring_year", "2026", "province", date(2026, 11, 30)),
        ("evaluation_start", "2021-den-2025", "province", date(2022, 11, 30)),
    ],
)
def test_the_last_day_is_that_of_the_text(duty: str, code: str, tier: str, day: date) -> None:
    told = report_duties()[duty]
    period, due = period_named(told, code), due_of(told, SendingTier(tier))
    assert period is not None
    assert due is not None
    assert last_day(due, period) == day


@given(st.sampled_from(sorted(report_duties())), st.integers(2020, 2030))
def test_every_period_is_found_by_its_code_and_lies_in_the_time_of_its_duty(name: str, year: int) -> None:
    duty = report_duties()[name]
    for period in periods_of(duty, year):
        assert period_named(duty, period.code) == period
        assert period.first <= period.last
        assert duty.first <= period.last
        assert period.first <= duty.last


@given(st.text(max_size=12))
def test_no_other_word_names_a_period(word: str) -> None:
    for duty in report_duties().values():
        found = period_named(duty, word)
        assert found is None or found.code == word


def test_what_does_not_hold_in_a_duty_is_told() -> None:
    duty = report_duties()["review_official"]
    section = msgspec.structs.replace(duty.sections[0], tables=("none",))
    broken = {
        "ngày cuối trước": msgspec.structs.replace(duty, last=date(2020, 1, 1)),
        "cấp gửi": msgspec.structs.replace(duty, senders=()),
        "ghi hai lần": msgspec.structs.replace(duty, sections=(section, section)),
        "không có biểu": msgspec.structs.replace(duty, sections=(section,)),
        "không gửi báo cáo này": msgspec.structs.replace(duty, senders=(SendingTier.COMMUNE,)),
        "months_after": msgspec.structs.replace(duty, dues=(msgspec.structs.replace(duty.dues[0], month=0),)),
        "chưa có hạn": msgspec.structs.replace(duty, ask=""),
        "nơi yêu cầu": msgspec.structs.replace(duty, every=Frequency.AS_ASKED),
    }
    for said, one in broken.items():
        assert any(said in finding.text for finding in duty_faults(one, "x")), said
    assert list(duty_faults(duty, "x")) == []
