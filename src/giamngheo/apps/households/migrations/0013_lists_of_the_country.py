"""The list of the whole country in order, and people looked up by name in it.

Where row-level security holds, the database uses no index for `@@`: it might tell of rows that are hidden. Who
sees all areas has nothing hidden from them: for them alone a function of the owner looks into the index.
"""

from django.db import migrations, models

_CALLED = """
CREATE FUNCTION households_people_called(asked text, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public ROWS 1000 AS $$
BEGIN
    IF sees_all_areas() THEN
        RETURN QUERY SELECT id FROM households_person
            WHERE to_tsvector('simple'::regconfig, coalesce(name_key, '')) @@ to_tsquery('simple', asked)
            LIMIT most;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("households", "0012_merged_doubles"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="household",
            index=models.Index(
                condition=models.Q(("is_living", True)),
                fields=["sort_key", "id"],
                name="households_household_all",
            ),
        ),
        migrations.RunSQL(_CALLED),
    ]
