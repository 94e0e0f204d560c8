"""Forms kept: versions, filling in with frozen figures, sums of units below, what the database refuses."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings
from tests.apps.report_forms.blank_files import blank
from tests.apps.report_forms.made import LOADER, TERMS, form_in_use, loaded_form
from tests.apps.snapshots.test_snapshots import frozen, poor_home
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.report_forms.actions import (
    Blank,
    ReportFormError,
    Terms,
    add_field,
    begin_filling,
    choose_snapshot,
    drop_draft,
    finish,
    load_form,
    load_version,
    put_in_use,
    reopen,
    roll_up,
    set_unit_rows,
    sign_official,
    take_away,
    type_cells,
)
from giamngheo.apps.report_forms.actions.loading import open_blank
from giamngheo.apps.report_forms.designs import Counted, Typed, UnitRows
from giamngheo.apps.report_forms.giving import pages_like_the_blank, text_of, workbook_of
from giamngheo.apps.report_forms.models import FilledForm, FormVersion, ReportForm, TypedCell
from giamngheo.apps.report_forms.queries import below, sight_of
from giamngheo.apps.report_forms.states import Period
from giamngheo.config.command_line import main as command_line
from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
QUARTER = (date(2026, 10, 1), date(2026, 12, 31))
OTHER = Actor(12, "Người khác")


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def begun(version: FormVersion, area: Area) -> FilledForm:
    return begin_filling(version, area, *QUARTER, LOADER)


def fresh(filled: FilledForm) -> FilledForm:
    return FilledForm.objects.select_related("version__form", "snapshot").get(pk=filled.pk)


def test_a_blank_is_kept_with_its_hash_and_a_changed_file_is_not_opened(
    country: Country, settings: Settings
) -> None:
    version = loaded_form(country.east)
    assert len(open_blank(version)) == version.size
    assert (version.number, version.state, version.is_official) == (1, "draft", False)
    with pytest.raises(ReportFormError, match="đã có mẫu của đơn vị"):
        loaded_form(country.east)
    with pytest.raises(ReportFormError, match="Chưa chọn cấp"):
        load_form(country.east, "Thử", Blank(blank(), "b.xlsx"), Terms([], "quarter"), LOADER)
    path = Path(settings.DATA) / "files" / version.stored
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(FileNotFoundError):
        open_blank(version)


def test_a_version_in_use_never_changes_and_the_next_one_ends_it(country: Country) -> None:
    first = form_in_use(country.east)
    with pytest.raises(ReportFormError, match="không còn là bản soạn"):
        add_field(first, "C7", Typed(), LOADER)
    for change in ({"design": {}}, {"sha256": "0" * 64}, {"levels": [1]}):
        with pytest.raises(DatabaseError), transaction.atomic():
            FormVersion.objects.filter(pk=first.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        first.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportForm.objects.filter(pk=first.form_id).update(title="Mẫu khác")
    with pytest.raises(ReportFormError, match="lý do"):
        load_version(first.form, Blank(blank(), "b.xlsx"), TERMS, " ", LOADER)
    second = load_version(first.form, Blank(blank(), "b.xlsx"), TERMS, "Mẫu mới", LOADER)
    with pytest.raises(ReportFormError, match="soạn dở"):
        load_version(first.form, Blank(blank(), "b.xlsx"), TERMS, "Mẫu nữa", LOADER)
    with pytest.raises(ReportFormError, match="nêu ô C5"):
        put_in_use(second, LOADER)
    take_away(second, "fields", 0, LOADER)
    add_field(second, "C5:D6", Typed(), LOADER)
    add_field(second, "E5", Typed(), LOADER)
    put_in_use(second, LOADER)
    assert [one.state for one in FormVersion.objects.order_by("number")] == ["ended", "in_use"]
    with pytest.raises(ReportFormError, match="không còn dùng"):
        begun(FormVersion.objects.get(pk=first.pk), country.east)


def test_a_draft_is_dropped_with_a_reason_and_makes_room_for_another(country: Country) -> None:
    wrong = loaded_form(country.east)
    with pytest.raises(ReportFormError, match="lý do bỏ bản soạn"):
        drop_draft(wrong, "", LOADER)
    drop_draft(wrong, "Nạp nhầm tệp", LOADER)
    assert load_version(wrong.form, Blank(blank(), "b.xlsx"), TERMS, "Nạp lại", LOADER).number == 2
    with pytest.raises(ReportFormError, match="không còn là bản soạn"):
        drop_draft(wrong, "Lần nữa", LOADER)


def test_a_form_is_filled_in_by_units_under_its_own_only(country: Country) -> None:
    with pytest.raises(ReportFormError, match="không thuộc đơn vị có biểu"):
        begun(form_in_use(country.east), country.west)


def test_who_loaded_a_blank_does_not_sign_it(country: Country) -> None:
    version = form_in_use(country.east)
    with pytest.raises(ReportFormError, match="không tự xác nhận"):
        sign_official(version, "Công báo 437", LOADER)
    with pytest.raises(ReportFormError, match="Chưa ghi"):
        sign_official(version, " ", OTHER)
    sign_official(version, "Công báo 437", OTHER)
    version.refresh_from_db()
    assert version.is_official and version.signed_for == "Công báo 437"


def test_a_form_is_filled_from_frozen_figures_and_typed_cells_and_stays_as_it_was_finished(
    country: Country,
) -> None:
    for head in ("Mẫu Một", "Mẫu Hai"):
        poor_home(country, "east_1", head)
    filled = begun(form_in_use(country.east), country.east)
    assert begun(filled.version, country.east).pk == filled.pk
    choose_snapshot(filled, frozen(country), LOADER)
    type_cells(filled, {"C6": 5, "D6": 0, "F5": "=1+1"}, LOADER)
    with pytest.raises(ReportFormError, match="là 5 nhưng không được lớn hơn C5 = 2"):
        finish(filled, LOADER)
    assert type_cells(filled, {"C6": 1, "D6": 0}, OTHER) == 1
    with pytest.raises(ReportFormError, match="không phải ô nhập tay"):
        type_cells(filled, {"C5": 9}, LOADER)
    finish(filled, LOADER)
    poor_home(country, "east_1", "Mẫu Ba")
    told = sight_of(fresh(filled))
    assert [told.figures[name] for name in ("C5", "D5", "E5", "C6", "E6", "E7")] == [2, 0, 2, 1, 1, 50]
    assert {one.cell: one.by_name for one in TypedCell.objects.all()}["C6"] == "Người khác"
    with pytest.raises(ReportFormError, match="đã hoàn thành"):
        type_cells(filled, {"C6": 2}, LOADER)
    with pytest.raises(DatabaseError), transaction.atomic():
        TypedCell.objects.update(value="7")
    with pytest.raises(DatabaseError), transaction.atomic():
        FilledForm.objects.update(snapshot=None)
    with pytest.raises(ReportFormError, match="lý do mở lại"):
        reopen(filled, "", LOADER)
    reopen(filled, "Nhập nhầm", LOADER)
    line = AuditLine.objects.get(verb="report_forms.reopened")
    assert line.details["figures"]["C6"] == "1" and "Nhập nhầm" in line.sentence


def test_a_filled_form_goes_out_in_the_blank_itself_and_no_text_becomes_a_formula(country: Country) -> None:
    filled = begun(form_in_use(country.east), country.east)
    type_cells(filled, {"C6": 3, "F5": "=HYPERLINK(1)"}, LOADER)
    told = sight_of(fresh(filled))
    page = openpyxl.load_workbook(BytesIO(workbook_of(told)))["Biểu thử"]
    assert (page["A1"].value, page["C6"].value, page["C5"].value) == ("BIỂU THỬ: HỘ NGHÈO, VỐN VAY", 3, None)
    assert (page["F5"].value, page["F5"].data_type) == ("=HYPERLINK(1)", "s")
    assert "C3:D3" in {str(one) for one in page.merged_cells.ranges} and page["E5"].value is None
    assert "'=HYPERLINK(1)" in text_of(told).decode("utf-8-sig")
    assert pages_like_the_blank(told).startswith(b"%PDF")


def test_units_below_are_summed_and_an_unknown_is_no_nought(country: Country) -> None:
    version = form_in_use(country.east)
    above = begun(version, country.east)
    with pytest.raises(ReportFormError, match="Chưa đơn vị trực thuộc nào"):
        roll_up(above, with_missing=True, actor=LOADER)
    one, other = begun(version, country.east_1), begun(version, country.east_2)
    type_cells(one, {"C6": 3, "D6": 1}, LOADER)
    finish(one, LOADER)
    with pytest.raises(ReportFormError, match="Còn 1 đơn vị chưa hoàn thành: thôn Đông Hai"):
        roll_up(above, with_missing=False, actor=LOADER)
    assert roll_up(above, with_missing=True, actor=LOADER) == []
    assert "còn thiếu thôn Đông Hai" in AuditLine.objects.get(verb="report_forms.rolled_up").sentence
    type_cells(other, {"C6": 4}, LOADER)
    finish(other, LOADER)
    assert roll_up(above, with_missing=False, actor=LOADER) == ["D6"]
    told = sight_of(fresh(above))
    assert (told.figures["C6"], told.figures["D6"]) == (7, None)
    assert sorted(told.typed["C6"].of) == sorted([one.pk, other.pk])
    assert all(each.is_finished for each in below(above))


def test_rows_of_units_take_their_figures_and_names(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    version = loaded_form(country.east)
    for _ in range(3):
        take_away(version, "fields", 0, LOADER)
    set_unit_rows(version, UnitRows(5, 7, "B"), LOADER)
    add_field(version, "C5:C7", Counted("official_result", "poor"), LOADER)
    put_in_use(version, LOADER)
    filled = begun(FormVersion.objects.select_related("form").get(), country.east)
    choose_snapshot(filled, frozen(country), LOADER)
    told = sight_of(fresh(filled))
    assert told.names == {"B5": "thôn Đông Hai", "B6": "thôn Đông Một"}
    assert [told.figures[name] for name in ("C5", "C6", "C7")] == [0, 1, None]
    assert told.idle_rows == {7} and told.faults == []


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("officer", "east", (1, 1, 1, 1)),
        ("officer", "province", (1, 1, 1, 1)),
        ("village_head", "east_1", (1, 1, 0, 0)),
        ("officer", "west", (0, 0, 0, 0)),
        ("administrator", "former_east", (0, 0, 0, 0)),
    ],
)
def test_forms_are_seen_from_below_too_and_filled_ones_from_their_unit_and_above(
    country: Country, role: str, place: str, seen: tuple[int, ...]
) -> None:
    filled = begun(form_in_use(country.east), country.east)
    type_cells(filled, {"C6": 3}, LOADER)
    who = make_person((role, getattr(country, place)))
    with acting(who.pk, TODAY):
        found = [one.objects.count() for one in (ReportForm, FormVersion, FilledForm, TypedCell)]
        assert tuple(found) == seen
        if place == "west":
            with pytest.raises(DatabaseError), transaction.atomic():
                loaded_form(country.east, slot="bieu_04")


def test_the_command_looks_first_and_loads_when_told(
    country: Country, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(blank())
    asked = ["report-form", "load", str(path), "--area", "east", "--slot", "bieu_07"]
    asked += ["--level", "commune", "--period", "year"]
    assert command_line.main(asked) == ExitCode.DONE and not ReportForm.objects.exists()
    assert "7 dòng, 6 cột" in capsys.readouterr().out
    assert command_line.main([*asked, "--commit"]) == ExitCode.DONE
    assert "«Biểu số 07», phiên bản 1" in capsys.readouterr().out
    assert command_line.main([*asked, "--commit"]) == ExitCode.WRONG_CALL
    path.write_bytes(b"x")
    assert command_line.main(asked) == ExitCode.UNREADABLE_INPUT
    assert "không phải .xlsx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("period", "day", "days", "called"),
    [
        (Period.MONTH, date(2028, 2, 5), ("01/02/2028", "29/02/2028"), "tháng 2 năm 2028"),
        (Period.QUARTER, date(2026, 6, 30), ("01/04/2026", "30/06/2026"), "quý II năm 2026"),
        (Period.HALF_YEAR, date(2026, 7, 1), ("01/07/2026", "31/12/2026"), "6 tháng cuối năm 2026"),
        (Period.YEAR, date(2026, 7, 1), ("01/01/2026", "31/12/2026"), "năm 2026"),
    ],
)
def test_a_period_is_that_in_which_a_day_lies(
    period: Period, day: date, days: tuple[str, str], called: str
) -> None:
    first, last = period.days(day)
    assert (f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}", period.called(first, last)) == (*days, called)
