"""Snapshots: seen by who answers for their area, written once, never changed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

_GUARDED = """
ALTER TABLE snapshots_snapshot ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON snapshots_snapshot FOR SELECT
    USING ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
CREATE POLICY added ON snapshots_snapshot FOR INSERT
    WITH CHECK ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
CREATE FUNCTION snapshots_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was frozen never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON snapshots_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION snapshots_is_kept();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0010_who_and_when_asked_once"),
        ("areas", "0005_authors_of_batches"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("opening", models.DateField()),
                ("closing", models.DateField()),
                ("title", models.CharField(max_length=200)),
                ("standard", models.CharField(max_length=60)),
                ("manifest_hash", models.CharField(max_length=64)),
                ("households", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("differs", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="snapshots.snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bản chốt số liệu",
                "indexes": [models.Index(fields=["area", "-closing", "-id"], name="snapshots_of_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("opening__lt", models.F("closing"))),
                        name="snapshots_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="snapshots_another_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(_GUARDED),
    ]
