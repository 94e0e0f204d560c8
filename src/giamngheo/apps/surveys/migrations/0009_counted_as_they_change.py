"""Sheets are counted by occasion, unit and reviewer as they change, so that no page counts them one by one.

Each change adds what it does to the numbers; nobody waits for another's change, as no row is ever changed. A
sheet that is saved and comes no further changes no number and costs nothing. About every 64th row that is added,
those of its unit are put together; rows that somebody else is putting together are left to them. How many there
are is not counted for it: who gives thousands of sheets to somebody at once would count their own dead rows.

The index by which sheets were counted held what every saving writes, so that each saving wrote all indexes of the
sheet anew. Without it a draft changes in its place; some of each page is left free for that. The sheets of an occasion
are listed in their order, by the index that took its place.
"""

import django.db.models.deletion
from django.db import migrations, models

_NUMBERS = {  # which sheets are counted in each, of the rows that stand for the braces
    "untouched": "{0}state = 'draft' AND {0}version = 1",
    "untouched_lacking": "{0}state = 'draft' AND {0}version = 1 AND {0}missing > 0",
    "lacking": "{0}state = 'draft' AND {0}version > 1 AND {0}missing > 0",
    "whole": "{0}state = 'draft' AND {0}version > 1 AND {0}missing = 0",
    "sealed": "{0}state = 'sealed'",
}
_OF = "occasion, area_id, reviewer_id, reviewer_name"
_INTO = f"INSERT INTO surveys_tally ({_OF}, {', '.join(_NUMBERS)})"
_COUNTED = ", ".join(f"count(*) FILTER (WHERE {which.format('')})" for which in _NUMBERS.values())
_LEFT = ", ".join(f"-({which.format('OLD.')})::integer" for which in _NUMBERS.values())
_CAME = ", ".join(f"({which.format('NEW.')})::integer" for which in _NUMBERS.values())
_MOVED = ", ".join(
    f"({which.format('NEW.')})::integer - ({which.format('OLD.')})::integer" for which in _NUMBERS.values()
)
_SUMS = ", ".join(f"sum({name})" for name in _NUMBERS)
_FUNCTION = f"""
CREATE FUNCTION surveys_tallied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    marks bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        WITH added AS (
            {_INTO} SELECT {_OF}, {_COUNTED} FROM came GROUP BY {_OF} RETURNING id
        ) SELECT array_agg(id) FILTER (WHERE id % 64 = 0) INTO marks FROM added;
    ELSIF (OLD.reviewer_id, OLD.reviewer_name) IS NOT DISTINCT FROM (NEW.reviewer_id, NEW.reviewer_name) THEN
        {_INTO} VALUES (NEW.occasion, NEW.area_id, NEW.reviewer_id, NEW.reviewer_name, {_MOVED})
            RETURNING CASE WHEN id % 64 = 0 THEN ARRAY[id] END INTO marks;
    ELSE
        {_INTO} VALUES (OLD.occasion, OLD.area_id, OLD.reviewer_id, OLD.reviewer_name, {_LEFT});
        {_INTO} VALUES (NEW.occasion, NEW.area_id, NEW.reviewer_id, NEW.reviewer_name, {_CAME})
            RETURNING CASE WHEN id % 64 < 2 THEN ARRAY[id] END INTO marks;
    END IF;
    IF marks IS NOT NULL THEN
        WITH gone AS (
            DELETE FROM surveys_tally WHERE id IN (
                SELECT id FROM surveys_tally WHERE (occasion, area_id) IN (
                    SELECT occasion, area_id FROM surveys_tally WHERE id = ANY(marks)
                ) FOR UPDATE SKIP LOCKED
            ) RETURNING *
        ) {_INTO} SELECT {_OF}, {_SUMS} FROM gone GROUP BY {_OF} HAVING ({_SUMS}) <> (0, 0, 0, 0, 0);
    END IF;
    RETURN NULL;
END $$;
"""
_GUARDED = f"""
ALTER TABLE surveys_tally ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON surveys_tally FOR SELECT
    USING ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
{_INTO} SELECT {_OF}, {_COUNTED} FROM surveys_filledsheet GROUP BY {_OF};
CREATE TRIGGER tallied_new AFTER INSERT ON surveys_filledsheet REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_tallied();
CREATE TRIGGER tallied_changed AFTER UPDATE ON surveys_filledsheet FOR EACH ROW
    WHEN ((OLD.reviewer_id, OLD.reviewer_name, OLD.state, OLD.version > 1, OLD.missing > 0)
        IS DISTINCT FROM (NEW.reviewer_id, NEW.reviewer_name, NEW.state, NEW.version > 1, NEW.missing > 0))
    EXECUTE FUNCTION surveys_tallied();
ALTER TABLE surveys_filledsheet SET (fillfactor = 85);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("surveys", "0008_typed_versions_are_thinned"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occasion", models.CharField(max_length=80)),
                ("reviewer_id", models.BigIntegerField(null=True)),
                ("reviewer_name", models.CharField(blank=True, max_length=200)),
                *((name, models.IntegerField()) for name in _NUMBERS),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "số phiếu theo người điền",
                "indexes": [
                    models.Index(fields=["occasion", "area"], name="surveys_tally_of_occasion"),
                ],
            },
        ),
        migrations.RemoveIndex(model_name="filledsheet", name="surveys_sheet_progress"),
        migrations.AddIndex(
            model_name="filledsheet",
            index=models.Index(fields=["occasion", "-id"], name="surveys_sheet_of_occasion"),
        ),
        migrations.RunSQL(_FUNCTION),
        migrations.RunSQL(_GUARDED),
    ]
