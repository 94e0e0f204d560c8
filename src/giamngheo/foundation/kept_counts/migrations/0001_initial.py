"""Counts that are kept: read by who sees the unit, written by the worker alone."""

from django.db import migrations, models

_GUARDED = """
ALTER TABLE kept_counts_keptcount ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON kept_counts_keptcount FOR SELECT
    USING ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("accounts", "0010_who_and_when_asked_once")]

    operations = [
        migrations.CreateModel(
            name="KeptCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("area_id", models.BigIntegerField()),
                ("about", models.CharField(max_length=60)),
                ("told", models.JSONField()),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "số đã đếm",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "area_id", "about"), name="kept_counts_kept_once")
                ],
            },
        ),
        migrations.RunSQL(_GUARDED),
    ]
