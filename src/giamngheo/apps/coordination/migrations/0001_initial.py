"""Who leads what, tasks given, obstacles raised."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("programmes", "0002_guarded_and_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="GivenTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("project", models.CharField(blank=True, max_length=10)),
                ("organisation", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=1000)),
                ("due", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("given", "Đã giao"),
                            ("doing", "Đang làm"),
                            ("done", "Đã xong"),
                            ("cancelled", "Đã thôi giao"),
                        ],
                        max_length=10,
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=1000)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.planfile",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "nhiệm vụ được giao",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["given", "doing", "done", "cancelled"])),
                        name="coordination_task_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(models.Q(("result", ""), _negated=True), ("done_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="coordination_task_done_with_words",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["given", "doing"])),
                        fields=["area", "due"],
                        name="coordination_task_waits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Obstacle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("law", "Quy định, hướng dẫn"),
                            ("money", "Kinh phí, giải ngân"),
                            ("project", "Thực hiện dự án"),
                            ("lists", "Đối tượng, danh sách"),
                            ("people", "Nhân lực, phối hợp"),
                            ("data", "Phần mềm, số liệu"),
                            ("other", "Khác"),
                        ],
                        max_length=10,
                    ),
                ),
                ("project", models.CharField(blank=True, max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=2000)),
                ("due", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Chờ trả lời"),
                            ("answered", "Đã trả lời"),
                            ("closed", "Đã xong"),
                            ("withdrawn", "Đã rút"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=2000)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "khó khăn, vướng mắc",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "answered", "closed", "withdrawn"]),
                            ("topic__in", ["law", "money", "project", "lists", "people", "data", "other"]),
                        ),
                        name="coordination_obstacle_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["answered", "closed"]), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="coordination_obstacle_answered_with_words",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["handler", "due"],
                        name="coordination_obstacle_waits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObstacleStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("verb", models.CharField(max_length=20)),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("due", models.DateField()),
                (
                    "handler",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "obstacle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="coordination.obstacle",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "việc của khó khăn, vướng mắc",
            },
        ),
        migrations.CreateModel(
            name="TaskStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("verb", models.CharField(max_length=20)),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("due", models.DateField()),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="coordination.giventask",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "việc của nhiệm vụ được giao",
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(max_length=60)),
                ("project", models.CharField(max_length=10)),
                ("organisation", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                (
                    "part",
                    models.CharField(
                        choices=[("lead", "Chủ trì"), ("cooperating", "Phối hợp")], max_length=12
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Đề xuất từ kế hoạch"),
                            ("confirmed", "Đã phân công"),
                            ("ended", "Đã thôi"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("confirmed_by_id", models.BigIntegerField(null=True)),
                ("confirmed_by_name", models.CharField(blank=True, max_length=200)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.planfile",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "phân công dự án",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part__in", ["lead", "cooperating"]),
                            ("state__in", ["proposed", "confirmed", "ended"]),
                        ),
                        name="coordination_assignment_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="coordination_assignment_ended_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coordination_assignment_confirmed_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "lead"), ("state", "confirmed")),
                        fields=("area", "year", "programme", "project"),
                        name="coordination_one_lead",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ended"), _negated=True),
                        fields=("area", "year", "programme", "project", "key"),
                        name="coordination_organisation_once",
                    ),
                ],
            },
        ),
    ]
