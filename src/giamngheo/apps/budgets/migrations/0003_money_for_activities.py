"""Money and needs may name the activity that they are for, needs the decision drafted from them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0003_money_is_held_to_its_project"),
        ("areas", "0005_authors_of_batches"),
        ("budgets", "0002_posted_guarded_and_kept"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="line",
            name="budgets_line_once",
        ),
        migrations.AddField(
            model_name="estimate",
            name="activity",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="activities.activity",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="activity",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="activities.activity",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="decision",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="budgets.decision",
            ),
        ),
        migrations.AddIndex(
            model_name="estimate",
            index=models.Index(
                condition=models.Q(("activity__isnull", False)),
                fields=["activity"],
                name="budgets_need_activity",
            ),
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                condition=models.Q(("activity__isnull", False)),
                fields=["activity"],
                name="budgets_line_activity",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(
                fields=(
                    "area",
                    "year",
                    "programme",
                    "project",
                    "nature",
                    "source",
                    "use",
                    "item",
                    "activity",
                    "origin_year",
                ),
                name="budgets_line_once",
                nulls_distinct=False,
            ),
        ),
    ]
