"""What counts is sealed whole, corrected with a reason, and never rewritten, even by the owner of tables."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.apps.households.made import about, said
from tests.apps.surveys.made import (
    BEFORE,
    DAY,
    FORM,
    LAST_DAY,
    OTHER,
    WHO,
    family,
    filled,
    full_answers,
    keys,
    now,
    opened,
    sealed,
    version,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import record_birth
from giamngheo.apps.surveys.actions import (
    StaleError,
    SurveyError,
    UnfinishedError,
    correct,
    give_reason,
    open_sheet,
    save_draft,
    seal,
    take_people,
)
from giamngheo.apps.surveys.forms import read
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import faults_of_sealed, sealed_version, version_of
from giamngheo.apps.surveys.states import SEALING, VersionKind
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.questionnaires.measured import as_measured

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def sheet(country: Country) -> FilledSheet:
    return sealed(family(country.east_1))


def test_what_is_measured_stands_beside_what_counts_and_beside_nothing_else(sheet: FilledSheet) -> None:
    form = questionnaire(FORM)
    correct(sheet, {("toilet", None): "none"}, "nhầm", version(sheet), WHO)
    for one in SheetVersion.objects.filter(sheet=sheet):
        counts = one.kind in SEALING
        assert one.measured == (as_measured(form, read(form, one.answers), ()) if counts else "")
        assert (",piped,none," in one.measured) == (one.kind == VersionKind.CORRECTED), one.measured


def test_all_that_is_missing_or_wrong_is_told_at_once(country: Country) -> None:
    draft = opened(family(country.east_1))
    head, child = keys(draft)
    save_draft(draft, {("housing_area", None): "x", ("birth_month", head): 14}, 1, WHO)
    with pytest.raises(UnfinishedError) as refused:
        seal(draft, 2, WHO)
    found = {(one.box, one.lack): one.sentence for one in refused.value.wanting}
    assert found[("toilet", None), "answer"].endswith("chưa trả lời. Hỏi hộ và ghi câu trả lời.")
    assert found[("housing_area", None), "sound"].endswith("Ghi một số.")
    assert ("birth_month", head) in {box for box, lack in found if lack == "sound"}
    assert any(box == ("attending", child) for box, _ in found)
    assert len(refused.value.wanting) > draft.missing - 2
    assert all(one.sentence in str(refused.value) for one in refused.value.wanting)
    assert sealed_version(draft) is None


def test_a_whole_sheet_is_sealed_once_and_takes_no_more_answers(sheet: FilledSheet) -> None:
    assert (sheet.state, sheet.missing, version_of(sheet).kind) == ("sealed", 0, "sealed")
    for deed in (
        lambda: save_draft(sheet, {("toilet", None): "none"}, sheet.version, WHO),
        lambda: seal(sheet, sheet.version, WHO),
        lambda: give_reason(sheet, {"x": "y"}, WHO),
        lambda: take_people(sheet, WHO),
    ):
        with pytest.raises(SurveyError, match=r"đã khoá.*Đính chính"):
            deed()
    assert version(sheet) == sheet.version


def test_nobody_seals_what_they_have_not_seen_or_what_has_not_happened(country: Country) -> None:
    draft = opened(family(country.east_1))
    filled(draft)
    save_draft(draft, {("toilet", None): "none"}, 2, OTHER)
    with pytest.raises(StaleError, match=f"{OTHER.name} đã ghi bản 3.*Cách xử lý"):
        seal(draft, 2, WHO)
    ahead = open_sheet(draft.household, FORM, "sang-nam", date(2026, 12, 31), WHO)
    with pytest.raises(SurveyError, match="31/12/2026, ngày này chưa tới"):
        seal(ahead, 1, WHO)


def test_a_correction_is_another_sealed_version_with_its_reason(sheet: FilledSheet) -> None:
    before = version_of(sheet)
    corrected = correct(sheet, {("toilet", None): "none"}, "ghi nhầm dòng", sheet.version, OTHER)
    assert (corrected.kind, corrected.reason, corrected.author_name) == (
        "corrected",
        "ghi nhầm dòng",
        OTHER.name,
    )
    assert now(sheet).household["toilet"] == "none"
    assert SheetVersion.objects.get(pk=before.pk).answers == before.answers
    assert sealed_version(sheet) == corrected
    assert AuditLine.objects.get(verb="surveys.corrected").details["changed"] == ["toilet"]


@pytest.mark.parametrize(
    ("answers", "why", "told"),
    [
        ({("toilet", None): "none"}, " ", "chưa ghi lý do"),
        ({("toilet", None): "none"}, "x" * 501, "dài hơn 500"),
        ({}, "nhầm", "không có câu trả lời nào khác"),
        ({("toilet", None): None}, "nhầm", "chưa trả lời"),
        ({("toilet", None): "moon"}, "nhầm", "không có trong danh mục"),
        ({("housing_area", None): 900}, "nhầm", "ghi lý do"),
    ],
)
def test_a_correction_without_reason_or_that_leaves_the_sheet_unfit_is_refused(
    sheet: FilledSheet, answers: dict[Any, Any], why: str, told: str
) -> None:
    with pytest.raises(SurveyError, match=told):
        correct(sheet, answers, why, sheet.version, WHO)
    with pytest.raises(StaleError):
        correct(sheet, {("toilet", None): "none"}, "nhầm", sheet.version - 1, WHO)
    assert version(sheet) == sheet.version


def test_a_draft_is_not_corrected(country: Country) -> None:
    with pytest.raises(SurveyError, match="chưa khoá"):
        correct(opened(family(country.east_1)), {("toilet", None): "none"}, "nhầm", 1, WHO)


def test_somebody_who_was_forgotten_is_brought_onto_a_sealed_sheet_by_a_correction(
    sheet: FilledSheet,
) -> None:
    _, child = keys(sheet)
    born = record_birth(
        sheet.household, said("child", "Mẫu Văn Bé", sex="male"), about(date(2026, 9, 2)), WHO
    )
    answers: dict[Any, Any] = {
        (name, str(born.pk)): answer
        for name, answer in now(sheet).members[child].items()
        if name not in ("member_name", "sex", "birth_year")
    } | {("birth_year", str(born.pk)): 2026, ("education_level", str(born.pk)): None}
    correct(sheet, answers, "sót con mới sinh", sheet.version, WHO, people=True)
    assert keys(sheet)[-1] == str(born.pk)
    assert now(sheet).household["member_count"] == 3


def test_a_correction_may_explain_what_is_implausible(sheet: FilledSheet) -> None:
    reasons = {"plausible|housing_area|": "nhà sàn dài"}
    correct(sheet, {("housing_area", None): 900}, "đo lại", sheet.version, WHO, reasons=reasons)
    (found,) = faults_of_sealed(FilledSheet.objects.all())
    assert (found.reason, found.fault.rule) == ("nhà sàn dài", "plausible")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE surveys_sheetversion SET answers = '{}'",
        "UPDATE surveys_sheetversion SET reasons = '{}', author_name = 'x'",
        "DELETE FROM surveys_sheetversion",
        "DELETE FROM surveys_filledsheet",
        "UPDATE surveys_filledsheet SET state = 'draft'",
        "UPDATE surveys_filledsheet SET day = day + 1",
        "UPDATE surveys_filledsheet SET version = 1",
        "UPDATE surveys_filledsheet SET missing = 3",
        "INSERT INTO surveys_sheetversion (sheet_id, number, kind, answers, reasons, reason, author_name,"
        " written_at) SELECT id, 99, 'draft', '{}', '{}', '', 'x', now() FROM surveys_filledsheet",
        "INSERT INTO surveys_sheetversion (sheet_id, number, kind, answers, reasons, reason, author_name,"
        " written_at) SELECT id, 99, 'corrected', '{}', '{}', '', 'x', now() FROM surveys_filledsheet",
        "INSERT INTO surveys_sheetversion (sheet_id, number, kind, answers, reasons, reason, author_name,"
        " written_at) SELECT id, 2, 'corrected', '{}', '{}', 'x', 'x', now() FROM surveys_filledsheet",
    ],
)
def test_the_database_itself_refuses_what_would_rewrite_a_sheet(sheet: FilledSheet, statement: str) -> None:
    kept = list(SheetVersion.objects.order_by("pk").values())
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(SheetVersion.objects.order_by("pk").values()) == kept
    assert sheet.state == FilledSheet.objects.get(pk=sheet.pk).state


def test_last_years_sheet_stays_as_it_was_through_all_of_this_year(country: Country) -> None:
    home = family(country.east_1)
    last = version_of(sealed(home, BEFORE, LAST_DAY))
    this = opened(home)
    save_draft(this, full_answers(this), 1, WHO)
    seal(this, 2, WHO)
    assert SheetVersion.objects.get(pk=last.pk).answers == last.answers
    assert this.day == DAY
