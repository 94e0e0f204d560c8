"""Households are counted by unit and kind as they change, so that no list counts them one by one.

Each statement that changes households adds what it does to the numbers; nobody waits for another's change, as
no row is ever changed. Where a unit has many more rows than kinds they are put together by whoever comes next;
rows that somebody else is putting together are left to them.
"""

import django.db.models.deletion
from django.db import migrations, models

_FUNCTION = """
CREATE FUNCTION households_tallied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        WITH added AS (
            INSERT INTO households_tally (area_id, class_today, escaped_on, households)
            SELECT area_id, class_today, escaped_on, count(*) FROM came WHERE is_living GROUP BY 1, 2, 3
            RETURNING area_id
        ) SELECT array_agg(DISTINCT area_id) INTO touched FROM added;
    ELSE
        WITH added AS (
            INSERT INTO households_tally (area_id, class_today, escaped_on, households)
            SELECT area_id, class_today, escaped_on, sum(step) FROM (
                SELECT area_id, class_today, escaped_on, 1 AS step FROM came WHERE is_living
                UNION ALL SELECT area_id, class_today, escaped_on, -1 FROM went WHERE is_living
            ) AS moved GROUP BY 1, 2, 3 HAVING sum(step) <> 0
            RETURNING area_id
        ) SELECT array_agg(DISTINCT area_id) INTO touched FROM added;
    END IF;
    IF touched IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT array_agg(area_id) INTO touched FROM (
        SELECT area_id FROM households_tally WHERE area_id = ANY(touched) GROUP BY area_id
        HAVING count(*) > 50 + 2 * count(DISTINCT (class_today, escaped_on))
    ) AS long;
    IF touched IS NOT NULL THEN
        WITH gone AS (
            DELETE FROM households_tally WHERE id IN (
                SELECT id FROM households_tally WHERE area_id = ANY(touched) FOR UPDATE SKIP LOCKED
            ) RETURNING area_id, class_today, escaped_on, households
        ) INSERT INTO households_tally (area_id, class_today, escaped_on, households)
        SELECT area_id, class_today, escaped_on, sum(households) FROM gone
        GROUP BY 1, 2, 3 HAVING sum(households) <> 0;
    END IF;
    RETURN NULL;
END $$;
"""
_GUARDED = """
ALTER TABLE households_tally ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON households_tally FOR SELECT
    USING ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
INSERT INTO households_tally (area_id, class_today, escaped_on, households)
    SELECT area_id, class_today, escaped_on, count(*) FROM households_household WHERE is_living GROUP BY 1, 2, 3;
CREATE TRIGGER tallied_new AFTER INSERT ON households_household REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION households_tallied();
CREATE TRIGGER tallied_changed AFTER UPDATE ON households_household
    REFERENCING NEW TABLE AS came OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION households_tallied();
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0005_authors_of_batches"), ("households", "0016_heads_found_alone")]

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
                ("class_today", models.CharField(blank=True, max_length=30)),
                ("escaped_on", models.DateField(null=True)),
                ("households", models.IntegerField()),
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
            options={"verbose_name_plural": "số hộ theo loại"},
        ),
        migrations.RunSQL(_FUNCTION),
        migrations.RunSQL(_GUARDED),
    ]
