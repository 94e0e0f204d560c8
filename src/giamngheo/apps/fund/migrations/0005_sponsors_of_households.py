"""A sponsor is seen, too, where a household is that it stands by: a village reads who sponsors whom there."""

from django.db import migrations

_SEEN = """
DROP POLICY seen ON fund_sponsor;
CREATE POLICY seen ON fund_sponsor FOR SELECT USING (
    (SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen())
    OR EXISTS (SELECT FROM fund_sponsorship AS stands WHERE stands.sponsor_id = fund_sponsor.id)
);
"""


class Migration(migrations.Migration):
    dependencies = [("fund", "0004_other_outlays_guarded")]

    operations = [migrations.RunSQL(_SEEN)]
