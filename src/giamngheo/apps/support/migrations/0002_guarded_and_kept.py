"""Who sees help given, and that a row of it is only ever taken back.

A row is seen where the household lived on the day of the help, and where it lives now: who helps it there must
know what it was given before.
"""

from django.db import migrations

_SEES = (
    "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen())"
    " OR EXISTS (SELECT FROM households_household AS own"
    " WHERE own.id = support_support.household_id AND own.area_id IN (SELECT areas_seen())))"
)
_WRITES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_POLICIES = f"""
ALTER TABLE support_support ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON support_support FOR SELECT USING {_SEES};
CREATE POLICY added ON support_support FOR INSERT WITH CHECK {_WRITES};
CREATE POLICY changed ON support_support FOR UPDATE USING {_WRITES} WITH CHECK {_WRITES};
"""
_KEPT = """
CREATE FUNCTION support_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.taken_back_at IS NOT NULL
        OR to_jsonb(NEW) - '{taken_back_by_name,taken_back_at,taken_back_because}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{taken_back_by_name,taken_back_at,taken_back_because}'::text[]
    THEN
        RAISE EXCEPTION 'help that was written down is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON support_support
    FOR EACH ROW EXECUTE FUNCTION support_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [migrations.RunSQL(_POLICIES), migrations.RunSQL(_KEPT)]
