"""Tokens of made people, and machines that ask with them."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tokens.actions import issue_token
from giamngheo.foundation.tokens.models import Token

READING = (Permission.SEE, Permission.SEE_HOUSEHOLDS)


def make_token(
    user: User, permissions: Collection[Permission] = READING, name: str = "Máy thử", days: int = 30
) -> tuple[Token, str]:
    """A token of a person and its secret; issued as they themselves would."""
    day: date = timezone.localdate()
    with acting(user.pk, day):
        return issue_token(
            Actor(user.pk, user.full_name),
            name,
            [one.value for one in permissions],
            day + timedelta(days=days),
            day=day,
        )


def machine(secret: str, **more: Any) -> Client:
    """A client that sends this token with all it asks; marks against forged forms are checked."""
    return Client(headers={"authorization": f"Bearer {secret}", **more}, enforce_csrf_checks=True)
