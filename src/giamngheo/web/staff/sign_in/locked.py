"""The page of who typed wrong too often: how long the door stays closed, and whom to ask."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from giamngheo.foundation.accounts.addresses import address_of
from giamngheo.foundation.accounts.lockout import locked_until, name_of


def page(request: HttpRequest, _answer: object, credentials: Mapping[str, Any] | None) -> HttpResponse:
    """Shown instead of the answer that was refused."""
    until = locked_until(name_of(request, credentials), address_of(request))
    until = until or timezone.now() + settings.AXES_COOLOFF_TIME
    left = max(1, -(-int((until - timezone.now()).total_seconds()) // 60))
    return render(
        request,
        "sign_in/locked.html",
        {"until": until, "minutes": left, "times": settings.AXES_FAILURE_LIMIT},
        status=429,
    )
