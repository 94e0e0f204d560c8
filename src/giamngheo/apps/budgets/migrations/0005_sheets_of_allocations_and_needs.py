"""A spreadsheet may be of allocations, which become the draft of a decision, or of needs."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0005_took_part_by_village"),
        ("areas", "0005_authors_of_batches"),
        ("budgets", "0004_money_of_activities_is_held"),
    ]

    operations = [
        migrations.AddField(
            model_name="estimate",
            name="loading",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="budgets.loading",
            ),
        ),
        migrations.AddField(
            model_name="loading",
            name="decision",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="loadings",
                to="budgets.decision",
            ),
        ),
        migrations.AddField(
            model_name="loading",
            name="kind",
            field=models.CharField(
                choices=[
                    ("vouchers", "Chứng từ chi"),
                    ("allocation", "Phân bổ, giao dự toán"),
                    ("needs", "Nhu cầu kinh phí"),
                ],
                db_default="vouchers",
                default="vouchers",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="estimate",
            index=models.Index(
                condition=models.Q(("loading__isnull", False)),
                fields=["loading"],
                name="budgets_need_loading",
            ),
        ),
        migrations.AddConstraint(
            model_name="loading",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["vouchers", "allocation", "needs"])),
                name="budgets_loading_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="loading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("kind", "allocation")),
                    models.Q(models.Q(("kind", "allocation"), _negated=True), ("decision", None)),
                    _connector="OR",
                ),
                name="budgets_loading_of_allocations_is_a_decision",
            ),
        ),
    ]
