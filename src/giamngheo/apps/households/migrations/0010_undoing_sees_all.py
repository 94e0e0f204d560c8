"""How many facts events wrote or put aside, whoever asks: undoing half of them would lose people."""

from django.db import migrations

from giamngheo.foundation.audit.database_role import APP_ROLE

_FUNCTION = f"""
CREATE FUNCTION households_facts_of(events bigint[], tables text[]) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one text;
    counted bigint;
    total bigint := 0;
BEGIN
    FOREACH one IN ARRAY tables LOOP
        IF one NOT LIKE 'households\\_%' THEN
            RAISE EXCEPTION '% is no table of the register', one;
        END IF;
        EXECUTE format(
            'SELECT count(*) FROM public.%I WHERE recorded_by_id = ANY($1) OR superseded_by_id = ANY($1)', one
        ) INTO counted USING events;
        total := total + counted;
    END LOOP;
    RETURN total;
END $$;
REVOKE ALL ON FUNCTION households_facts_of(bigint[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION households_facts_of(bigint[], text[]) TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0009_standings_are_guarded_and_kept"),
        ("audit", "0002_append_only_and_chained"),
    ]

    operations = [migrations.RunSQL(_FUNCTION)]
