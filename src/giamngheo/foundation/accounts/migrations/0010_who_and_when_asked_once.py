"""Who asks and on which day is read once for all areas that somebody sees, not again for each of them."""

import importlib

from django.db import migrations

BEFORE = importlib.import_module("giamngheo.foundation.accounts.migrations.0009_areas_seen_at_once")._AT_ONCE
_ONCE = """
CREATE OR REPLACE FUNCTION areas_seen() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 1000 AS $$
DECLARE
    who CONSTANT bigint := acting_user();
    today CONSTANT date := acting_day();
BEGIN
    RETURN QUERY
    SELECT within.area_id
    FROM accounts_holding AS held JOIN areas_containment AS within ON within.ancestor_id = held.area_id
    WHERE held.user_id = who AND held.valid @> today AND within.valid @> today;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_areas_seen_at_once")]

    operations = [migrations.RunSQL(_ONCE, BEFORE)]
