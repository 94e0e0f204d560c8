import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=100)),
                ("owner", models.CharField(max_length=100)),
                ("payload", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ"),
                            ("running", "Đang chạy"),
                            ("done", "Đã xong"),
                            ("failed", "Không xong"),
                            ("cancelled", "Đã dừng theo yêu cầu"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("steps", models.JSONField(default=list)),
                ("step", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveBigIntegerField(default=0)),
                ("total", models.PositiveBigIntegerField(null=True)),
                ("message", models.TextField(blank=True)),
                ("error", models.TextField(blank=True)),
                ("result", models.JSONField(default=dict)),
                ("cancel_requested", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "-created_at"], name="task_of_owner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "running", "done", "failed", "cancelled"])
                        ),
                        name="task_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", False), ("state__in", ["cancelled", "done", "failed"])
                            ),
                            models.Q(
                                models.Q(("state__in", ["cancelled", "done", "failed"]), _negated=True),
                                ("finished_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="task_over_has_an_end",
                    ),
                ],
            },
        ),
    ]
