"""Scoring and deciding write each entry of a list again: in its place, and looked at without a function.

A row whose new version fits beside it and that changes no index needs none of them written again; half of each
page is left free for it. What may never change is compared column by column, named by `KEPT`: as JSON, which
made two texts of every row, it cost more than all else of the statement.

A proposal names an entry, the area of it and a version of a sheet. None of these is ever deleted or numbered
anew, and a proposal never changes, so that all of them are looked at once when a statement has written them, as
one join. By the area it is told who sees a proposal, without its entry being asked for.
"""

import django.db.models.deletion
from django.db import migrations, models

KEPT = (
    "id",
    "case_id",
    "round_id",
    "area_id",
    "household_id",
    "household_code",
    "head_name",
    "sort_key",
    "source",
    "source_note",
    "class_before",
    "added_on",
)
_OLD, _NEW = (", ".join(f"{row}.{name}" for name in KEPT) for row in ("OLD", "NEW"))
_TRIGGER = f"""
DROP TRIGGER kept ON reviews_entry;
CREATE TRIGGER kept BEFORE UPDATE ON reviews_entry FOR EACH ROW
    WHEN (({_OLD}) IS DISTINCT FROM ({_NEW})) EXECUTE FUNCTION reviews_is_kept();
ALTER TABLE reviews_entry SET (fillfactor = 45);
"""


_AREAS = """
ALTER TABLE reviews_proposal DISABLE TRIGGER kept;
UPDATE reviews_proposal AS proposal SET area_id = entry.area_id
FROM reviews_entry AS entry WHERE entry.id = proposal.entry_id;
ALTER TABLE reviews_proposal ENABLE TRIGGER kept;
"""
_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_POLICIES = f"""
ALTER POLICY seen ON reviews_proposal USING {_SEES};
ALTER POLICY added ON reviews_proposal WITH CHECK {_SEES};
"""
_REFERENCES = """
CREATE FUNCTION reviews_proposals_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM written
        LEFT JOIN reviews_entry AS entry ON entry.id = written.entry_id AND entry.area_id = written.area_id
        LEFT JOIN surveys_sheetversion AS version ON version.id = written.sheet_version_id
        WHERE entry.id IS NULL OR version.id IS NULL)
    THEN
        RAISE EXCEPTION 'a proposal is of an entry, in its area, and rests on a version of a sheet'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER refers AFTER INSERT ON reviews_proposal REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_proposals_refer();
"""


def _area(*, null: bool) -> models.ForeignKey:  # type: ignore[type-arg]  # generic in the stubs only
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="areas.area",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0012_rounds_of_own_households"),
        ("surveys", "0005_answers_as_written"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="reviews_entry_classes"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["round", "area"], name="reviews_entry_of_area"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="reviews.entry",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="sheet_version",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="surveys.sheetversion",
            ),
        ),
        migrations.AddField(
            model_name="proposal", name="area", field=_area(null=True), preserve_default=False
        ),
        migrations.RunSQL(_AREAS),
        migrations.AlterField(model_name="proposal", name="area", field=_area(null=False)),
        *(migrations.RunSQL(one) for one in (_POLICIES, _TRIGGER, _REFERENCES)),
    ]
