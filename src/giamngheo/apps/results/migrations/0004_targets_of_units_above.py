"""Targets in force of the units above are read by those below, and nothing else of those units."""

from django.db import migrations

_ABOVE = """
CREATE FUNCTION results_targets_above(asked bigint, first_day date, last_day date)
RETURNS SETOF results_plannedtarget
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT target.* FROM results_plannedtarget AS target
    JOIN areas_containment AS around ON around.ancestor_id = target.area_id
        AND around.area_id = asked AND around.ancestor_id <> asked AND around.valid @> acting_day()
    WHERE target.put_in_force_at IS NOT NULL AND target.ended_at IS NULL
        AND target.first <= last_day AND target.last >= first_day
        AND (sees_all_areas() OR asked IN (SELECT areas_seen()))
    ORDER BY target.area_id, target.last, target.first, target.indicator, target.id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_who_and_when_asked_once"),
        ("results", "0003_counted_in_frozen_states"),
    ]

    operations = [
        migrations.RunSQL(_ABOVE, "DROP FUNCTION results_targets_above(bigint, date, date);"),
    ]
