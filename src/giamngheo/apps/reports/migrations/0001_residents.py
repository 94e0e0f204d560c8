"""Residents of a unit in all: seen and typed in by who answers for it, never rewritten."""

import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_GUARDED = f"""
ALTER TABLE reports_residenttotal ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reports_residenttotal FOR SELECT USING ({_SEES});
CREATE POLICY added ON reports_residenttotal FOR INSERT WITH CHECK ({_SEES});
CREATE FUNCTION reports_residents_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'totals of residents are never rewritten' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON reports_residenttotal
    FOR EACH STATEMENT EXECUTE FUNCTION reports_residents_are_kept();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0010_who_and_when_asked_once"),
        ("areas", "0005_authors_of_batches"),
    ]

    operations = [
        migrations.CreateModel(
            name="ResidentTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateField()),
                ("households", models.PositiveIntegerField()),
                ("persons", models.PositiveIntegerField(null=True)),
                ("source", models.CharField(max_length=300)),
                ("typed_by_id", models.BigIntegerField(null=True)),
                ("typed_by_name", models.CharField(max_length=200)),
                ("typed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tổng số dân cư của đơn vị",
                "indexes": [models.Index(fields=["area", "-as_of", "-id"], name="reports_residents_of_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="reports_residents_have_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("persons", None), ("persons__gte", models.F("households")), _connector="OR"
                        ),
                        name="reports_residents_in_every_household",
                    ),
                ],
            },
        ),
        migrations.RunSQL(_GUARDED),
    ]
