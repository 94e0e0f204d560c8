"""Targets of units, drafted by one person and put in force by another, and the figures found for them."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
    ]

    operations = [
        migrations.CreateModel(
            name="Actual",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("framework", models.CharField(max_length=60)),
                ("indicator", models.CharField(max_length=60)),
                ("since", models.DateField(null=True)),
                ("as_of", models.DateField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ("numerator", models.BigIntegerField(null=True)),
                ("denominator", models.BigIntegerField(null=True)),
                ("unknown", models.BigIntegerField(default=0)),
                (
                    "source",
                    models.CharField(
                        choices=[("computed", "tính từ sổ hộ"), ("typed", "nhập kèm chứng minh")],
                        max_length=10,
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=300)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("stored", models.CharField(blank=True, max_length=80)),
                ("file_kind", models.CharField(blank=True, max_length=10)),
                ("size", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("superseded_at", models.DateTimeField(null=True)),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
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
                    "replaces",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="results.actual",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "số thực hiện của đơn vị",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["computed", "typed"])),
                        name="results_actual_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "typed"), _negated=True),
                            models.Q(("proof", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="results_actual_with_a_proof",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("numerator", None), _connector="XOR"),
                        name="results_actual_one_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unknown__gte", 0),
                            models.Q(("numerator", None), ("numerator__gte", 0), _connector="OR"),
                            models.Q(
                                ("denominator", None),
                                (
                                    "denominator__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("numerator"), "+", models.F("unknown")
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="results_actual_counts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("area", "framework", "indicator", "since", "as_of"),
                        name="results_actual_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("framework", models.CharField(max_length=60)),
                ("indicator", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("group", models.CharField(blank=True, max_length=200)),
                ("said", models.JSONField()),
                ("drawn_by_id", models.BigIntegerField(null=True)),
                ("drawn_by_name", models.CharField(max_length=200)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                ("put_in_force_by_id", models.BigIntegerField(null=True)),
                ("put_in_force_by_name", models.CharField(blank=True, max_length=200)),
                ("put_in_force_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                ("ended_why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="results.plannedtarget",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="results.plannedtarget",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "chỉ tiêu của đơn vị",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "level",
                                    "below",
                                    "at_least",
                                    "range",
                                    "zero",
                                    "share",
                                    "change_points",
                                    "change_count",
                                    "each_household",
                                    "no_number",
                                ],
                            )
                        ),
                        name="results_target_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="results_target_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("put_in_force_by_id", None),
                            models.Q(("put_in_force_by_id", models.F("drawn_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="results_target_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), models.Q(("ended_why", ""), _negated=True), _connector="XOR"
                        ),
                        name="results_target_ended_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("put_in_force_at__isnull", False)),
                        fields=("area", "framework", "indicator", "kind", "first", "last", "group"),
                        name="results_target_once",
                    ),
                ],
            },
        ),
    ]
