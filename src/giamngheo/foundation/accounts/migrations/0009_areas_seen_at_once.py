"""The areas that somebody sees are given all at once: one by one, the rights of the function were set for each.

Every policy asks for them; of a province they are more than a thousand, in every statement and for every table.
"""

from django.db import migrations

_BODY = """
    SELECT within.area_id
    FROM accounts_holding AS held JOIN areas_containment AS within ON within.ancestor_id = held.area_id
    WHERE held.user_id = acting_user() AND held.valid @> acting_day() AND within.valid @> acting_day()"""
_AT_ONCE = f"""
CREATE OR REPLACE FUNCTION areas_seen() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 1000 AS $$
BEGIN
    RETURN QUERY{_BODY};
END $$
"""
_ONE_BY_ONE = f"""
CREATE OR REPLACE FUNCTION areas_seen() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 1000 AS $${_BODY}
$$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_carried_from")]

    operations = [migrations.RunSQL(_AT_ONCE, _ONE_BY_ONE)]
