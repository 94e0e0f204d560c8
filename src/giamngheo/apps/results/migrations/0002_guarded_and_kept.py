"""Who sees and writes targets and figures, and that neither is rewritten.

Both are of a unit, and seen and written by who answers for it. Of a target only that it was put in force or
ended is told later, of a figure only that another followed it; nothing is deleted.
"""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_CARRIED = {
    "results_plannedtarget": (
        "put_in_force_by_id",
        "put_in_force_by_name",
        "put_in_force_at",
        "ended_at",
        "ended_by_name",
        "ended_why",
    ),
    "results_actual": ("superseded_at",),
}
_POLICIES = "\n".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING ({_SEES});
CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({_SEES});
CREATE POLICY changed ON {table} FOR UPDATE USING ({_SEES}) WITH CHECK ({_SEES});
"""
    for table in _CARRIED
)
_FUNCTION = """
CREATE FUNCTION results_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[]
    THEN
        RAISE EXCEPTION 'targets and figures are never rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_TRIGGERS = "\n".join(
    f"""
CREATE TRIGGER kept BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION results_is_kept({", ".join(f"'{name}'" for name in carried)});
CREATE TRIGGER not_deleted BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION results_is_kept();
"""
    for table, carried in _CARRIED.items()
)


class Migration(migrations.Migration):
    dependencies = [("results", "0001_initial")]

    operations = [migrations.RunSQL(one) for one in (_POLICIES, _FUNCTION, _TRIGGERS)]
