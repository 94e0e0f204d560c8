"""Rows that belong to another are looked up with it one by one, not among all that who asks sees.

As `task_id IN (SELECT id …)` every step of every task in sight was read before the first step of one was shown:
ten years of a country made the first page of everybody take a second. Who sees the whole country sees them all.
"""

from django.db import migrations

_BELONG = {
    "taskstep": ("task_id", "coordination_giventask", False),
    "obstaclestep": ("obstacle_id", "coordination_obstacle", False),
    "follow": ("household_id", "households_household", True),
    "contact": ("follow_id", "coordination_follow", False),
    "householdplan": ("household_id", "households_household", True),
    "householdplanstep": ("plan_id", "coordination_householdplan", True),
    "householdplanreview": ("plan_id", "coordination_householdplan", True),
    "committeemember": ("committee_id", "coordination_committee", True),
    "communityproposal": ("meeting_id", "coordination_communitymeeting", True),
}
_SEES = "((SELECT sees_all_areas()) OR EXISTS (SELECT FROM {of} AS whole WHERE whole.id = coordination_{table}.{key}))"


def _rules(sees: str, table: str, *, changes: bool) -> str:
    said = f"""
ALTER POLICY seen ON coordination_{table} USING ({sees});
ALTER POLICY added ON coordination_{table} WITH CHECK ({sees});
"""
    if changes:
        said += f"ALTER POLICY changed ON coordination_{table} USING ({sees}) WITH CHECK ({sees});\n"
    return said


class Migration(migrations.Migration):
    dependencies = [("coordination", "0009_directory_filled")]

    operations = [
        migrations.RunSQL(_rules(_SEES.format(of=of, table=table, key=key), table, changes=changes))
        for table, (key, of, changes) in _BELONG.items()
    ]
