"""A sheet may come to ask more: the items of a table of points that was loaded after it was opened; never less."""

from django.db import migrations

_FUNCTION = """
CREATE OR REPLACE FUNCTION surveys_sheet_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free CONSTANT text[] := '{{state,version,missing,reviewer_id,reviewer_name{also}}}';
BEGIN
    IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free {more} THEN
        RAISE EXCEPTION 'what a sheet is of never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.version < OLD.version OR (OLD.state = 'sealed' AND NEW.state <> 'sealed') THEN
        RAISE EXCEPTION 'a sheet goes neither back nor open again' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_MORE = _FUNCTION.format(also=",asked_also", more="OR NOT NEW.asked_also @> OLD.asked_also")
_SAME = _FUNCTION.format(also="", more="")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_guarded_and_kept")]

    operations = [migrations.RunSQL(_MORE, _SAME)]
