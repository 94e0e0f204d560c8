"""What accepted reports of the units above said of their targets is read by those below, and nothing else."""

from django.db import migrations

_ABOVE = """
CREATE FUNCTION reporting_targets_accepted(asked bigint, first_day date, last_day date)
RETURNS TABLE (closing date, targets jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT edition.closing, edition.targets FROM reporting_report AS report
    JOIN reporting_edition AS edition ON edition.id = report.standing_id
    JOIN areas_containment AS around ON around.ancestor_id = report.area_id
        AND around.area_id = asked AND around.ancestor_id <> asked AND around.valid @> acting_day()
    WHERE edition.closing BETWEEN first_day AND last_day AND edition.targets <> '[]'::jsonb
        AND (sees_all_areas() OR asked IN (SELECT areas_seen()))
    ORDER BY edition.closing, edition.id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_who_and_when_asked_once"),
        ("reporting", "0002_guarded_and_kept"),
    ]

    operations = [
        migrations.RunSQL(_ABOVE, "DROP FUNCTION reporting_targets_accepted(bigint, date, date);"),
    ]
