"""Reports owed: what was drawn up, said, returned and done is seen by the unit and those above, never rewritten."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("snapshots", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("tier", models.PositiveSmallIntegerField()),
                ("closing", models.DateField()),
                ("figures", models.JSONField()),
                ("parts", models.JSONField(default=dict)),
                ("targets", models.JSONField(default=list)),
                ("law", models.CharField(max_length=64)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("drawn_by_id", models.BigIntegerField(null=True)),
                ("drawn_by_name", models.CharField(max_length=200)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="snapshots.snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lần lập báo cáo",
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("duty", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=20)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drawn", "Đang lập"),
                            ("checked", "Đã kiểm tra"),
                            ("submitted", "Đã gửi, chờ nhận"),
                            ("returned", "Bị trả lại"),
                            ("accepted", "Đã nhận"),
                            ("locked", "Đã khóa"),
                            ("adjusting", "Đang điều chỉnh"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.edition",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.edition",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "báo cáo",
                "constraints": [
                    models.UniqueConstraint(fields=("area", "duty", "period"), name="reporting_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "drawn",
                                    "checked",
                                    "submitted",
                                    "returned",
                                    "accepted",
                                    "locked",
                                    "adjusting",
                                ],
                            )
                        ),
                        name="reporting_report_state_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="reporting.report"
            ),
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("duty", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("due", models.DateField()),
                ("instrument", models.CharField(max_length=200)),
                ("asked_by_id", models.BigIntegerField(null=True)),
                ("asked_by_name", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "yêu cầu báo cáo",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lte", models.F("last"))), name="reporting_request_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("units", []), _negated=True), name="reporting_request_of_somebody"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="report",
            name="request",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="reporting.request",
            ),
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("draw", "draw"),
                            ("check", "check"),
                            ("submit", "submit"),
                            ("take_back", "take_back"),
                            ("return", "return"),
                            ("accept", "accept"),
                            ("take_in", "take_in"),
                            ("lock", "lock"),
                            ("adjust", "adjust"),
                            ("drop", "drop"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("texts", models.JSONField(default=dict)),
                ("done_by_id", models.BigIntegerField(null=True)),
                ("done_by_name", models.CharField(max_length=200)),
                ("done_at", models.DateTimeField(auto_now_add=True)),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.edition",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "việc của báo cáo",
            },
        ),
        migrations.CreateModel(
            name="ReturnedCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=60)),
                ("unit", models.BigIntegerField(null=True)),
                ("part", models.CharField(blank=True, max_length=20)),
                ("column", models.CharField(max_length=60)),
                ("value", models.CharField(max_length=30)),
                ("reason", models.CharField(max_length=500)),
                ("marked_by_name", models.CharField(max_length=200)),
                ("marked_at", models.DateTimeField(auto_now_add=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.edition",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returned_cells",
                        to="reporting.report",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="reporting.step",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "số bị trả lại",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "table", "unit", "part", "column"),
                        name="reporting_cell_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=60)),
                ("text", models.TextField(blank=True)),
                ("written_by_id", models.BigIntegerField(null=True)),
                ("written_by_name", models.CharField(max_length=200)),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wordings",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lời báo cáo",
            },
        ),
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("duty", models.CharField(max_length=60)),
                (
                    "tier",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "NATION"),
                            (1, "PROVINCE"),
                            (2, "DISTRICT"),
                            (3, "COMMUNE"),
                            (4, "VILLAGE"),
                        ]
                    ),
                ),
                ("month", models.PositiveSmallIntegerField(null=True)),
                ("day", models.PositiveSmallIntegerField(null=True)),
                ("recipients", models.CharField(blank=True, max_length=500)),
                ("instrument", models.CharField(max_length=200)),
                ("set_by_id", models.BigIntegerField(null=True)),
                ("set_by_name", models.CharField(max_length=200)),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lịch báo cáo",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day", None), ("month", None)),
                            models.Q(("day__range", (1, 31)), ("month__range", (0, 12))),
                            _connector="OR",
                        ),
                        name="reporting_arrangement_day",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="reporting_edition_number"),
        ),
    ]
