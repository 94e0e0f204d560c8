"""The table of B1 points of a round: seen by who sees the round, taken over by who answers for its commune, kept."""

import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR own.area_id IN (SELECT areas_seen()))"
_POLICIES = f"""
ALTER TABLE reviews_roundtable ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_roundtable FOR SELECT USING (
    EXISTS (SELECT FROM reviews_round AS own WHERE own.id = round_id));
CREATE POLICY added ON reviews_roundtable FOR INSERT WITH CHECK (
    EXISTS (SELECT FROM reviews_round AS own WHERE own.id = round_id AND {_SEES}));
CREATE TRIGGER kept BEFORE UPDATE ON reviews_roundtable FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON reviews_roundtable FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0007_plans_and_attachments"),
        ("surveys", "0003_asked_more"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoundTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("residence", models.CharField(max_length=20)),
                ("region", models.CharField(blank=True, max_length=60)),
                ("content", models.JSONField()),
                ("taken_by_id", models.BigIntegerField(null=True)),
                ("taken_by_name", models.CharField(max_length=200)),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="point_tables",
                        to="reviews.round",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bảng điểm B1 của đợt rà soát",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("residence__in", ["rural", "urban"])),
                        name="reviews_table_residence_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="point_table",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reviews.roundtable",
            ),
        ),
        migrations.RunSQL(_POLICIES),
    ]
