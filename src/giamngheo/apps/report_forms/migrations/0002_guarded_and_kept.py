"""Who sees and writes forms; a version in use, what was finished and what was loaded are not rewritten.

A form is seen by who answers for its unit and by all below it, who fill it in; filled forms are of their unit.
"""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR {0}area_id IN (SELECT areas_seen()))"
_BELOW = """EXISTS (SELECT FROM areas_containment AS within
    WHERE within.ancestor_id = report_forms_reportform.area_id AND within.area_id IN (SELECT areas_seen()))"""
_FORM = "EXISTS (SELECT FROM report_forms_reportform AS own WHERE own.id = form_id{0})"
_FILLED = f"""EXISTS (SELECT FROM report_forms_filledform AS own
    WHERE own.id = filled_id AND {_SEES.format("own.")})"""
_CONDITIONS = {
    "report_forms_reportform": (f"({_SEES.format('')} OR {_BELOW})", _SEES.format("")),
    "report_forms_formversion": (_FORM.format(""), _FORM.format(f" AND {_SEES.format('own.')}")),
    "report_forms_filledform": (_SEES.format(""), _SEES.format("")),
    "report_forms_typedcell": (_FILLED, _FILLED),
}
_POLICIES = "\n".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING ({seen});
CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({writes});
CREATE POLICY changed ON {table} FOR UPDATE USING ({writes}) WITH CHECK ({writes});
"""
    for table, (seen, writes) in _CONDITIONS.items()
)
_FUNCTIONS = """
CREATE FUNCTION report_forms_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[]
    THEN
        RAISE EXCEPTION 'forms in use and what was finished are never rewritten'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION report_forms_cell_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM report_forms_filledform WHERE id = NEW.filled_id AND state = 'finished') THEN
        RAISE EXCEPTION 'a finished form is not written in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_SIGNING = "'signed_by_id', 'signed_by_name', 'signed_at', 'signed_for', 'state'"
_REOPENING = "'state', 'figures', 'finished_by_name', 'finished_at', 'reopened_why'"
_TRIGGERS = f"""
CREATE TRIGGER kept BEFORE UPDATE ON report_forms_reportform
    FOR EACH ROW EXECUTE FUNCTION report_forms_is_kept();
CREATE TRIGGER kept_in_use BEFORE UPDATE ON report_forms_formversion
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION report_forms_is_kept({_SIGNING});
CREATE TRIGGER kept_as_loaded BEFORE UPDATE ON report_forms_formversion
    FOR EACH ROW WHEN (OLD.state = 'draft') EXECUTE FUNCTION report_forms_is_kept(
        {_SIGNING}, 'design', 'levels', 'period', 'clause', 'ordered_by');
CREATE TRIGGER kept_when_finished BEFORE UPDATE ON report_forms_filledform
    FOR EACH ROW WHEN (OLD.state = 'finished') EXECUTE FUNCTION report_forms_is_kept({_REOPENING});
CREATE TRIGGER open BEFORE INSERT OR UPDATE ON report_forms_typedcell
    FOR EACH ROW EXECUTE FUNCTION report_forms_cell_is_open();
""" + "\n".join(
    f"""
CREATE TRIGGER not_deleted BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION report_forms_is_kept();
"""
    for table in _CONDITIONS
)


class Migration(migrations.Migration):
    dependencies = [("report_forms", "0001_initial"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [migrations.RunSQL(one) for one in (_POLICIES, _FUNCTIONS, _TRIGGERS)]
