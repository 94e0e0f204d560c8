"""Every version of a sheet: who wrote it, when, what for, and what differs from the one before."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.forms import form_of
from giamngheo.apps.surveys.queries import changed_between, version_before, version_kept
from giamngheo.apps.surveys.states import VersionKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.sheets.reaching import sheet_for
from giamngheo.web.staff.sheets.words import in_words

ON_A_PAGE: Final = 50


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def history(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Show the versions of a sheet, the newest first, and the answers in which two of them differ."""
    reached = sheet_for(request, sheet_id)
    sheet, form = reached.sheet, form_of(reached.sheet)
    last = number_in(request.GET, "sau")
    rows = sheet.versions.defer("answers", "reasons").order_by("-number")
    found = list((rows.filter(number__lt=_small(last)) if last is not None else rows)[: ON_A_PAGE + 1])
    newer = _small(number_in(request.GET, "den"))
    older = _small(number_in(request.GET, "tu")) or version_before(sheet, newer)
    changed = None
    if newer:
        if not 1 <= older <= sheet.version or newer > sheet.version:
            raise Http404
        older, newer = version_kept(sheet, older), version_kept(sheet, newer)
        changed = [
            (
                one.name,
                *(
                    in_words(form.question(one.box[0]), said, whole_numbers=reached.whole_numbers)
                    for said in (one.before, one.after)
                ),
            )
            for one in changed_between(sheet, older, newer)
        ]
    household = Household.objects.filter(pk=sheet.household_id).first()
    return render(
        request,
        "staff/sheets/history.html",
        {
            "sheet": sheet,
            "form": form,
            "whose": household.head_name if household and household.head_name else sheet.household_code,
            "rows": found[:ON_A_PAGE],
            "next": found[ON_A_PAGE - 1].number if len(found) > ON_A_PAGE else None,
            "is_first": last is None,
            "kinds": dict(VersionKind.choices),
            "changed": changed,
            "older": older,
            "newer": newer,
        },
    )


def _small(number: int | None) -> int:
    """A number of a version; one that no sheet can have is none."""
    return number if number is not None and number < 2**31 else 0
