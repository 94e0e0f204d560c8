"""Until which number all events are there: what whoever reads them in their order may read without a gap.

Numbers are given when an event is written and rows are seen when their transaction ends, so a lower number may
come after a higher one. Who writes events says first, by a lock that ends with the transaction, which number
was the last before; of the open ones the lowest is as far as one may read.
"""

from django.db import migrations

_SAY = """
CREATE FUNCTION households_say_events() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('giamngheo.events_said', true), '') <> pg_current_xact_id()::text THEN
        PERFORM pg_advisory_xact_lock_shared(
            180018, (SELECT (last_value % 2147483647)::int FROM households_event_id_seq));
        PERFORM set_config('giamngheo.events_said', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER events_said BEFORE INSERT ON households_event
    FOR EACH STATEMENT EXECUTE FUNCTION households_say_events();
"""

# First how far numbers went, then who writes: who got a lower number by then is among them or has ended.
_UNTIL = """
CREATE FUNCTION households_events_until() RETURNS bigint LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    given CONSTANT bigint := (SELECT last_value FROM households_event_id_seq);
    open bigint;
BEGIN
    SELECT min(said.objid::bigint) INTO open FROM pg_locks AS said
    WHERE said.locktype = 'advisory' AND said.classid = 180018 AND said.objsubid = 2
        AND said.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND said.pid <> pg_backend_pid();
    RETURN least(given, coalesce(given - given % 2147483647 + open, given));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0017_counted_as_they_change")]

    operations = [
        migrations.RunSQL(
            _SAY,
            "DROP TRIGGER events_said ON households_event; DROP FUNCTION households_say_events()",
        ),
        migrations.RunSQL(_UNTIL, "DROP FUNCTION households_events_until()"),
    ]
