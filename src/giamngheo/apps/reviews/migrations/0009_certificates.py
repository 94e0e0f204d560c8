"""Certificates: seen by who sees the household of the list, added by who answers for its village, kept."""

import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR own.area_id IN (SELECT areas_seen()))"
_POLICIES = f"""
ALTER TABLE reviews_certificate ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_certificate FOR SELECT USING (
    (SELECT own.id FROM reviews_entry AS own WHERE own.id = entry_id) IS NOT NULL);
CREATE POLICY added ON reviews_certificate FOR INSERT WITH CHECK (
    EXISTS (SELECT FROM reviews_entry AS own WHERE own.id = entry_id AND {_SEES}));
CREATE TRIGGER kept BEFORE UPDATE ON reviews_certificate FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON reviews_certificate
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0002_guarded_and_kept"),
        ("reviews", "0008_point_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(default=1)),
                (
                    "decision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="reviews.decision",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="reviews.entry",
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.issuedpaper"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "giấy chứng nhận đã lập",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "entry", "ordinal"), name="reviews_certificate_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(_POLICIES),
    ]
