"""Who answers for a village sees the round in which its households ask, also where the list is the commune's."""

from django.db import migrations

_BEFORE = """((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))
    OR EXISTS (SELECT FROM reviews_case AS own WHERE own.round_id = reviews_round.id)"""
_NOW = f"""{_BEFORE}
    OR EXISTS (SELECT FROM reviews_entry AS own WHERE own.round_id = reviews_round.id)"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0011_determinations")]

    operations = [
        migrations.RunSQL(
            f"ALTER POLICY seen ON reviews_round USING ({_NOW})",
            f"ALTER POLICY seen ON reviews_round USING ({_BEFORE})",
        )
    ]
