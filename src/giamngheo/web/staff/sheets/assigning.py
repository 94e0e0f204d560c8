"""Sheets of the list given to a reviewer, or to nobody yet, by who leads the reviews of their units."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from giamngheo.apps.reviews.actions.revisiting import refused_to_be_given
from giamngheo.apps.surveys.actions import assign_reviewer
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in_each, reached
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.sheets.listing import ON_A_PAGE, sheets_asked, shown

NOBODY = "khong-ai"


@needs(Permission.LEAD_REVIEWS)
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Give the ticked sheets to a reviewer; refused where that person fills in no sheets of their unit."""
    asked, _ = sheets_asked(request)
    numbers = [int(one) for one in request.POST.getlist("phieu") if one.isascii() and one.isdigit()]
    within = reached(person_of(request), Permission.LEAD_REVIEWS, today())
    rows = FilledSheet.objects.filter(
        within, pk__in=[one for one in numbers if one < 2**63][:ON_A_PAGE], state=SheetState.DRAFT
    )
    chosen = list(rows.order_by("pk"))
    if not chosen:
        return shown(request, "Chưa đánh dấu phiếu nào: đánh dấu các phiếu chưa khoá rồi giao.", 422)
    if request.POST.get("cho") == NOBODY:
        assign_reviewer(chosen, None, actor_of(request))
    else:
        reviewer = _reviewer(request, chosen)
        if reviewer is None:
            return shown(
                request,
                "Chưa giao được: chọn một người có vai trò điền phiếu ở địa bàn của mọi phiếu đã đánh dấu. "
                "Cách xử lý: giao riêng từng thôn, hoặc nhờ người quản trị giao vai trò rà soát viên.",
                422,
            )
        if refused := refused_to_be_given(chosen, reviewer):
            return shown(request, refused, 422)
        assign_reviewer(chosen, reviewer, actor_of(request))
    return redirect(f"{reverse('sheets')}?{asked.query}&xong=giao")


def _reviewer(request: HttpRequest, sheets: list[FilledSheet]) -> Actor | None:
    number = number_in(request.POST, "cho")
    found = User.objects.filter(pk=number, is_active=True).first() if number is not None else None
    if found is None:
        return None
    may: Mapping[int, frozenset[Permission]] = permissions_in_each(
        found.pk, {one.area_id for one in sheets}, today()
    )
    fills = all(Permission.FILL_SHEETS in held for held in may.values())
    return Actor(found.pk, found.full_name) if fills else None
