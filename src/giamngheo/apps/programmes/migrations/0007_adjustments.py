"""What an issued plan gives below is adjusted by a decision, without rewriting the plan."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("programmes", "0006_read_below_former_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanAdjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("why", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo, chờ người khác cho hiệu lực"),
                            ("in_force", "Đang có hiệu lực"),
                            ("dropped", "Đã bỏ"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("drawn_by_id", models.BigIntegerField(null=True)),
                ("drawn_by_name", models.CharField(max_length=200)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                ("settled_by_id", models.BigIntegerField(null=True)),
                ("settled_by_name", models.CharField(blank=True, max_length=200)),
                ("settled_at", models.DateTimeField(null=True)),
                ("dropped_because", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name_plural": "điều chỉnh chỉ tiêu giao",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "in_force", "dropped"])),
                        name="programmes_adjustment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "in_force"), _negated=True),
                            ("settled_by_id", None),
                            models.Q(("settled_by_id", models.F("drawn_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="programmes_adjustment_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("dropped_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="programmes_adjustment_dropped_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="planshare",
            name="programmes_share_once",
        ),
        migrations.AddField(
            model_name="planadjustment",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjustments",
                to="programmes.unitplan",
            ),
        ),
        migrations.AddField(
            model_name="planshare",
            name="adjustment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shares",
                to="programmes.planadjustment",
            ),
        ),
        migrations.AddConstraint(
            model_name="planshare",
            constraint=models.UniqueConstraint(
                fields=("target", "area", "year", "adjustment"),
                name="programmes_share_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="planadjustment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")),
                fields=("plan",),
                name="programmes_one_adjustment_drafted",
            ),
        ),
        migrations.AddConstraint(
            model_name="planadjustment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "dropped"), _negated=True),
                fields=("plan", "number"),
                name="programmes_adjustment_once",
            ),
        ),
    ]
