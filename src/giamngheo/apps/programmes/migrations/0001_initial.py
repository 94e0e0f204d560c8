"""Plans of units handed in as files."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("stored", models.CharField(blank=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Đang đọc"),
                            ("failed", "Không đọc được"),
                            ("draft", "Đang soát lại"),
                            ("taken_in", "Đã đưa vào hệ thống"),
                            ("dropped", "Đã bỏ"),
                            ("ended", "Đã thôi dùng"),
                        ],
                        max_length=10,
                    ),
                ),
                ("read", models.JSONField(null=True)),
                ("said", models.JSONField(null=True)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("handed_in_by_id", models.BigIntegerField(null=True)),
                ("handed_in_by_name", models.CharField(max_length=200)),
                ("handed_in_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by_name", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.DateTimeField(null=True)),
                ("taken_in_by_id", models.BigIntegerField(null=True)),
                ("taken_in_by_name", models.CharField(blank=True, max_length=200)),
                ("taken_in_at", models.DateTimeField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kế hoạch đọc từ tệp",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["reading", "failed", "draft", "taken_in", "dropped", "ended"])
                        ),
                        name="programmes_plan_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["draft", "taken_in", "ended"]), _negated=True),
                            models.Q(("read__isnull", False), ("said__isnull", False)),
                            _connector="OR",
                        ),
                        name="programmes_plan_was_read",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["taken_in", "ended"]), _negated=True),
                            ("taken_in_at__isnull", False),
                            _connector="OR",
                        ),
                        name="programmes_plan_taken_in_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["dropped", "ended", "failed"]), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="programmes_plan_ended_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "taken_in")),
                        fields=("area", "sha256"),
                        name="programmes_plan_taken_in_once",
                    ),
                ],
            },
        ),
    ]
