"""An accepted package used as the report that its unit owes."""

from typing import Any

from giamngheo.apps.packages.contents import Line
from giamngheo.apps.packages.models import Package
from giamngheo.apps.packages.queries import contents_in
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.states import PackageState, Way
from giamngheo.apps.reporting.actions import Brought, ReportingError, take_in
from giamngheo.apps.reporting.models import Report
from giamngheo.apps.reporting.queries import Owed
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Code
from giamngheo.foundation.areas.queries import units_on
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.reports.library import statutory_tables


def as_report(package: Package, owed: Owed, actor: Actor) -> Report:
    """Keep the tables of a package as the accepted report of its unit; PackageError where that is not to be.

    Lines of units that have no code here are left out: what is summed above is the whole.
    """
    if package.way != Way.TAKEN or package.state != PackageState.ACCEPTED:
        raise PackageError("Gói chưa được chấp nhận.", "chấp nhận gói trước.", "bao-cao")
    if owed.unit.area_id != package.area_id:
        raise PackageError("Báo cáo này của đơn vị khác.", "chọn báo cáo của đơn vị gửi gói.", "bao-cao")
    contents = contents_in(package)
    codes = {line.unit for table in contents.tables for line in table.lines} - {package.report.unit.code}
    own = package.report.unit.code
    found = Code.objects.filter(code__in=codes, valid__contains=package.closing)
    areas: dict[str, int | None] = {own: None, **dict(found.values_list("code", "area_id"))}
    figures = {
        table.table: [
            [areas[line.unit], line.part, _counts(table.table, line)]
            for line in table.lines
            if line.unit in areas
        ]
        for table in contents.tables
        if table.table in statutory_tables()
    }
    below = units_on([one for one in areas.values() if one is not None], package.closing)
    tier = min((Tier(one.tier) for one in below.values()), default=Tier(owed.unit.tier))
    whence = f"Gói lần {package.edition}, SHA-256 {package.sha256[:16]}, khóa {package.signed_with[:16]}"
    try:
        return take_in(owed, Brought(figures, tier, package.closing, package.report.law, whence), actor)
    except ReportingError as error:
        about, said = next(iter(error.wrong.items()))
        why, _, remedy = said.partition(" Cách xử lý: ")
        raise PackageError(why, remedy or "tải lại trang để xem.", about or "bao-cao") from error


def _counts(table: str, line: Line) -> dict[str, Any]:
    """What was counted on a line: shares are reckoned from it again."""
    columns = statutory_tables()[table].text.columns
    counted = {column.id for column in columns if not column.formula and not column.open}
    told = {name: int(value) for name, value in line.values.items() if name in counted and value is not None}
    return told | dict(line.beside)
