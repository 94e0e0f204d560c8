"""Further receivers that are kept here get a copy of what is sent: that edition, and nothing else of the report."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_SENDS = "((SELECT sees_all_areas()) OR sender_id IN (SELECT areas_seen()))"
_GUARDED = f"""
ALTER TABLE reporting_copy ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reporting_copy FOR SELECT USING ({_SEES} OR {_SENDS});
CREATE POLICY added ON reporting_copy FOR INSERT WITH CHECK ({_SENDS});
CREATE POLICY changed ON reporting_copy FOR UPDATE USING ({_SEES}) WITH CHECK ({_SEES});
CREATE POLICY copied ON reporting_edition FOR SELECT USING (
    id IN (SELECT edition_id FROM reporting_copy WHERE area_id IN (SELECT areas_seen()))
);
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON reporting_copy FOR EACH ROW EXECUTE FUNCTION
    reporting_is_kept('acknowledged_by_id', 'acknowledged_by_name', 'acknowledged_at');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("reporting", "0004_forms_are_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrangement",
            name="also",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("duty", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=400)),
                ("last", models.DateField()),
                ("texts", models.JSONField(default=dict)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("sent_by_name", models.CharField(max_length=200)),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                ("acknowledged_by_id", models.BigIntegerField(null=True)),
                ("acknowledged_by_name", models.CharField(blank=True, max_length=200)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="reporting.edition",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "báo cáo gửi thêm",
            },
        ),
        migrations.RunSQL(_GUARDED),
    ]
