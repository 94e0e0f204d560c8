"""Whose tokens somebody sees, and which they may withdraw."""

from datetime import date

from django.db.models import QuerySet

from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.tokens.models import Token


def tokens_of(user_id: int) -> QuerySet[Token]:
    """The tokens of a person, the last one first."""
    return Token.objects.filter(user_id=user_id).select_related("withdrawn_by").order_by("-pk")


def may_withdraw(by_id: int | None, token: Token, day: date) -> bool:
    """Whether it is one's own, or its person holds a role on this day where one grants roles."""
    if by_id is not None and by_id == token.user_id:
        return True
    granted = reached(by_id, Permission.GRANT, day)
    return Holding.objects.in_force_on(day).filter(granted, user_id=token.user_id).exists()
