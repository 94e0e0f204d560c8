"""Who sees the whole country is not written by who does not; what was proposed is not written by any page.

A unit at the tier of the nation shows everything to who holds a role in it. These policies narrow those that
are there. `holds_elsewhere` looks for tables where the others do: temporary ones last.
"""

from django.db import migrations

_KNOWN = "tier > 0 OR (SELECT sees_all_areas())"
_IN_DRAFT = "EXISTS (SELECT FROM areas_batch AS batch WHERE batch.id = areas_change.batch_id AND batch.state = 'draft')"
_POLICIES = f"""
CREATE POLICY no_second_nation ON areas_version AS RESTRICTIVE FOR INSERT WITH CHECK ({_KNOWN});
CREATE POLICY no_rise_to_nation ON areas_version AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ({_KNOWN});
CREATE POLICY added_to_draft ON areas_change AS RESTRICTIVE FOR INSERT WITH CHECK ({_IN_DRAFT});
CREATE POLICY changed_in_draft ON areas_change AS RESTRICTIVE FOR UPDATE USING ({_IN_DRAFT});
CREATE POLICY removed_from_draft ON areas_change AS RESTRICTIVE FOR DELETE USING ({_IN_DRAFT});
ALTER FUNCTION holds_elsewhere(bigint) SET search_path = pg_catalog, public, pg_temp;
"""
_TAKEN_OFF = """
DROP POLICY no_second_nation ON areas_version;
DROP POLICY no_rise_to_nation ON areas_version;
DROP POLICY added_to_draft ON areas_change;
DROP POLICY changed_in_draft ON areas_change;
DROP POLICY removed_from_draft ON areas_change;
ALTER FUNCTION holds_elsewhere(bigint) SET search_path = pg_catalog, public;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_areas_written_within_scope")]

    operations = [migrations.RunSQL(_POLICIES, _TAKEN_OFF)]
