"""The page of one person: the roles that may be seen, a further role, the end of one, a lost password."""

from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from giamngheo.foundation.accounts.actions import (
    end_role,
    grant_role,
    make_password_link,
    remove_second_factors,
    unlock,
)
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.accounts.scope import areas_where, may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.tokens.queries import tokens_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.people.refused import note
from giamngheo.web.staff.people.role_form import RoleForm, read_role_form, roles_to_grant
from giamngheo.web.staff.people.seen import holdings_seen_by, person_seen_by


@needs(Permission.SEE_PEOPLE)
@require_safe
def one(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show a person."""
    return _page(request, person_seen_by(person_of(request), user_id), RoleForm(request.GET))


@needs(Permission.GRANT)
@require_POST
def granting(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a further role."""
    shown = person_seen_by(person_of(request), user_id)
    area_id = number_in(request.POST, "dia-ban")
    if area_id is None or not may(person_of(request), Permission.GRANT, area_id, today()):
        raise Http404
    form = read_role_form(request.POST, today())
    if not form.wrong:
        try:
            ground = words_in(request.POST, "can-cu")
            grant_role(actor_of(request), shown, form.role, area_id, form.period, ground=ground, day=today())
        except RefusedError as error:
            form.refuse(note(request, error))
        else:
            return redirect("person", user_id)
    return _page(request, shown, form)


@needs(Permission.GRANT)
@require_POST
def ending(request: HttpRequest, user_id: int, holding_id: int) -> HttpResponse:
    """End a role, with its reason."""
    held = holdings_seen_by(person_of(request)).filter(pk=holding_id, user_id=user_id).first()
    if held is None:
        raise Http404
    form = RoleForm(request.POST)
    try:
        end_role(actor_of(request), held, words_in(request.POST, "ly-do"), day=today())
    except RefusedError as error:
        form.wrong[f"ly-do-{holding_id}" if error.about == "reason" else ""] = str(note(request, error))
        return _page(request, held.user, form)
    return redirect("person", user_id)


@needs(Permission.GRANT)
@require_POST
def helping(request: HttpRequest, user_id: int) -> HttpResponse:
    """Make a link that sets a new password, open a locked door, or take lost second factors away."""
    shown = person_seen_by(person_of(request), user_id)
    form = RoleForm(request.POST)
    try:
        if request.POST.get("viec") == "mo-khoa":
            unlock(actor_of(request), shown, day=today())
            return redirect("person", user_id)
        if request.POST.get("viec") == "go-hai-buoc":
            why = words_in(request.POST, "ly-do-hai-buoc")
            remove_second_factors(actor_of(request), shown, why, day=today())
            return redirect("person", user_id)
        parts = make_password_link(actor_of(request), shown, day=today())
    except RefusedError as error:
        form.wrong["ly-do-hai-buoc" if error.about == "reason" else ""] = str(note(request, error))
        return _page(request, shown, form)
    link = request.build_absolute_uri(reverse("password-link", args=parts))
    return render(request, "staff/people/password_link.html", {"shown": shown, "link": link})


def _page(request: HttpRequest, shown: User, form: RoleForm) -> HttpResponse:
    person, day = person_of(request), today()
    held = list(holdings_seen_by(person).filter(user=shown).select_related("area").order_by("-valid", "id"))
    mine = set(areas_where(person, Permission.GRANT, day).filter(area__in=[h.area_id for h in held]))
    area_id = number_in(form.typed, "dia-ban") or next((h.area_id for h in held if h.area_id in mine), None)
    may_here = area_id is not None and may(person, Permission.GRANT, area_id, day)
    return render(
        request,
        "staff/people/one.html",
        {
            "shown": shown,
            "held": [(one, day in one.valid and day in one.area.valid, one.area_id in mine) for one in held],
            "day": day,
            "names": names_of([*(one.area_id for one in held), *([area_id] if area_id else [])], day),
            "roles": ROLES,
            "form": form,
            "area_id": area_id if may_here else None,
            "choices": roles_to_grant(person, area_id, day) if may_here and area_id else [],
            "may_help": bool(mine) and shown.pk != person,
            "tokens": [one for one in tokens_of(shown.pk) if one.holds_on(day)] if mine else [],
            "has_second_factor": Authenticator.objects.filter(user_id=shown.pk).exists(),
        },
        status=422 if form.wrong else 200,
    )
