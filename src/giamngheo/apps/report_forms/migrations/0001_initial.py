"""Forms with their versions, and forms filled in for a unit and a period."""

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
            name="FormVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("file_name", models.CharField(max_length=200)),
                ("stored", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("sheet", models.JSONField()),
                ("design", models.JSONField(default=dict)),
                ("levels", models.JSONField()),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("month", "hằng tháng"),
                            ("quarter", "hằng quý"),
                            ("half_year", "6 tháng"),
                            ("year", "hằng năm"),
                            ("ad_hoc", "đột xuất"),
                        ],
                        max_length=10,
                    ),
                ),
                ("clause", models.CharField(blank=True, max_length=300)),
                ("ordered_by", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Đang soạn"), ("in_use", "Đang dùng"), ("ended", "Đã thôi dùng")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("loaded_by_id", models.BigIntegerField(null=True)),
                ("loaded_by_name", models.CharField(max_length=200)),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
                ("signed_by_id", models.BigIntegerField(null=True)),
                ("signed_by_name", models.CharField(blank=True, max_length=200)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_for", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name_plural": "phiên bản biểu mẫu",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "in_use", "ended"])),
                        name="report_forms_version_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__in", ["month", "quarter", "half_year", "year", "ad_hoc"])
                        ),
                        name="report_forms_period_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="report_forms_another_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at", None), models.Q(("signed_for", ""), _negated=True), _connector="OR"
                        ),
                        name="report_forms_signed_for_a_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by_id", None),
                            models.Q(("signed_by_id", models.F("loaded_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="report_forms_signed_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilledForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField()),
                ("last", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Đang lập"), ("finished", "Đã hoàn thành")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("figures", models.JSONField(null=True)),
                ("begun_by_id", models.BigIntegerField(null=True)),
                ("begun_by_name", models.CharField(max_length=200)),
                ("begun_at", models.DateTimeField(auto_now_add=True)),
                ("finished_by_name", models.CharField(blank=True, max_length=200)),
                ("finished_at", models.DateTimeField(null=True)),
                ("reopened_why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="snapshots.snapshot",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filled",
                        to="report_forms.formversion",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tờ biểu đã lập",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "area", "first", "last"), name="report_forms_filled_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="report_forms_filled_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("figures", None), ("state", "draft")),
                            models.Q(
                                ("figures__isnull", False),
                                ("finished_at__isnull", False),
                                ("state", "finished"),
                            ),
                            _connector="OR",
                        ),
                        name="report_forms_finished_has_figures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "biểu mẫu tự lập",
            },
        ),
        migrations.AddField(
            model_name="formversion",
            name="form",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="report_forms.reportform",
            ),
        ),
        migrations.CreateModel(
            name="TypedCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cell", models.CharField(max_length=10)),
                ("value", models.CharField(max_length=1000, null=True)),
                ("of", models.JSONField(default=list)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "filled",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="typed",
                        to="report_forms.filledform",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ô đã nhập",
                "constraints": [
                    models.UniqueConstraint(fields=("filled", "cell"), name="report_forms_cell_once"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(fields=("form", "number"), name="report_forms_number_once"),
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in_use")), fields=("form",), name="report_forms_one_in_use"
            ),
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("form",), name="report_forms_one_draft"
            ),
        ),
    ]
