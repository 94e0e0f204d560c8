"""What the API tells of frozen figures and of results: as the pages do, in pages, to nobody else."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings
from tests.apps.packages.made import frozen
from tests.apps.results.made import fall_of, set_target
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.factories.tokens import READING, machine, make_token
from tests.web.api.test_lists import all_pages, got

from giamngheo.apps.results.actions import Figure, compute, type_figure
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.web.api import snapshots as api_snapshots

pytestmark = pytest.mark.django_db
API = "/api/v1/"


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


@pytest.fixture
def snapshot(country: Country) -> Snapshot:
    return frozen(country, "Mẫu Một", "Mẫu Hai", "Mẫu Ba")


def asking(country: Country, area: str = "east", role: str = "officer") -> Client:
    person = make_person((role, country.areas[area]))
    return machine(make_token(person, [*READING, Permission.SEE_RESULTS])[1])


def refused(client: Client, address: str, status: int) -> Any:
    answer = client.get(API + address)
    assert answer.status_code == status, answer.content.decode()
    return json.loads(answer.content)


def test_snapshots_are_told_with_their_tables_and_the_one_that_follows(
    country: Country, snapshot: Snapshot
) -> None:
    again = frozen(country, "Mẫu Tư", replaces=snapshot)
    client = asking(country)
    first, second = all_pages(client, "snapshots?limit=1")
    assert (first["number"], first["replaced_by"], first["period"]) == (snapshot.pk, again.pk, "2026")
    assert second["area"]["code"] == "east" and second["households"] == 4
    assert got(client, "snapshots?since=2026-11-02")["items"] == []
    whole = got(client, f"snapshots/{again.pk}")
    assert whole["manifest"] == again.manifest_hash and len(whole["tables"]) == 13
    assert whole["tables"][0]["columns"][2]["code"] == "GN_OFFICIAL_RESULT_POOR"
    for area, expected in (("west", []), ("province", [snapshot.pk, again.pk])):
        other = asking(country, area, "health")
        assert [one["number"] for one in got(other, "snapshots?limit=5")["items"]] == expected
        refused(other, f"snapshots/{again.pk}", 404) if not expected else None
    refused(client, "snapshots?area=west", 404)


def test_lines_of_a_table_come_in_pages_and_by_unit_and_part(country: Country, snapshot: Snapshot) -> None:
    client, lines = asking(country), f"snapshots/{snapshot.pk}/lines?table="
    whole = got(client, f"{lines}poor_movement&limit=500")
    assert whole["total"] == len(whole["items"]) == 6 and whole["items"][0]["unit"] == "east"
    for size in (1, 4):
        assert all_pages(client, f"{lines}poor_movement&limit={size}") == whole["items"]
    (one,) = got(client, f"{lines}poor_movement&unit=east-1&part=households")["items"]
    assert (one["name"], one["values"]["closing"]) == ("thôn Đông Một", 2)
    (rate,) = got(client, f"{lines}official_result&unit=east-2")["items"]
    assert rate["values"]["poor_rate"] == 100 and rate["part"] == ""
    opened = got(client, f"{lines}poor_by_standard")["items"][0]["values"]
    assert None in opened.values()
    assert [each["unit"] for each in got(client, f"{lines}causes&tier=4&day=2026-06-30")["items"]] == [
        "east",
        "east-1",
        "east-2",
    ]
    for wrong, field in (("la", "table"), ("causes&tier=1", "tier"), ("causes&day=1990-01-01", "day")):
        assert refused(client, f"{lines}{wrong}", 422)["errors"][0]["field"] == field
    (snapshot.folder / "manifest.json").unlink()
    told = refused(client, f"{lines}causes", 422)
    assert "không còn trong kho" in told["detail"] and told["remedy"].startswith("Lấy lại thư mục")


def test_a_table_in_other_formats_is_what_its_lines_are(
    country: Country, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = asking(country), f"snapshots/{snapshot.pk}/exchange?table=official_result"
    values = got(client, address)["dataValues"]
    lines = got(client, f"snapshots/{snapshot.pk}/lines?table=official_result")["items"]
    told = {(one["orgUnit"], one["dataElement"]): float(one["value"]) for one in values}
    known = {
        (line["unit"], f"GN_OFFICIAL_RESULT_{column}".upper()): value
        for line in lines
        for column, value in line["values"].items()
        if value is not None
    }
    assert told == known and len(known) > 20
    answer = client.get(f"{API}{address}&format=adx")
    assert answer.headers["Content-Type"] == "application/adx+xml"
    root = ElementTree.fromstring(answer.content)
    assert sum(len(group) for group in root) == len(values)
    monkeypatch.setattr(api_snapshots, "MOST_AT_ONCE", 10)
    assert refused(client, address, 422)["errors"][0]["field"] == "tier"


def test_figures_of_results_are_told_as_they_stand(country: Country) -> None:
    row = set_target(country.east, fall_of(1))
    compute([row], date(2026, 6, 30), SYSTEM)
    figure = Figure(date(2026, 6, 30), "BC 1", numerator=7, reason="theo báo cáo")
    type_figure(row, figure, None, date(2026, 7, 1), SYSTEM)
    client = asking(country)
    (one,) = got(client, "results?area=east&indicator=poor_households&since=2026-01-01")["items"]
    assert (one["value"], one["source"], one["proof"], one["since"]) == (7, "typed", "BC 1", None)
    assert got(client, "results?since=2026-01-01&until=2026-06-29")["items"] == []
    listed = all_pages(client, "indicators?limit=7")
    assert {(each["framework"], each["id"]) for each in listed} >= {(one["framework"], one["indicator"])}
    sdmx = client.get(f"{API}results/exchange?area=east&year=2026")
    assert sdmx.headers["Content-Type"].startswith("application/vnd.sdmx.data+csv")
    assert b",east,POOR_HOUSEHOLDS,M,2026-06,7,HOUSEHOLDS,A" in sdmx.content
    (value,) = got(client, "results/exchange?area=east&year=2026&format=dhis2")["dataValues"]
    assert (value["period"], value["value"]) == ("202606", "7")
    assert b'value="7"' in client.get(f"{API}results/exchange?area=east&year=2026&format=adx").content
    neighbour = asking(country, "west")
    assert got(neighbour, "results?limit=5")["items"] == []
    refused(neighbour, "results/exchange?area=east&year=2026", 404)
    without = machine(make_token(make_person(("officer", country.east)))[1])
    assert "see_results" in refused(without, "results", 403)["detail"]
