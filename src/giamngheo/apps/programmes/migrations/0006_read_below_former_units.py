"""Issued plans are read by who answers for a unit below, also of what it, or what it came from, lay in before.

The plan of a district is read in the communes that lay in it, as it was before there were no more districts.
"""

from django.db import migrations

_ABOVE = """
CREATE OR REPLACE FUNCTION programmes_areas_above() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 10 AS $$
DECLARE
    who CONSTANT bigint := acting_user();
    today CONSTANT date := acting_day();
BEGIN
    RETURN QUERY
    WITH held AS (
        SELECT area_id FROM accounts_holding WHERE user_id = who AND valid @> today
    )
    SELECT DISTINCT around.ancestor_id FROM areas_containment AS around WHERE around.area_id IN (
        SELECT area_id FROM held
        UNION SELECT predecessor_id FROM areas_succession WHERE successor_id IN (SELECT area_id FROM held)
    );
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0005_what_is_over_is_kept")]

    operations = [migrations.RunSQL(_ABOVE)]
