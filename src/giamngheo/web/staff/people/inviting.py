"""Inviting somebody without an account into a role; the link is shown once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.foundation.accounts.invitations import invite, withdraw_invitation
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.accounts.scope import holdings_with, may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.people.refused import note
from giamngheo.web.staff.people.role_form import RoleForm, read_role_form, roles_to_grant
from giamngheo.web.staff.people.seen import invitations_seen_by


@needs(Permission.GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
def inviting(request: HttpRequest) -> HttpResponse:
    """Ask whom to invite into which role; show the link once the invitation is made."""
    person, day = person_of(request), today()
    asked = request.POST if request.method == "POST" else request.GET
    area_id = number_in(asked, "dia-ban")
    if area_id is None:
        living = holdings_with(person, Permission.GRANT, day).filter(area__valid__contains=day)
        area_id = living.order_by("id").values_list("area_id", flat=True).first()
    if area_id is None or not may(person, Permission.GRANT, area_id, day):
        raise Http404
    form = RoleForm(asked)
    if request.method == "POST":
        form = read_role_form(request.POST, day)
        if not form.wrong:
            try:
                made, secret = invite(
                    actor_of(request),
                    words_in(request.POST, "ho-ten"),
                    form.role,
                    area_id,
                    form.period,
                    email=words_in(request.POST, "thu"),
                    ground=words_in(request.POST, "can-cu"),
                    day=day,
                    now=timezone.now(),
                )
            except RefusedError as error:
                form.refuse(note(request, error))
            else:
                link = request.build_absolute_uri(reverse("invitation", args=[secret]))
                told = {"invitation": made, "link": link, "role": ROLES[made.role].label}
                told["area"] = names_of([area_id], day)[area_id]
                return render(request, "staff/people/invited.html", told)
    return render(
        request,
        "staff/people/inviting.html",
        {
            "form": form,
            "area_id": area_id,
            "area": names_of([area_id], day).get(area_id, ""),
            "choices": roles_to_grant(person, area_id, day),
        },
        status=422 if form.wrong else 200,
    )


@needs(Permission.GRANT)
@require_POST
def withdrawing(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back and show the list."""
    found = invitations_seen_by(person_of(request)).filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    try:
        withdraw_invitation(actor_of(request), found, day=today(), now=timezone.now())
    except RefusedError as error:
        return render(request, "staff/people/refused.html", {"error": note(request, error)}, status=422)
    return redirect("people")
