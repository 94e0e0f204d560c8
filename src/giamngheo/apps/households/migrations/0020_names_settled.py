"""After many people were written, what waits for the index of their names is put into it at once.

It waits in a list that every search reads through (0019): once a list has come in, searches of a commune took
five times as long until the database cleared it by itself. Only who owns the index may ask for that.
"""

from django.db import migrations

_SETTLED = """
CREATE FUNCTION households_names_settled() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT gin_clean_pending_list(indexrelid) FROM pg_index
    WHERE indexrelid = to_regclass('households_person_words_in')  -- it is not there while it is made anew
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0019_names_found_by_area")]

    operations = [migrations.RunSQL(_SETTLED, "DROP FUNCTION households_names_settled()")]
