"""A unit is changed only by who answers for its place; what lies within what is written by no page.

A unit that is only being made lies nowhere yet: it may get its name, code and origin in the transaction that
makes it. Units that will come to lie in a person's areas count, so that what begins later can be undone.
"""

from django.db import migrations

_TO_CHANGE = """
CREATE FUNCTION areas_to_change() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 1000 AS $$
    SELECT within.area_id
    FROM accounts_holding AS held JOIN areas_containment AS within ON within.ancestor_id = held.area_id
    WHERE held.user_id = acting_user() AND held.valid @> acting_day()
        AND within.valid && daterange(acting_day(), NULL)
$$;
ALTER FUNCTION areas_seen() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION sees_all_areas() SET search_path = pg_catalog, public, pg_temp;
"""


def _within(column: str) -> str:
    return f"((SELECT sees_all_areas()) OR {column} IN (SELECT areas_to_change()))"


def _within_or_new(table: str, column: str) -> str:
    lies = f"SELECT FROM areas_containment AS lies WHERE lies.area_id = {table}.{column}"
    return f"({_within(column)} OR NOT EXISTS ({lies}))"


_DERIVED = "".join(
    f"DROP POLICY {policy} ON areas_{table};"
    for table in ("containment", "overlap")
    for policy in ("added", "changed", "removed")
)


def _guarded(table: str, added: str, kept: str) -> str:
    return f"""
DROP POLICY added ON areas_{table};
DROP POLICY changed ON areas_{table};
DROP POLICY removed ON areas_{table};
CREATE POLICY added ON areas_{table} FOR INSERT WITH CHECK ({added});
CREATE POLICY changed ON areas_{table} FOR UPDATE USING ({kept}) WITH CHECK ({added});
CREATE POLICY removed ON areas_{table} FOR DELETE USING ({kept});
"""


def _of_area(table: str) -> str:
    return _guarded(table, _within_or_new(f"areas_{table}", "area_id"), _within("area_id"))


_AREA = f"""
DROP POLICY changed ON areas_area;
DROP POLICY removed ON areas_area;
CREATE POLICY changed ON areas_area FOR UPDATE USING ({_within("id")});
CREATE POLICY removed ON areas_area FOR DELETE USING ({_within("id")});
"""
# A unit may be renamed where it lies; it moves only to where one answers too.
_STAYS = (
    "EXISTS (SELECT FROM areas_containment AS lies"
    " WHERE lies.area_id = areas_version.area_id AND lies.ancestor_id = areas_version.parent_id)"
)
_VERSION = _guarded(
    "version",
    f"{_within_or_new('areas_version', 'area_id')}"
    f" AND ({_within_or_new('areas_version', 'parent_id')} OR {_STAYS})"
    " AND (parent_id IS NOT NULL OR (SELECT sees_all_areas()))",
    _within("area_id"),
)
_SUCCESSION = _guarded(
    "succession",
    f"{_within('predecessor_id')} AND {_within_or_new('areas_succession', 'successor_id')}",
    f"{_within('predecessor_id')} AND {_within('successor_id')}",
)
_POLICIES = _DERIVED + _AREA + _VERSION + _of_area("code") + _of_area("boundary") + _SUCCESSION


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_names_sorted_and_found"),
        ("areas", "0003_containment_by_its_owner"),
    ]

    operations = [migrations.RunSQL(_TO_CHANGE), migrations.RunSQL(_POLICIES)]
