"""What frames of households and people hold, and what is reckoned from their names.

Households: `key` Int64, `area_id` Int64, `address` String, `since` Date. People: `key` Int64, `household`
Int64 (the key of theirs), `relationship` String, the fields of `Particulars` by name, `former_number` String.
Numbers: `household` Int64 (key), `scheme` String, `number` String. A column that is not there says nothing.
"""

from typing import Final

import polars as pl
from django.db import models

from giamngheo.apps.households.models import Particulars
from giamngheo.apps.households.names import given_name_first
from giamngheo.foundation.text import plain_expr, sort_key

TEXTS: Final = frozenset(
    field.name for field in Particulars._meta.concrete_fields if isinstance(field, models.CharField)
)
NEVER_CHANGING: Final = frozenset(
    {"full_name", "sex", "birth_date", "birth_precision", "personal_number", "ethnicity"}
)
"""What is wrong for all days where it is wrong; anything else may have changed from a day on."""


def with_keys_of_names(people: pl.DataFrame) -> pl.DataFrame:
    """Add `name_key` and `sort_key`: every name is reckoned once, however many bear it."""
    names = people.select(pl.col("full_name").unique())
    sorted_by = [sort_key(given_name_first(name)) for name in names.get_column("full_name").to_list()]
    keys = names.with_columns(
        plain_expr(pl.col("full_name")).alias("name_key"), pl.Series("sort_key", sorted_by, dtype=pl.String)
    )
    return people.join(keys, on="full_name", how="left", maintain_order="left")


def value_of(name: str, frame: pl.DataFrame, table: str = "told") -> str:
    """The SQL of a field of `Particulars` as a staged frame says it."""
    if name in frame.columns:
        return f"coalesce({table}.{name}, '')" if name in TEXTS else f"{table}.{name}"
    return "''" if name in TEXTS else "NULL"
