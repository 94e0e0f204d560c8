"""Households on lists are counted by class before and now as they change, so that no page counts them one by one.

Each statement that changes entries adds what it does to the numbers; nobody waits for another's change, as no row
is ever changed. Where a list has many more rows than kinds they are put together by whoever comes next; rows that
somebody else is putting together are left to them.
"""

import django.db.models.deletion
from django.db import migrations, models

_OF = "round_id, case_id, area_id, class_before, proposed_class"
_INTO = f"INSERT INTO reviews_tally ({_OF}, listed, left_out)"
_COUNTED = "count(*) FILTER (WHERE left_out_on IS NULL), count(left_out_on)"
_FUNCTION = f"""
CREATE FUNCTION reviews_tallied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        WITH added AS (
            {_INTO} SELECT {_OF}, {_COUNTED} FROM came GROUP BY {_OF} RETURNING case_id
        ) SELECT array_agg(DISTINCT case_id) INTO touched FROM added;
    ELSE
        WITH moved AS (
            SELECT {_OF}, {_COUNTED} FROM came GROUP BY {_OF}
            UNION ALL
            SELECT {_OF}, -count(*) FILTER (WHERE left_out_on IS NULL), -count(left_out_on) FROM went GROUP BY {_OF}
        ), added AS (
            {_INTO} SELECT {_OF}, sum(count), sum(gone) FROM moved AS moved ({_OF}, count, gone)
            GROUP BY {_OF} HAVING sum(count) <> 0 OR sum(gone) <> 0
            RETURNING case_id
        ) SELECT array_agg(DISTINCT case_id) INTO touched FROM added;
    END IF;
    IF touched IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT array_agg(case_id) INTO touched FROM (
        SELECT case_id FROM reviews_tally WHERE case_id = ANY(touched) GROUP BY case_id
        HAVING count(*) > 50 + 2 * count(DISTINCT (area_id, class_before, proposed_class))
    ) AS long;
    IF touched IS NOT NULL THEN
        WITH gone AS (
            DELETE FROM reviews_tally WHERE id IN (
                SELECT id FROM reviews_tally WHERE case_id = ANY(touched) FOR UPDATE SKIP LOCKED
            ) RETURNING *
        ) {_INTO} SELECT {_OF}, sum(listed), sum(left_out) FROM gone
        GROUP BY {_OF} HAVING sum(listed) <> 0 OR sum(left_out) <> 0;
    END IF;
    RETURN NULL;
END $$;
"""
_GUARDED = f"""
ALTER TABLE reviews_tally ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_tally FOR SELECT
    USING ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
{_INTO} SELECT {_OF}, {_COUNTED} FROM reviews_entry GROUP BY {_OF};
CREATE TRIGGER tallied_new AFTER INSERT ON reviews_entry REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_tallied();
CREATE TRIGGER tallied_changed AFTER UPDATE ON reviews_entry
    REFERENCING NEW TABLE AS came OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION reviews_tallied();
"""


def _of(field: str, to: str, *, index: bool = False) -> tuple[str, models.Field]:  # type: ignore[type-arg]
    made = models.ForeignKey(
        db_constraint=False,
        db_index=index,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
    )
    return field, made


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("reviews", "0016_asked_by_the_owner"),
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
                ("class_before", models.CharField(blank=True, max_length=30)),
                ("proposed_class", models.CharField(blank=True, max_length=30)),
                ("listed", models.IntegerField()),
                ("left_out", models.IntegerField()),
                _of("area", "areas.area"),
                _of("case", "reviews.case", index=True),
                _of("round", "reviews.round", index=True),
            ],
            options={"verbose_name_plural": "số hộ rà soát theo diện"},
        ),
        migrations.RunSQL(_FUNCTION),
        migrations.RunSQL(_GUARDED),
    ]
