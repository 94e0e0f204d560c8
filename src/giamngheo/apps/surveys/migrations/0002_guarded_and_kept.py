"""Who sees and writes sheets, and that a version is never changed.

A sheet is seen by who answers for its unit, and, like all facts of the register, where its household lives
now: a household that moved is reviewed with last year's answers. It is written in its unit alone. Only of rows
of other units the household is asked for, one by one: with EXISTS the database might read all households first.
Versions follow their sheet. What a sheet is of never changes, it is not unsealed, and after sealing only
corrections are added.
"""

from django.db import migrations

_AREA = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_SHEETS = f"""
ALTER TABLE surveys_filledsheet ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON surveys_filledsheet FOR SELECT USING ({_AREA} OR (
    SELECT own.id FROM households_household AS own WHERE own.id = surveys_filledsheet.household_id) IS NOT NULL);
CREATE POLICY added ON surveys_filledsheet FOR INSERT WITH CHECK {_AREA};
CREATE POLICY changed ON surveys_filledsheet FOR UPDATE USING {_AREA} WITH CHECK {_AREA};
"""
_VERSIONS = """
ALTER TABLE surveys_sheetversion ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON surveys_sheetversion FOR SELECT USING ((SELECT sees_all_areas()) OR EXISTS (
    SELECT FROM surveys_filledsheet AS own WHERE own.id = surveys_sheetversion.sheet_id));
CREATE POLICY added ON surveys_sheetversion FOR INSERT WITH CHECK ((SELECT sees_all_areas()) OR EXISTS (
    SELECT FROM surveys_filledsheet AS own
    WHERE own.id = surveys_sheetversion.sheet_id AND own.area_id IN (SELECT areas_seen())));
"""
_FUNCTIONS = """
CREATE FUNCTION surveys_sheet_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free CONSTANT text[] := '{state,version,missing,reviewer_id,reviewer_name}';
BEGIN
    IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'what a sheet is of never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.version < OLD.version OR (OLD.state = 'sealed' AND NEW.state <> 'sealed') THEN
        RAISE EXCEPTION 'a sheet goes neither back nor open again' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION surveys_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a sheet is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION surveys_nothing_is_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'no sheet is deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION surveys_only_corrected_once_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind <> 'opened' AND (NEW.kind = 'corrected') IS DISTINCT FROM EXISTS (
        SELECT FROM surveys_sheetversion WHERE sheet_id = NEW.sheet_id AND kind = 'sealed')
    THEN
        RAISE EXCEPTION 'a sealed sheet, and no other, is corrected' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_TRIGGERS = """
CREATE TRIGGER kept BEFORE UPDATE ON surveys_filledsheet
    FOR EACH ROW EXECUTE FUNCTION surveys_sheet_is_kept();
CREATE TRIGGER kept BEFORE UPDATE ON surveys_sheetversion
    FOR EACH ROW EXECUTE FUNCTION surveys_version_is_kept();
CREATE TRIGGER in_order BEFORE INSERT ON surveys_sheetversion
    FOR EACH ROW EXECUTE FUNCTION surveys_only_corrected_once_sealed();
CREATE TRIGGER not_deleted BEFORE DELETE ON surveys_filledsheet
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_nothing_is_deleted();
CREATE TRIGGER not_deleted BEFORE DELETE ON surveys_sheetversion
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_nothing_is_deleted();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial"), ("households", "0014_facts_follow_their_own")]

    operations = [migrations.RunSQL(one) for one in (_SHEETS, _VERSIONS, _FUNCTIONS, _TRIGGERS)]
