"""Intakes, and what became of their submissions, are seen and changed only by who holds a role in their unit."""

from django.db import migrations

_AREA = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_POLICIES = f"""
ALTER TABLE exchange_intake ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON exchange_intake FOR SELECT USING {_AREA};
CREATE POLICY added ON exchange_intake FOR INSERT WITH CHECK {_AREA};
CREATE POLICY changed ON exchange_intake FOR UPDATE USING {_AREA} WITH CHECK {_AREA};
ALTER TABLE exchange_takenin ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON exchange_takenin FOR SELECT USING {_AREA};
CREATE POLICY added ON exchange_takenin FOR INSERT WITH CHECK {_AREA};
"""
_KEPT = """
CREATE FUNCTION exchange_taken_in_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what became of a submission is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON exchange_takenin
    FOR EACH ROW EXECUTE FUNCTION exchange_taken_in_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON exchange_takenin
    FOR EACH STATEMENT EXECUTE FUNCTION exchange_taken_in_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_intakes"), ("accounts", "0006_areas_written_within_scope")]

    operations = [migrations.RunSQL(_POLICIES), migrations.RunSQL(_KEPT)]
