"""The demonstration's sheets are plainly made up, at every stage, and made once; occasions have names."""

from datetime import date

import pytest
from tests.factories.places import make_country

from giamngheo.apps.households.demonstration import fill_register
from giamngheo.apps.surveys import occasions
from giamngheo.apps.surveys.demonstration import fill_sheets
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.occasions import DEMONSTRATION, name_of, names_of, supply_names
from giamngheo.apps.surveys.queries import offer_last_year
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.audit.actions import Actor

REVIEWER = Actor(1, "Trình diễn – Rà soát viên")


@pytest.mark.django_db
def test_sheets_of_the_demonstration_stand_at_every_stage_and_are_made_once() -> None:
    villages = [make_country().east_1.pk]
    fill_register(villages)
    assert fill_sheets(villages, REVIEWER, date(2026, 9, 30)) == 0  # its day has not come
    assert fill_sheets(villages, REVIEWER, date(2026, 11, 15)) == 18
    assert fill_sheets(villages, REVIEWER, date(2026, 11, 15)) == 0
    rows = FilledSheet.objects.filter(occasion=DEMONSTRATION)
    assert rows.filter(state=SheetState.SEALED).exists()
    assert rows.filter(state=SheetState.DRAFT, version__gt=1, missing__gt=0).exists()
    untouched = rows.filter(state=SheetState.DRAFT, version=1).order_by("pk").first()
    assert untouched is not None
    assert any(offer.source == "phiếu ngày 01/10/2025" for offer in offer_last_year(untouched))


def test_an_occasion_is_called_by_whoever_opened_it_and_by_its_key_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(occasions, "_namers", [])
    asked: list[list[str]] = []

    def of_rounds(keys: object) -> dict[str, str]:
        asked.append(sorted(keys))  # type: ignore[call-overload]
        return {"ra-soat-7": "Rà soát 2026"}

    supply_names(of_rounds)
    supply_names(of_rounds)
    assert names_of(["ra-soat-7", DEMONSTRATION, "x"]) == {
        "ra-soat-7": "Rà soát 2026",
        DEMONSTRATION: "Điền thử 2026 (trình diễn)",
        "x": "Đợt «x»",
    }
    assert asked == [["ra-soat-7", "x"]]
    assert name_of(DEMONSTRATION) == "Điền thử 2026 (trình diễn)"
