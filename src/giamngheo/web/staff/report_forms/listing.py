"""The forms of a unit: the places that circulars keep, with or without a blank, and forms of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.report_forms.queries import forms_for, newest_versions
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.library import cited
from giamngheo.law.report_forms.library import form_slots
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.report_forms.reaching import may_here


@needs(Permission.SEE_RESULTS)
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Show the places and the forms that a unit can use."""
    unit, others = unit_asked(request)
    found = list(forms_for(unit.area_id, today()))
    in_slots = {name: [one for one in found if one.slot == name] for name in form_slots()}
    told = {
        "unit": unit,
        "others": others,
        "slots": [(slot, cited(slot.clause), in_slots[name]) for name, slot in form_slots().items()],
        "own": [one for one in found if one.slot not in form_slots()],
        "versions": newest_versions(found),
        "names": names_of({one.area_id for one in found}, today()),
        "may_keep": Permission.KEEP_RESULTS in may_here(request, unit.area_id),
    }
    return render(request, "staff/report_forms/list.html", told)
