"""Made people who sign in."""

from datetime import date
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.factories.places import LONG_AGO

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.areas.models import Area

_numbers = count(1)


@cache
def _hashed() -> str:
    """Hashing is slow on purpose: once is enough for all of a run."""
    return make_password("mat-khau-thu-nghiem")


def make_person(*held: tuple[str, Area], since: date = LONG_AGO, until: date | None = None) -> User:
    """Make a person who holds these roles; the password is «mat-khau-thu-nghiem»."""
    number = next(_numbers)
    user = User(username=f"nguoi-thu-{number}", full_name=f"Người Thử {number}")
    user.password = _hashed()
    user.save()
    for role, area in held:
        Holding.objects.create(user=user, role=role, area=area, valid=DateRange(since, until))
    return user
