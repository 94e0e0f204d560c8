"""What is said of standings and circumstances is seen where its household or person lives, and is never rewritten."""

from django.db import migrations

_HOUSEHOLD = (
    "((SELECT sees_all_areas()) OR EXISTS (SELECT FROM households_household AS own"
    " WHERE own.id = {table}.household_id AND own.area_id IN (SELECT areas_seen())))"
)
_PERSON = (
    "((SELECT sees_all_areas()) OR EXISTS (SELECT FROM households_person AS own"
    " WHERE own.id = {table}.person_id AND own.area_id IN (SELECT areas_seen())))"
)
_GUARDS = {
    "recognition": _HOUSEHOLD,
    "cause": _HOUSEHOLD,
    "need": _HOUSEHOLD,
    "note": _HOUSEHOLD,
    "paper": _HOUSEHOLD,
    "workerrecognition": _PERSON,
}


def _guarded(name: str, guard: str) -> str:
    table = f"households_{name}"
    within = guard.format(table=table)
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING {within};
CREATE POLICY added ON {table} FOR INSERT WITH CHECK {within};
CREATE POLICY changed ON {table} FOR UPDATE USING {within} WITH CHECK (true);
CREATE TRIGGER kept BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION households_fact_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION households_nothing_is_deleted();
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0008_standings_and_circumstances")]

    operations = [migrations.RunSQL("".join(_guarded(name, guard) for name, guard in _GUARDS.items()))]
