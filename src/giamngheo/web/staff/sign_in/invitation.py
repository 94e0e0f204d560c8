"""«Lời mời»: who invites to what until when; a name and a password, and the account is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from giamngheo.foundation.accounts.addresses import address_of
from giamngheo.foundation.accounts.granting import days_in_words
from giamngheo.foundation.accounts.invitations import find_invitation, take_invitation
from giamngheo.foundation.accounts.models import Invitation, User
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.guard import open_to_all
from giamngheo.web.staff.sign_in.forms import InvitationForm


@open_to_all
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the invitation, or take it."""
    try:
        found = find_invitation(secret, now=timezone.now())
    except RefusedError as error:
        return render(request, "sign_in/invitation_over.html", {"refused": error}, status=410)
    person = User(full_name=found.full_name, email=found.email)
    if request.method != "POST":
        return _form(request, found, InvitationForm(person=person))
    form = InvitationForm(request.POST, person=person)
    if not form.is_valid():
        return _form(request, found, form)
    try:
        take_invitation(
            secret,
            form.cleaned_data["username"],
            form.cleaned_data["password1"],
            address=address_of(request),
            day=today(),
            now=timezone.now(),
        )
    except RefusedError as error:
        form.add_error(error.about or None, str(error))
        return _form(request, found, form)
    return redirect("/dang-nhap/?xong=loi-moi")


def _form(request: HttpRequest, found: Invitation, form: InvitationForm) -> HttpResponse:
    return render(
        request,
        "sign_in/invitation.html",
        {
            "invitation": found,
            "form": form,
            "role": ROLES[found.role].label,
            "area": names_of([found.area_id], today()).get(found.area_id, "–"),
            "days": days_in_words(found.role_valid),
        },
        status=422 if form.errors else 200,
    )
