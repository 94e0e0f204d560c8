"""Results beside the classes, and the applications of households and workers that ask for one.

An application is seen and written by who sees and writes its household on the list, and is never changed.
"""

import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR own.area_id IN (SELECT areas_seen()))"
_OF_ENTRY = f"EXISTS (SELECT FROM reviews_entry AS own WHERE own.id = entry_id AND {_SEES})"
_POLICIES = f"""
ALTER TABLE reviews_application ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_application FOR SELECT USING ({_OF_ENTRY});
CREATE POLICY added ON reviews_application FOR INSERT WITH CHECK ({_OF_ENTRY});
"""
_KEPT = """
CREATE TRIGGER kept BEFORE UPDATE ON reviews_application FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON reviews_application
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0015_counted_by_kind"),
        ("reviews", "0010_published_decisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("received_on", models.DateField()),
                ("paper", models.CharField(max_length=300)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="reviews.entry",
                    ),
                ),
                (
                    "happening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="application",
                        to="reviews.happening",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="households.person",
                    ),
                ),
            ],
            options={"verbose_name_plural": "giấy đề nghị xác định"},
        ),
        migrations.RemoveConstraint(model_name="proposal", name="reviews_proposal_class_known"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "household_class__in",
                        (
                            "unknown",
                            "poor",
                            "near_poor",
                            "average_living_standard",
                            "not_poor",
                            "low_income_worker",
                            "not_met",
                        ),
                    )
                ),
                name="reviews_proposal_result_known",
            ),
        ),
        *(migrations.RunSQL(one) for one in (_POLICIES, _KEPT)),
    ]
