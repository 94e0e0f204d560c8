"""Rows of the register are seen and changed only by who holds a role where the household or person lives.

Facts follow their household or person. A person who is in a household of one's area is seen there too, and
who once lived in it is not, after moving away: their earlier homes are told by the facts of the household.
"""

from django.db import migrations

_AREA = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_HOUSEHOLD = (
    "((SELECT sees_all_areas()) OR EXISTS (SELECT FROM households_household AS own"
    " WHERE own.id = {table}.household_id AND own.area_id IN (SELECT areas_seen())))"
)
_PERSON = (
    "((SELECT sees_all_areas()) OR EXISTS (SELECT FROM households_person AS own"
    " WHERE own.id = {table}.person_id AND own.area_id IN (SELECT areas_seen())))"
)
_GUARDS = {
    "event": _AREA,
    "household": _AREA,
    "person": _AREA,
    "residence": _HOUSEHOLD,
    "householdnumber": _HOUSEHOLD,
    "membership": _HOUSEHOLD,
    "particulars": _PERSON,
    "formernumber": _PERSON,
}


def _policies(name: str, guard: str) -> str:
    table = f"households_{name}"
    within = guard.format(table=table)
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING {within};
CREATE POLICY added ON {table} FOR INSERT WITH CHECK {within};
CREATE POLICY changed ON {table} FOR UPDATE USING {within} WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0001_initial"), ("accounts", "0006_areas_written_within_scope")]

    operations = [migrations.RunSQL("".join(_policies(name, guard) for name, guard in _GUARDS.items()))]
