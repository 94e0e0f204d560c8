"""Who sees and writes reports, and that what was drawn up, said and done is not rewritten.

A report is seen by who answers for its unit, so also by those above it; what belongs to it by who sees it.
What a unit sets for those below is theirs to read, and nobody's secret.
"""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_OF_REPORT = "report_id IN (SELECT id FROM reporting_report)"
_OWN = ("reporting_report",)
_SET = ("reporting_arrangement", "reporting_request")
_BELONGING = ("reporting_edition", "reporting_wording", "reporting_step", "reporting_returnedcell")
_CARRIED = {
    "reporting_report": ("state", "edition_id", "standing_id", "sent_at", "receiver_id"),
    "reporting_returnedcell": ("step_id", "answer", "answered_by_name"),
    "reporting_edition": (),
    "reporting_wording": (),
    "reporting_step": (),
    "reporting_arrangement": (),
    "reporting_request": (),
}
_POLICIES = "\n".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING ({seen});
CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({added});
"""
    for tables, seen, added in (
        (_OWN, _SEES, _SEES),
        (_SET, "true", _SEES),
        (_BELONGING, _OF_REPORT, _OF_REPORT),
    )
    for table in tables
)
_CHANGED = "\n".join(
    f"CREATE POLICY changed ON {table} FOR UPDATE USING ({seen}) WITH CHECK ({seen});"
    for table, seen in (("reporting_report", _SEES), ("reporting_returnedcell", _OF_REPORT))
)
_UNMARKED = f"""
CREATE POLICY unmarked ON reporting_returnedcell FOR DELETE USING ({_OF_REPORT} AND step_id IS NULL);
"""
_FUNCTION = """
CREATE FUNCTION reporting_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'reporting_returnedcell' THEN
        IF (to_jsonb(OLD) ->> 'step_id') IS NULL THEN
            RETURN OLD;
        END IF;
    ELSIF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - TG_ARGV::text[] IS NOT DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[]
        AND cardinality(TG_ARGV::text[]) > 0
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was reported is never rewritten' USING ERRCODE = 'restrict_violation';
END $$;
"""
_TRIGGERS = "\n".join(
    f"""
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION reporting_is_kept({", ".join(f"'{name}'" for name in carried)});
"""
    for table, carried in _CARRIED.items()
)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [migrations.RunSQL(one) for one in (_POLICIES, _CHANGED, _UNMARKED, _FUNCTION, _TRIGGERS)]
