"""Which area lies within which, on which days: reckoned anew by the database from versions and successions.

The function stands in the migration `0003_containment_by_its_owner`: nothing else writes the two tables.
"""

from django.db import connection


def rebuild() -> None:
    """Make `Containment` and `Overlap` agree with versions and successions; rows that hold stay."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT areas_contain_anew()")
