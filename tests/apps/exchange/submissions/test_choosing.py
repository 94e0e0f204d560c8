"""What who sends a file chooses before it is written: which of two submissions is taken, who is added."""

import pytest
from tests.apps.exchange.submissions.made import compared, held, lines, submission
from tests.apps.surveys.made import family, opened, version
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange import import_folder, intakes
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.audit.actions import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def sheets(country: Country) -> list[FilledSheet]:
    """Three sheets in the village «east_1» that nobody has touched."""
    return [opened(family(country.east_1, name)) for name in ("Mẫu", "Thử", "Ví")]


def test_of_two_submissions_of_a_household_the_one_that_somebody_picks_is_taken(
    country: Country, sheets: list[FilledSheet]
) -> None:
    first, second, _ = sheets
    sent = [
        submission(first),
        submission(second, {("toilet", None): "septic"}),
        submission(second, {("toilet", None): "pour_flush"}, "other"),
    ]
    one = compared(country.east, sent)
    code = second.household_code
    assert (one.counts["rivals"], intakes.rivals_of(one), intakes.writes(one)) == (1, {code: [3, 4]}, 1)
    frame = import_folder.frame_of(one, "lines")
    assert frame is not None
    told = frame.filter("rival").select("sent", "sender").collect().rows()
    assert told == [("2026-10-05T03:04:05.678Z", "Thử Văn Gửi")] * 2
    intakes.pick(one, {code: 4, first.household_code: 2, "x": 3}, SYSTEM)
    one.refresh_from_db()
    assert one.choices["picked"] == {code: 4}
    assert dict(lines(one)["refused"]) == {3: f"hộ {code} đã chọn bản nộp ở dòng 4."}
    intakes.choose_all(one, intakes.FILE, SYSTEM)  # what was picked stays
    intakes.write_intake(one, SYSTEM)
    assert held(second)["toilet", None] == "pour_flush"
    assert [version(sheet) for sheet in sheets] == [2, 2, 1]
    intakes.undo_intake(one, "nhầm", SYSTEM)
    assert ("toilet", None) not in held(second)


def test_who_picks_none_after_all_takes_none(country: Country, sheets: list[FilledSheet]) -> None:
    sheet = sheets[0]
    one = compared(country.east, [submission(sheet), submission(sheet, {("toilet", None): "none"}, "other")])
    for row in (2, None):
        intakes.pick(one, {sheet.household_code: row}, SYSTEM)
        one.refresh_from_db()
    assert (one.choices["picked"], intakes.writes(one), one.counts["rivals"]) == ({}, 0, 1)
