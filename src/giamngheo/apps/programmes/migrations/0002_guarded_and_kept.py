"""Who sees and writes plans of units, and that what was taken in, dropped or ended is not rewritten."""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_POLICIES = f"""
ALTER TABLE programmes_planfile ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON programmes_planfile FOR SELECT USING ({_SEES});
CREATE POLICY added ON programmes_planfile FOR INSERT WITH CHECK ({_SEES});
CREATE POLICY changed ON programmes_planfile FOR UPDATE USING ({_SEES}) WITH CHECK ({_SEES});
"""
_FUNCTION = """
CREATE FUNCTION programmes_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[]
    THEN
        RAISE EXCEPTION 'a plan that was taken in is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_TRIGGERS = """
CREATE TRIGGER not_deleted BEFORE DELETE ON programmes_planfile
    FOR EACH ROW EXECUTE FUNCTION programmes_is_kept();
CREATE TRIGGER kept_when_taken_in BEFORE UPDATE ON programmes_planfile
    FOR EACH ROW WHEN (OLD.state = 'taken_in')
    EXECUTE FUNCTION programmes_is_kept('state', 'why', 'ended_by_name', 'ended_at');
CREATE TRIGGER kept_when_over BEFORE UPDATE ON programmes_planfile
    FOR EACH ROW WHEN (OLD.state IN ('dropped', 'ended')) EXECUTE FUNCTION programmes_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [migrations.RunSQL(one) for one in (_POLICIES, _FUNCTION, _TRIGGERS)]
