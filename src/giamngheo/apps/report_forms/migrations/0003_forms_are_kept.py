"""A form is not rewritten: only its versions change.

The trigger that names nothing that may change compared with no columns at all, which told no difference.
"""

from django.db import migrations

_FUNCTION = """
CREATE OR REPLACE FUNCTION report_forms_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_NARGS = 0
        OR to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[]
    THEN
        RAISE EXCEPTION 'forms in use and what was finished are never rewritten'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("report_forms", "0002_guarded_and_kept")]

    operations = [migrations.RunSQL(_FUNCTION)]
