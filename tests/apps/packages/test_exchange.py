"""A package goes up, comes back with a cell, goes up again and is accepted; what is not right is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from pytest_django import Settings
from tests.apps.packages.made import ABOVE, BELOW, OTHER, Installations, everywhere, frozen, installations
from tests.apps.reporting.test_chain import owed
from tests.apps.results.made import decided, fall_of, set_target
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.models import Household
from giamngheo.apps.packages.actions import (
    accept,
    as_report,
    confirm_key,
    end_key,
    make_package,
    note_cell,
    register_key,
    send_back,
    take_answer,
    take_back_note,
    take_package,
)
from giamngheo.apps.packages.contents import Report, Table
from giamngheo.apps.packages.keys import fingerprint_of, make_own_key
from giamngheo.apps.packages.looking import doubts_in
from giamngheo.apps.packages.models import Package, TrustedKey
from giamngheo.apps.packages.queries import (
    accepted_for,
    before,
    changed_since,
    contents_in,
    figures_of,
    may_decide,
)
from giamngheo.apps.packages.reading import contents_of, files_with
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import Sealed, files_of, seal, unseal
from giamngheo.apps.packages.states import PackageState, Signs, Way
from giamngheo.apps.reporting.actions import draw_from_parts, draw_from_snapshot
from giamngheo.apps.reporting.figures import changes, value_in
from giamngheo.apps.reporting.states import ReportState
from giamngheo.apps.reports.reckoning import Cell
from giamngheo.apps.results.actions import compute
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.queries import Unit, unit_on
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
CELL = ("poor_movement", "east-1", "households", "closing")


@pytest.fixture
def both(settings: Settings, tmp_path: Path) -> Installations:
    return installations(settings, tmp_path)


@pytest.fixture
def country(both: Installations) -> Country:
    made = make_country()
    both.know_each_other(made)
    return made


@pytest.fixture
def snapshot(country: Country) -> Snapshot:
    return frozen(country, "Mẫu Một", "Mẫu Hai")


def above(country: Country) -> Unit:
    found = unit_on(country.province.pk, TODAY)
    assert found is not None
    return found


def taken(both: Installations, sealed: Sealed) -> Package:
    with both.at(both.province):
        return take_package(sealed, everywhere, ABOVE)[0]


def resealed(
    both: Installations, sealed: Sealed, files: dict[str, bytes] | None = None, **change: Any
) -> Sealed:
    """A package of the commune with other contents, signed as they would sign it."""
    assert isinstance(sealed.manifest, Report)
    files = dict(sealed.files) if files is None else files
    told = msgspec.structs.replace(sealed.manifest, files=files_of(files), **change)
    return unseal(seal(told, files, make_own_key(both.commune)).content)


def test_made_taken_returned_with_a_cell_made_again_and_accepted(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    first = taken(both, both.made(snapshot))
    assert (first.area_id, first.edition, first.state) == (country.east.pk, 1, PackageState.WAITING)
    assert doubts_in(contents_in_at(both, first)) == [] and accepted_for(*place(first)) is None
    with both.at(both.province):
        note_cell(first, CELL, "sai", ABOVE)
        note_cell(first, CELL, "Sổ của thôn có 2 hộ", ABOVE)
        with pytest.raises(PackageError, match="có ô bị nhận xét"):
            accept(first, above(country), ABOVE)
        returned = send_back(first, "", above(country), ABOVE)
        answer = unseal(returned.answer_path.read_bytes())
        with pytest.raises(PackageError, match="đã được người khác xử lý"):
            accept(first, above(country), ABOVE)
    with both.at(both.commune):
        sent, is_new = take_answer(answer, everywhere, BELOW)
        assert is_new and take_answer(answer, everywhere, BELOW) == (sent, False)
        assert sent.way == Way.SENT and sent.state == PackageState.RETURNED and sent.answer_path.exists()
    assert sent.answered is not None and sent.answered.unit.name == "tỉnh Mẫu"
    assert [(one.table, one.unit, one.part, one.column, one.why) for one in sent.answered.remarks] == [
        (*CELL, "Sổ của thôn có 2 hộ")
    ]
    again = frozen(country, "Mẫu Ba", replaces=snapshot)
    second = taken(both, both.made(again))
    with both.at(both.province):
        done = accept(second, above(country), ABOVE)
        assert (done.edition, done.state) == (2, PackageState.ACCEPTED)
        assert accepted_for(*place(done)) == done and before(done) is None
    last = frozen(country, "Mẫu Bốn", "Mẫu Năm", replaces=again)
    third = taken(both, both.made(last))
    with both.at(both.province):
        assert before(third) == done
        found = {one.cell: (one.before, one.now) for one in changed_since(third, done)}
        assert found[CELL] == (Decimal(2), Decimal(3))
        accept(third, above(country), ABOVE)
    done.refresh_from_db()
    assert done.state == PackageState.FOLLOWED
    verbs = set(AuditLine.objects.filter(verb__startswith="packages.").values_list("verb", flat=True))
    assert verbs >= {
        f"packages.{verb}" for verb in ("made", "taken", "remarked", "returned", "answered", "accepted")
    }
    line = AuditLine.objects.get(verb="packages.returned")
    assert line.area_id == country.east.pk and line.details["remarks"][0]["why"] == "Sổ của thôn có 2 hộ"


def test_an_accepted_package_is_the_report_that_its_unit_owes(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    one = taken(both, both.made(snapshot))
    with both.at(both.province):
        with pytest.raises(PackageError, match="chưa được chấp nhận"):
            as_report(one, owed(country.east), ABOVE)
        done = accept(one, above(country), ABOVE)
        with pytest.raises(PackageError, match="đơn vị khác"):
            as_report(done, owed(country.west), ABOVE)
        with pytest.raises(PackageError, match="ngoài kỳ"):
            as_report(done, owed(country.east, code="2025"), ABOVE)
        report = as_report(done, owed(country.east), ABOVE)
    assert (report.state, report.standing) == (ReportState.ACCEPTED, report.edition)
    own = draw_from_snapshot(owed(country.east, "monitoring_year"), snapshot, "", BELOW)
    assert report.edition is not None and own.edition is not None
    told = {name: own.edition.figures[name] for name in own.edition.figures}
    shared = {name: report.edition.figures[name] for name in told}
    assert list(changes(told, shared)) == []
    whole = draw_from_parts(owed(country.province), "", ABOVE)
    assert whole.edition is not None
    assert value_in(whole.edition.figures, "official_result", Cell("poor")) == 2
    again = taken(both, both.made(frozen(country, "Mẫu Ba", replaces=snapshot)))
    with both.at(both.province):
        later = as_report(accept(again, above(country), ABOVE), owed(country.east), ABOVE)
    assert later.edition is not None and later.edition.number == 2


def contents_in_at(both: Installations, one: Package) -> Any:
    with both.at(both.province):
        return contents_in(one)


def place(one: Package) -> tuple[int, date, date]:
    return one.area_id, one.opening, one.closing


def test_every_figure_is_found_by_table_unit_part_and_column(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    row = set_target(country.east, fall_of(1))
    decided(list(Household.objects.all()[:1]), "not_poor", date(2026, 10, 20))
    compute([row], snapshot.closing, BELOW)
    one = taken(both, both.made(snapshot))
    with both.at(both.province):
        found = {figure.cell: figure.value for figure in figures_of(one)}
    assert found["official_result", "east", "", "poor"] == 2
    assert found["official_result", "east-2", "", "poor_rate"] == Decimal(100)
    assert found["official_result", "east-2", "", "average_rate"] == 0
    assert found[CELL] == 1
    assert found["results.programme_2021_2025", "east", "2026-11-01", "poor_households"] == 2  # as frozen
    assert len({table for table, *_ in found}) == 14
    opened = [key for key, value in found.items() if value is None]
    assert {column for _, _, _, column in opened} and all(table != "official_result" for table, *_ in opened)


def test_the_same_package_again_changes_nothing_and_an_older_one_is_refused(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    old, new = both.made(snapshot), both.made(snapshot)
    one = taken(both, new)
    with both.at(both.province):
        assert take_package(new, everywhere, ABOVE) == (one, False)
        accept(one, above(country), ABOVE)
        assert take_package(new, everywhere, ABOVE) == (one, False)
        with pytest.raises(PackageError, match=r"\(lần 1\) cũ hơn gói đã chấp nhận .*\(lần 2\)"):
            take_package(old, everywhere, ABOVE)
        assert isinstance(new.manifest, Report)
        with pytest.raises(PackageError, match="cùng số, khác nội dung"):
            take_package(resealed(both, new, title="khác"), everywhere, ABOVE)
    assert Package.objects.filter(way=Way.TAKEN).count() == 1


def test_who_signed_must_be_known_for_this_unit_and_confirmed(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    sealed = both.made(snapshot)
    key = TrustedKey.objects.get(signs=Signs.PACKAGES)
    end_key(key, "máy bị mất", ABOVE)
    with pytest.raises(PackageError, match="đã thôi dùng"):
        taken(both, sealed)
    again = register_key(country.east.pk, Signs.PACKAGES, f"khóa:\n{both.commune_key}\n", ABOVE)
    with pytest.raises(PackageError, match="chờ người thứ hai xác nhận"):
        taken(both, sealed)
    with pytest.raises(PackageError, match="không tự xác nhận"):
        confirm_key(again, ABOVE)
    with pytest.raises(PackageError, match="đã đăng ký"):
        register_key(country.east.pk, Signs.PACKAGES, both.commune_key, OTHER)
    confirm_key(again, OTHER)
    assert taken(both, sealed).signed_with == both.commune_key
    of_the_west = resealed(both, sealed, key="00000000-0000-4000-8000-000000000001")
    TrustedKey.objects.filter(pk=again.pk).update(ended_at=TODAY.isoformat() + "T00:00:00Z", ended_why="thử")
    register_key(
        country.west.pk, Signs.PACKAGES, both.commune_key, ABOVE, typed=fingerprint_of(both.commune_key)
    )
    with pytest.raises(PackageError, match="đã thôi dùng"):
        taken(both, of_the_west)
    with pytest.raises(PackageError, match="Chưa biết bên ký"), both.at(both.province):
        stranger = seal(sealed.manifest, sealed.files, make_own_key(both.province))
        take_package(stranger, everywhere, ABOVE)


def test_a_key_comes_with_the_fingerprint_that_was_read_out_or_not_at_all(
    both: Installations, country: Country
) -> None:
    told = fingerprint_of(both.commune_key)
    wrong = told[:-1] + ("0" if told[-1] != "0" else "1")
    with pytest.raises(PackageError, match="không phải của khóa này"):
        register_key(country.west.pk, Signs.PACKAGES, both.commune_key, ABOVE, typed=wrong)
    one = register_key(
        country.west.pk, Signs.PACKAGES, both.commune_key, ABOVE, typed=told.upper().replace(" ", "-")
    )
    assert one.holds and one.by_fingerprint and one.fingerprint == told
    for text in ("", "gnk1-ngắn", both.commune_key[:-1], f"{both.commune_key}A"):
        with pytest.raises(PackageError, match=r"Khóa công khai chép sai|không phải khóa công khai"):
            register_key(country.west.pk, Signs.ANSWERS, text, ABOVE)
    path = both.commune / "package_key"
    assert path.stat().st_mode & 0o777 == 0o600 and make_own_key(both.commune).public == both.commune_key
    assert both.commune_key not in repr(path.read_bytes())
    path.write_bytes(b"x")
    with pytest.raises(PackageError, match="bị hỏng"):
        make_own_key(both.commune)


def test_a_unit_outside_ones_area_is_refused(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    sealed = both.made(snapshot)
    with pytest.raises(PackageError, match=r"mã east .*không trực thuộc"):
        take_package(sealed, lambda area_id: area_id == country.west.pk, ABOVE)
    unknown = resealed(both, sealed, unit=msgspec.structs.replace(sealed.manifest.unit, code="la"))
    with pytest.raises(PackageError, match=r"mã la .*không trực thuộc"):
        take_package(unknown, everywhere, ABOVE)
    officers = {
        name: make_person(("officer", country.areas[name])).pk for name in ("east", "west", "province")
    }
    asked = [country.east.pk, country.east_1.pk, country.far.pk]
    assert may_decide(officers["province"], asked, TODAY) == {country.east.pk, country.east_1.pk}
    assert may_decide(officers["east"], asked, TODAY) == {country.east_1.pk}
    assert may_decide(officers["west"], asked, TODAY) == frozenset()


def test_an_answer_is_taken_for_its_package_from_who_may_answer_it(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    one = taken(both, both.made(snapshot))
    with both.at(both.province):
        with pytest.raises(PackageError, match="Chưa ghi lý do trả lại"):
            send_back(one, " ", above(country), ABOVE)
        answer = unseal(send_back(one, "Thiếu biểu", above(country), ABOVE).answer_path.read_bytes())
        with pytest.raises(PackageError, match="Đây là phiếu trả lời"):
            take_package(answer, everywhere, ABOVE)
    with pytest.raises(PackageError, match="ngoài đơn vị của bạn"):
        take_answer(answer, lambda area_id: False, BELOW)
    forged = unseal(seal(answer.manifest, {}, make_own_key(both.commune)).content)
    with pytest.raises(PackageError, match="Chưa biết bên ký"):
        take_answer(forged, everywhere, BELOW)
    take_answer(answer, everywhere, BELOW)
    other = msgspec.structs.replace(answer.manifest, decision="accepted")  # type: ignore[call-arg]
    with pytest.raises(PackageError, match="đã có phiếu trả lời"):
        take_answer(seal(other, {}, make_own_key(both.province)), everywhere, BELOW)


def test_a_remark_is_of_a_cell_that_is_there_and_is_taken_back(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    one = taken(both, both.made(snapshot))
    with both.at(both.province):
        for cell, why, said in (((*CELL[:3], "khac"), "a", "không có ô này"), (CELL, " ", "Chưa ghi lý do")):
            with pytest.raises(PackageError, match=said):
                note_cell(one, cell, why, ABOVE)
        note_cell(one, CELL, "xem lại", ABOVE)
        take_back_note(one, CELL, ABOVE)
        with pytest.raises(PackageError, match="không còn nhận xét"):
            take_back_note(one, CELL, ABOVE)
        assert accept(one, above(country), ABOVE).state == PackageState.ACCEPTED


def _other_value(table: Table, column: str, value: Decimal | None) -> Table:
    first = table.lines[0]
    line = msgspec.structs.replace(first, values=dict(first.values) | {column: value})
    return msgspec.structs.replace(table, lines=(line, *table.lines[1:]))


WRONG: list[tuple[str, Callable[[Table], Table], str]] = [
    ("poor_movement", lambda one: _other_value(one, "closing", Decimal(7)), "cột 9 phải bằng cột 1"),
    ("poor_movement", lambda one: _other_value(one, "closing", None), "Thiếu số «closing»"),
    ("official_result", lambda one: _other_value(one, "poor_rate", Decimal(12)), "tính lại là 100"),
    ("official_result", lambda one: _other_value(one, "poor", Decimal(1)), "dòng cộng là 1, các đơn vị"),
    ("official_result", lambda one: _other_value(one, "poor", Decimal(-1)), "Số âm: Số hộ nghèo"),
    ("official_result", lambda one: _other_value(one, "poor", Decimal("1.5")), "không phải số nguyên"),
    ("official_result", lambda one: _other_value(one, "la", Decimal(1)), "Có cột lạ: la"),
    ("causes", lambda one: msgspec.structs.replace(one, table="bieu_la"), "không có biểu này"),
    ("causes", lambda one: msgspec.structs.replace(one, lines=()), "Thiếu cột"),
]


def test_what_does_not_agree_is_told_before_anything_is_accepted(
    both: Installations, snapshot: Snapshot
) -> None:
    told = contents_of(both.made(snapshot))
    assert doubts_in(told) == []
    for name, change, said in WRONG:
        tables = tuple(change(one) if one.table == name else one for one in told.tables)
        found = [one.said for one in doubts_in(replace(told, tables=tables))]
        assert [one for one in found if said in one], (said, found)


def test_files_that_are_no_tables_are_refused(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    sealed = both.made(snapshot)
    told = contents_of(sealed)
    one = told.tables[0]
    twice = msgspec.structs.replace(one, lines=(*one.lines, one.lines[0]))
    for table in (twice, _other_value(one, "x" * 81, None)):
        with pytest.raises(PackageError, match="không đúng dạng"):
            contents_of(resealed(both, sealed, files_with([table], [], told.units)))
    path = f"tables/{one.table}.json"
    for value in (b'"NaN"', b'"1e999999"', b'"Infinity"', b"1e30", b'"x"', b"[" * 100_000):
        line = b'{"unit":"east","part":"","values":{"households":' + value + b"}}"
        files = {path: b'{"table":"' + one.table.encode() + b'","lines":[' + line + b"]}"}
        with pytest.raises(PackageError, match="không đúng dạng"):
            contents_of(resealed(both, sealed, files))
    plain = {path: files[path].replace(b"[" * 100_000, b"2")}
    assert contents_of(resealed(both, sealed, plain)).tables[0].lines[0].values["households"] == 2


def test_the_database_keeps_packages_and_shows_them_to_who_answers_for_their_unit(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    one = taken(both, both.made(snapshot))
    for change in (
        lambda: Package.objects.update(said={}),
        lambda: Package.objects.all().delete(),
        lambda: TrustedKey.objects.update(public="x"),
        lambda: TrustedKey.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            change()
    rows = set(Package.objects.values_list("pk", flat=True))
    seen = {"village_head": ("east_1", set()), "officer": ("east", rows), "leader": ("province", rows)}
    seen["inspector"] = ("west", set())
    for role, (area, expected) in seen.items():
        with acting(make_person((role, country.areas[area])).pk, TODAY):
            assert set(Package.objects.values_list("pk", flat=True)) == expected, role
            assert TrustedKey.objects.exists() == bool(expected)
    with both.at(both.province):
        one.path.write_bytes(both.made(snapshot).content)
        with pytest.raises(PackageError, match="đã bị sửa"):
            figures_of(one)
        one.path.unlink()
        with pytest.raises(PackageError, match="không còn trong kho"):
            figures_of(one)


def test_a_broken_snapshot_makes_no_package(both: Installations, snapshot: Snapshot) -> None:
    (snapshot.folder / "manifest.json").unlink()
    with pytest.raises(PackageError, match="không còn nguyên"):
        make_package(snapshot, BELOW)
    assert not Package.objects.exists() and not (both.commune / "packages").exists()
