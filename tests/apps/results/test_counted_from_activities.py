"""Figures counted from what activities and the ledger of help tell: of whom, and the proof."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.activities.made import LEADER as BOSS
from tests.apps.activities.made import MARCH, NOW, activity, begun, poor_home
from tests.apps.results.made import OFFICER, TODAY, set_target, told
from tests.apps.support.made import helped
from tests.factories.places import Country, make_country

from giamngheo.apps.activities.actions import enter, move
from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import Verb
from giamngheo.apps.results.actions import compute
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.apps.results.of_activities import counted_of_activities
from giamngheo.apps.support.actions import take_back
from giamngheo.foundation.areas.models import Area
from giamngheo.law.activities.library import activity_kinds, activity_packs
from giamngheo.law.library import LAW
from giamngheo.law.results.library import framework_for, frameworks
from giamngheo.law.vocabulary.frameworks import Indicator
from giamngheo.law.vocabulary.targets import TargetKind

from tests.apps.households.made import home  # isort: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def indicator(name: str) -> Indicator:
    found = framework_for(TODAY).indicator(name)
    assert found is not None
    return found


def accepted(area: Area, kind: str = "model", **more: object) -> Activity:
    """A model that was carried out and accepted."""
    row = begun(activity(area, kind, **more))
    row = move(row, Verb.FINISH, NOW, OFFICER, words="Không ghi ai")
    return move(row, Verb.ACCEPT, NOW, BOSS)


def counts(country: Country, name: str, since: date = date(2026, 1, 1)) -> list[int | None]:
    """The province's, the east's and the west's number."""
    units = [country.province.pk, country.east.pk, country.west.pk]
    found = counted_of_activities(indicator(name), units, since, TODAY, TODAY)
    return [one.numerator if (one := found[unit]) else None for unit in units]


def test_models_start_ups_and_chains_that_were_accepted_make_up_one_indicator(country: Country) -> None:
    assert counts(country, "models_supported") == [None, None, None]
    activity(country.east, "model")  # a proposal counts nothing, but then it is known that there is nothing
    assert counts(country, "models_supported") == [0, 0, None]
    accepted(country.east)
    accepted(country.east, "start_up", fields={"idea": "Bán hàng"})
    accepted(country.west, "value_chain", fields={"product": "Mật ong", "buyer": "Hợp tác xã thử"})
    accepted(country.east, "in_kind_support", fields={"sector": "livestock"})
    accepted(country.province)
    assert counts(country, "models_supported") == [4, 2, 1]


def test_an_activity_of_last_year_that_is_accepted_late_is_of_last_year(country: Country) -> None:
    accepted(country.east, first=date(2025, 3, 1), last=date(2025, 12, 20))
    accepted(country.east, last=date(2027, 6, 1))  # over before its last day: of the day of acceptance
    assert counts(country, "models_supported") == [1, 1, None]
    units = [country.east.pk]
    then = counted_of_activities(
        indicator("models_supported"), units, date(2025, 1, 1), date(2025, 12, 31), TODAY
    )
    assert then[country.east.pk] is not None and then[country.east.pk].numerator == 1  # type: ignore[union-attr]


def target_of_models(area: Area) -> PlannedTarget:
    return set_target(area, told("models_supported", TargetKind.AT_LEAST, 2))


def test_a_figure_keeps_which_activities_it_was_counted_from(country: Country) -> None:
    one, other = accepted(country.east), accepted(country.province)
    rows = [target_of_models(country.east), target_of_models(country.province)]
    assert compute(rows, TODAY, OFFICER).written == 2
    behind = {figure.area_id: figure.behind for figure in Actual.objects.all()}
    assert behind == {
        country.east.pk: {"activities": [[one.pk, 1]]},
        country.province.pk: {"activities": [[one.pk, 1], [other.pk, 1]]},
    }
    assert compute(rows, TODAY, OFFICER).same == 2
    accepted(country.east)
    assert compute(rows, TODAY, OFFICER).written == 2
    kept = Actual.objects.get(area=country.east, superseded_at__isnull=False)
    assert kept.behind == {"activities": [[one.pk, 1]]}


def test_without_any_such_activity_it_is_said_why_nothing_is_counted(country: Country) -> None:
    done = compute([target_of_models(country.west)], TODAY, OFFICER)
    assert done.written == 0
    assert "chưa ghi hoạt động nào thuộc loại «Mô hình, dự án giảm nghèo»" in done.left[0]


def test_households_helped_with_housing_are_counted_once_in_the_ledger_and_by_what_they_were(
    country: Country,
) -> None:
    assert counts(country, "housing_helped") == [None, None, None]
    poor, near = (
        poor_home(country.east_1, "Mẫu Văn An"),
        poor_home(country.west_1, "Mẫu Văn Ba", name="near_poor"),
    )
    rich = home(country.east_1, "Mẫu Văn Khá")
    helped(rich)
    assert counts(country, "housing_helped") == [0, 0, None]
    helped(poor)
    helped(near)
    helped(poor, "water")
    assert counts(country, "housing_helped") == [2, 1, 1]
    assert counts(country, "housing_helped", since=date(2026, 4, 1)) == [None, None, None]
    row = set_target(country.province, told("housing_helped", TargetKind.NO_NUMBER))
    compute([row], TODAY, OFFICER)
    assert Actual.objects.get().behind == {"households": sorted([poor.pk, near.pk])}
    take_back(list(poor.supports.filter(need="housing")), "ghi nhầm", OFFICER)
    assert counts(country, "housing_helped") == [1, 0, 1]


def test_many_units_and_activities_are_counted_in_as_many_questions_as_one(country: Country) -> None:
    accepted(country.east)
    asked = []
    for units in ([country.east.pk], [country.province.pk, country.east.pk, country.west.pk]):
        with CaptureQueriesContext(connection) as found:
            counted_of_activities(indicator("models_supported"), units, date(2026, 1, 1), TODAY, TODAY)
        asked.append(len(found))
        for area in (country.east, country.west):
            accepted(area)
    assert asked[0] == asked[1]


@pytest.fixture
def own_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An operator's framework with an indicator of participants of dialogues, fed by the operator's kinds."""
    for name in ("results/programme_2021_2025", "activities/communication"):
        shutil.copytree(LAW / name, tmp_path / name)
    framework = tmp_path / "results/programme_2021_2025/framework.yaml"
    kinds = tmp_path / "activities/communication/kinds.yaml"
    text = framework.read_text(encoding="utf-8").replace(
        "indicators:\n",
        "indicators:\n"
        "  - {id: own, name: Người đối thoại, unit: people, direction: up, numerator: Người dự,"
        " level: output, frequency: year, source: Hoạt động, responsible: Công chức,"
        " computed: activity_outputs,"
        " over_period: true, plans: []}\n",
        1,
    )
    framework.write_text(text, encoding="utf-8")
    fed = kinds.read_text(encoding="utf-8")
    assert "counts: field, field: audience}\n      - {id: questions" in fed
    kinds.write_text(
        fed.replace(
            "counts: field, field: audience}\n      - {id: questions",
            "counts: field, field: audience, feeds: own}\n      - {id: questions",
        ),
        encoding="utf-8",
    )
    monkeypatch.setenv("GIAMNGHEO_LAW", str(tmp_path))
    kept = (frameworks, activity_packs, activity_kinds)
    for one in kept:
        one.cache_clear()
    yield
    monkeypatch.undo()
    for one in kept:
        one.cache_clear()


def test_an_indicator_that_an_operator_adds_is_fed_by_data_alone(own_law: None, country: Country) -> None:
    fields = {"subject": "Vay vốn", "chaired_by": "Chủ tịch UBND xã"}
    for name, audience in (("An", 40), ("Ba", 25)):
        row = activity(country.east, "policy_dialogue", fields=fields | {"audience": audience})
        person = home(country.east_1, f"Mẫu Văn {name}").people.get()
        enter(row, [person.pk], MARCH, OFFICER)
        row = move(row, Verb.FINISH, NOW, OFFICER, words="Không điểm danh")
        move(row, Verb.ACCEPT, NOW, BOSS)
    assert counts(country, "own") == [65, 65, None]
