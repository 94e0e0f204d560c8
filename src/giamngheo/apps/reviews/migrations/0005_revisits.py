"""Samples that are visited again: who sees and writes them, and that another person fills in the second sheet.

A sample is of a commune and seen like its round; revisits follow the village. Neither is ever changed or
deleted. The database itself refuses that a second sheet is given to, written or sealed by somebody who was
given the first or wrote in it, whichever page does it.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_POLICIES = f"""
ALTER TABLE reviews_sample ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_sample FOR SELECT USING ({_SEES} OR EXISTS (
    SELECT FROM reviews_case AS own WHERE own.round_id = reviews_sample.round_id));
CREATE POLICY added ON reviews_sample FOR INSERT WITH CHECK {_SEES};
ALTER TABLE reviews_revisit ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_revisit FOR SELECT USING {_SEES};
CREATE POLICY added ON reviews_revisit FOR INSERT WITH CHECK {_SEES};
"""
_KEPT = "\n".join(
    f"""
CREATE TRIGGER kept BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
"""
    for table in ("reviews_sample", "reviews_revisit")
)
_ANOTHER = """
CREATE FUNCTION reviews_answered_first(second bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM reviews_revisit AS again
        JOIN surveys_sheetversion AS drawn ON drawn.id = again.first_version_id
        JOIN surveys_filledsheet AS sheet ON sheet.id = drawn.sheet_id
        WHERE again.sheet_id = second AND (sheet.reviewer_id = person OR EXISTS (
            SELECT FROM surveys_sheetversion AS said
            WHERE said.sheet_id = sheet.id AND said.kind <> 'opened' AND said.author_id = person)))
$$;
CREATE FUNCTION reviews_another_is_assigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF reviews_answered_first(NEW.id, NEW.reviewer_id) THEN
        RAISE EXCEPTION 'another person visits again' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION reviews_another_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF reviews_answered_first(NEW.sheet_id, NEW.author_id) THEN
        RAISE EXCEPTION 'another person visits again' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER another_is_assigned BEFORE UPDATE OF reviewer_id ON surveys_filledsheet
    FOR EACH ROW WHEN (NEW.reviewer_id IS NOT NULL) EXECUTE FUNCTION reviews_another_is_assigned();
CREATE TRIGGER another_answers BEFORE INSERT ON surveys_sheetversion
    FOR EACH ROW WHEN (NEW.kind <> 'opened' AND NEW.author_id IS NOT NULL)
    EXECUTE FUNCTION reviews_another_answers();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("reviews", "0004_everybody_reads_what_is_posted"),
        ("surveys", "0002_guarded_and_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seed", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                (
                    "frame",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("drawn_by_id", models.BigIntegerField(null=True)),
                ("drawn_by_name", models.CharField(max_length=200)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="samples",
                        to="reviews.round",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lần rút mẫu phúc tra",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seed", ""), _negated=True), name="reviews_sample_has_a_seed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="reviews_sample_of_somebody"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisit",
                        to="reviews.entry",
                    ),
                ),
                (
                    "first_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.sheetversion",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.round"
                    ),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisit",
                        to="surveys.filledsheet",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisits",
                        to="reviews.sample",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "phúc tra hộ",
            },
        ),
        *(migrations.RunSQL(one) for one in (_POLICIES, _KEPT, _ANOTHER)),
    ]
