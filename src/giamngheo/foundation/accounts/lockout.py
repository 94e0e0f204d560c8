"""Whose door is closed after repeated refusals: one person from one address, by whichever name they typed."""

from collections.abc import Mapping
from datetime import datetime

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from giamngheo.foundation.accounts.models import User

LONGEST_NAME = 150


def typed_name(request: HttpRequest | None, credentials: Mapping[str, object] | None) -> str:
    """The user name or e-mail address as it was typed, cut."""
    given = credentials or {}
    typed = given.get("username") or given.get("email") or (request.POST.get("login") if request else "")
    return str(typed or "").strip()[:LONGEST_NAME]


def person_named(typed: str) -> User | None:
    """The person of this user name or e-mail address."""
    found = User.objects.filter(username__iexact=typed).first()
    return found or (User.objects.filter(email__iexact=typed).first() if "@" in typed else None)


def name_of(request: HttpRequest | None, credentials: Mapping[str, object] | None = None) -> str:
    """Under which name failures are counted: name and e-mail address of one person are one."""
    typed = typed_name(request, credentials)
    person = person_named(typed)
    return (person.username if person else typed).lower()


def locked_until(name: str, address: str | None) -> datetime | None:
    """Until when this name is closed from this address; None while it is open."""
    last, failures = None, 0
    for attempt in _recent(name).filter(ip_address=address):
        last = max(last or attempt.attempt_time, attempt.attempt_time)
        failures += attempt.failures_since_start
    return last + settings.AXES_COOLOFF_TIME if last and failures >= settings.AXES_FAILURE_LIMIT else None


def is_locked(person: User) -> bool:
    """Whether this person's name is closed from some address."""
    name = person.username.lower()
    addresses = set(_recent(name).values_list("ip_address", flat=True))
    return any(locked_until(name, address) for address in addresses)


def open_again(person: User) -> int:
    """Forget the failures of this person from all addresses; how many were forgotten."""
    return int(reset(username=person.username.lower()))


def _recent(name: str) -> "QuerySet[AccessAttempt]":
    found: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(
        username=name, attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME
    )
    return found
