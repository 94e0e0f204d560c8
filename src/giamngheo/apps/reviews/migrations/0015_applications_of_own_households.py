"""Who answers for a village sees how applications of its households came, and whether they were taken back.

The list to which they came is the commune's, so that its other facts are not seen with them.
"""

from django.db import migrations

_BEFORE = "EXISTS (SELECT FROM reviews_case AS own WHERE own.id = reviews_happening.case_id)"
_NOW = f"""{_BEFORE} OR EXISTS (SELECT FROM reviews_application AS came
    WHERE came.happening_id IN (reviews_happening.id, reviews_happening.takes_back_id))"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0014_entries_looked_at_afterwards")]

    operations = [
        migrations.RunSQL(
            f"ALTER POLICY seen ON reviews_happening USING ({_NOW})",
            f"ALTER POLICY seen ON reviews_happening USING ({_BEFORE})",
        )
    ]
