"""What the page saved by itself is thinned when a sheet is sealed; everything else stays."""

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.utils import timezone
from tests.apps.surveys.made import OTHER, WHO, family, filled, now, opened, version
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.surveys.actions import correct, save_draft, seal
from giamngheo.apps.surveys.actions.thinning import SITTING
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def sheet(country: Country) -> FilledSheet:
    return opened(family(country.east_1))


def typed(sheet: FilledSheet, area: int, who: Actor = WHO, seen: int | None = None) -> SheetVersion:
    return save_draft(sheet, {("housing_area", None): area}, seen or version(sheet), who, by_itself=True)


def kept(sheet: FilledSheet) -> list[tuple[int, str]]:
    return list(sheet.versions.order_by("number").values_list("number", "kind"))


def sealed(sheet: FilledSheet) -> SheetVersion:
    filled(sheet)
    return seal(sheet, version(sheet), WHO)


def test_of_one_sitting_of_one_person_the_last_is_kept(sheet: FilledSheet) -> None:
    for area in (4, 40, 41, 42):
        typed(sheet, area)
    assert len(kept(sheet)) == 5  # until it is sealed somebody's page may show any of them
    sealed(sheet)
    assert kept(sheet) == [(1, "opened"), (5, "typed"), (6, "draft"), (7, "sealed")]
    assert sheet.versions.get(number=5).answers["household"]["housing_area"] == 42
    assert AuditLine.objects.filter(verb="surveys.typed").count() == 4
    assert AuditLine.objects.get(verb="surveys.sealed").details["thinned"] == [2, 3, 4]


def test_what_others_wrote_what_was_saved_by_hand_and_other_sittings_stay(
    sheet: FilledSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = timezone.now() - 2 * SITTING
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: before)
        typed(sheet, 40), typed(sheet, 41)
        typed(sheet, 42, OTHER)
        typed(sheet, 43), typed(sheet, 44)
        save_draft(sheet, {("housing_area", None): 45}, version(sheet), WHO)
        typed(sheet, 46)
    typed(sheet, 47), typed(sheet, 48)
    sealed(sheet)
    assert [number for number, _ in kept(sheet)] == [1, 3, 4, 6, 7, 8, 10, 11, 12]


def test_two_people_at_one_box_are_told_as_before_whatever_was_saved_by_itself(sheet: FilledSheet) -> None:
    typed(sheet, 40)
    for area in (41, 42):
        typed(sheet, area)
    # The other's page shows version 2, which is on the way: their box is theirs, the rest is not.
    save_draft(sheet, {("toilet", None): "septic", ("housing_area", None): 40}, 2, OTHER, by_itself=True)
    assert (now(sheet).household["housing_area"], now(sheet).household["toilet"]) == (42, "septic")


def test_a_correction_thins_nothing_and_what_counts_is_never_deleted(sheet: FilledSheet) -> None:
    typed(sheet, 40), typed(sheet, 41)
    sealed(sheet)
    before = kept(sheet)
    correct(sheet, {("toilet", None): "none"}, "ghi nhầm", version(sheet), OTHER)
    assert kept(sheet)[:-1] == before
    for condition in ("TRUE", "kind = 'typed'", "kind = 'draft'", "kind = 'opened'"):
        with pytest.raises(IntegrityError, match="not typed on"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM surveys_sheetversion WHERE {condition}")
    assert len(kept(sheet)) == len(before) + 1


def test_history_of_a_thinned_version_leads_to_the_one_that_took_it_up(
    sheet: FilledSheet, country: Country, client: Client
) -> None:
    for area in (40, 41, 42):
        typed(sheet, area)
    sealed(sheet)
    client.force_login(make_person(("officer", country.east)))
    page = client.get(f"/phieu/{sheet.pk}/lich-su/?den=3").content.decode()
    assert "Bản 4 khác bản 1" in page and "Tự ghi khi đang gõ" in page and "Bản 3<" not in page
    assert client.get(f"/phieu/{sheet.pk}/lich-su/?tu=2&den=5").status_code == 200
