"""No two rows of one thing may hold on the same day: kept by the database, on core PostgreSQL alone."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db.models import BigIntegerField, F, Func, Q, Value


def one_at_a_time(
    name: str, *, numbers: Sequence[str] = (), texts: Sequence[str] = (), condition: Q | None = None
) -> ExclusionConstraint:
    """Exclude rows (of the condition) that agree in all these columns and whose `valid` overlaps.

    A number is compared as the range of itself and a text by its hash, as GiST without extensions compares
    ranges only; two texts of one hash (one in 2^64) would be refused wrongly, never accepted wrongly.
    """
    hashed = [
        Func(F(text), Value(0), function="hashtextextended", output_field=BigIntegerField()) for text in texts
    ]
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((_only(number), RangeOperators.OVERLAPS) for number in [*map(F, numbers), *hashed]),
            ("valid", RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )


def _only(number: Any) -> Func:
    return Func(number, number, Value("[]"), function="int8range", output_field=BigIntegerRangeField())
