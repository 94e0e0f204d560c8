"""Two people at the same moment: each of them is kept or told, nobody is overwritten unseen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from tests.apps.surveys.made import DAY, FORM, OCCASION, OTHER, WHO, family, filled, now, opened, version
from tests.factories.places import make_country

from giamngheo.apps.surveys.actions import StaleError, SurveyError, open_sheet, save_draft, seal
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion

pytestmark = pytest.mark.django_db(transaction=True)


def together(*deeds: Callable[[], object]) -> list[object]:
    """What became of deeds begun at once, each on a connection of its own: its result or its refusal."""
    start = Barrier(len(deeds))

    def done(deed: Callable[[], object]) -> object:
        try:
            start.wait(10)
            return deed()
        except SurveyError as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(done, deeds))


def test_of_two_who_save_seal_or_open_at_once_nobody_overwrites_the_other() -> None:
    home = family(make_country().east_1)
    sheet = opened(home)
    filled(sheet)
    same = [
        lambda: save_draft(sheet, {("toilet", None): "none", ("has_radio", None): False}, 2, WHO),
        lambda: save_draft(
            sheet, {("toilet", None): "other", ("has_laptop_or_tablet", None): False}, 2, OTHER
        ),
    ]
    found = together(*same)
    assert sorted(type(one).__name__ for one in found) == ["SheetVersion", "StaleError"]
    assert version(sheet) == 3
    different = [
        lambda: save_draft(sheet, {("housing_area", None): 70}, 3, WHO),
        lambda: save_draft(sheet, {("water_source", None): "rain"}, 3, OTHER),
    ]
    assert not any(isinstance(one, StaleError) for one in together(*different))
    assert (now(sheet).household["housing_area"], now(sheet).household["water_source"]) == (70, "rain")
    found = together(lambda: seal(sheet, 5, WHO), lambda: seal(sheet, 5, OTHER))
    assert sorted(type(one).__name__ for one in found) == ["SheetVersion", "SurveyError"]
    assert SheetVersion.objects.filter(sheet=sheet, kind="sealed").count() == 1
    found = together(*(lambda: open_sheet(home, FORM, "khác", DAY, WHO) for _ in range(2)))
    assert sorted(type(one).__name__ for one in found) == ["FilledSheet", "SurveyError"]
    assert FilledSheet.objects.exclude(occasion=OCCASION).count() == 1
