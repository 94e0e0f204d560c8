"""A table in a package: its cells, which of them differ from the package before, and remarks on them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.packages.actions import note_cell
from giamngheo.apps.packages.contents import Table
from giamngheo.apps.packages.looking import doubts_in
from giamngheo.apps.packages.models import Package
from giamngheo.apps.packages.queries import before, changed_since, contents_in
from giamngheo.apps.packages.reading import Contents
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.states import Way
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.packages.one import remarks_of
from giamngheo.web.staff.packages.reaching import is_to_decide, package_for
from giamngheo.web.staff.packages.wording import Wording, cell_in

_LONGEST_REASON = 501


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, package_id: int, name: str) -> HttpResponse:
    """Show a table, with the form of a remark for the cell that the address names; keep a remark."""
    one = package_for(request, package_id)
    try:
        contents = contents_in(one)
    except PackageError:
        return redirect("package", one.pk)  # where it is told
    table = contents.table(name.replace("-", "_"))
    if table is None:
        raise Http404
    wrong: dict[str, str] = {}
    to_decide = is_to_decide(request, one)
    if request.method == "POST":
        if not to_decide:
            raise PermissionDenied
        cell = (table.table, *cell_in(request.POST)[1:])
        try:
            note_cell(one, cell, words_in(request.POST, "ly-do", _LONGEST_REASON), actor_of(request))
            return redirect("package-table", one.pk, name)
        except PackageError as error:
            wrong[error.about or "ly-do"] = str(error)
    asked = request.POST if request.method == "POST" else request.GET
    told = _told(one, contents, table) | {
        "one": one,
        "name": name,
        "chosen": _chosen(table, cell_in(asked)) if to_decide else None,
        "to_decide": to_decide,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/packages/table.html", told, status=422 if wrong else 200)


def _told(one: Package, contents: Contents, table: Table) -> dict[str, Any]:
    words = Wording.of(contents)
    earlier = before(one) if one.way == Way.TAKEN else None
    changed = changed_since(one, earlier) if earlier else []
    known = words.columns(table.table)
    told = list(dict.fromkeys(column for line in table.lines for column in line.values))
    return {
        "report": contents.report,
        "table": table,
        "words": words,
        "columns": [column for column in known if column in told] + [one for one in told if one not in known],
        "known": known,
        "doubts": [doubt for doubt in doubts_in(contents) if doubt.table == table.table],
        "earlier": earlier,
        "changed": {change.cell: change.before for change in changed},
        "remarks": {
            (each.unit, each.part, each.column): each.why
            for each in remarks_of(one)
            if each.table == table.table
        },
        "has_parts": any(line.part for line in table.lines),
    }


def _chosen(table: Table, cell: tuple[str, str, str, str]) -> tuple[str, str, str] | None:
    """The cell that is asked for, where the table has it."""
    _, unit, part, column = cell
    has = any((line.unit, line.part) == (unit, part) and column in line.values for line in table.lines)
    return (unit, part, column) if has else None
