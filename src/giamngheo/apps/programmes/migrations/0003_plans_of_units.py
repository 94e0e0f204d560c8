"""Plans of units: of a year or of several, with targets, shares, projects, tasks and typed figures."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("papers", "0003_withdrawn_by_two"),
        ("programmes", "0002_guarded_and_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "chỉ tiêu giao cho đơn vị",
            },
        ),
        migrations.CreateModel(
            name="PlanTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("wording", models.CharField(max_length=1000)),
                ("framework", models.CharField(blank=True, max_length=60)),
                ("indicator", models.CharField(blank=True, max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("comparator", models.CharField(blank=True, max_length=10)),
                ("value", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("up_to", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("unit", models.CharField(blank=True, max_length=60)),
                ("baseline", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("baseline_year", models.PositiveSmallIntegerField(null=True)),
                ("reaches", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                ("each_year", models.BooleanField(default=False)),
                ("rises", models.BooleanField(default=False)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("group", models.CharField(blank=True, max_length=300)),
                ("is_carried", models.BooleanField(default=False)),
                (
                    "given",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_over",
                        to="programmes.planshare",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "chỉ tiêu của kế hoạch",
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
                        name="programmes_target_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("framework", ""), ("indicator", "")),
                            models.Q(
                                models.Q(("framework", ""), _negated=True),
                                models.Q(("indicator", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programmes_target_indicator_whole",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="planshare",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="programmes.plantarget"
            ),
        ),
        migrations.CreateModel(
            name="PlanActual",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("proof", models.CharField(max_length=300)),
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
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actuals",
                        to="programmes.plantarget",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "số thực hiện của kế hoạch",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", False), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="programmes_actual_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proof", ""), _negated=True),
                        name="programmes_actual_with_a_proof",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("target", "year"),
                        name="programmes_actual_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme", models.CharField(blank=True, max_length=60)),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=500)),
                ("is_received", models.BooleanField(default=False)),
                ("issuer", models.CharField(max_length=300)),
                ("place", models.CharField(blank=True, max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("waiting", "Chờ ban hành"),
                            ("issued", "Đã ban hành"),
                            ("replaced", "Đã được thay"),
                            ("ended", "Đã thôi hiệu lực"),
                            ("dropped", "Dự thảo đã bỏ"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("said", models.JSONField()),
                ("parent_number", models.CharField(blank=True, max_length=60)),
                ("parent_day", models.DateField(null=True)),
                ("parent_issuer", models.CharField(blank=True, max_length=300)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("day", models.DateField(null=True)),
                ("signer", models.CharField(blank=True, max_length=200)),
                ("capacity", models.CharField(blank=True, max_length=200)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("drawn_by_id", models.BigIntegerField(null=True)),
                ("drawn_by_name", models.CharField(max_length=200)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                ("handed_up_by_id", models.BigIntegerField(null=True)),
                ("handed_up_by_name", models.CharField(blank=True, max_length=200)),
                ("handed_up_at", models.DateTimeField(null=True)),
                ("issued_by_id", models.BigIntegerField(null=True)),
                ("issued_by_name", models.CharField(blank=True, max_length=200)),
                ("issued_at", models.DateTimeField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "made_from",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.unitplan",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.issuedpaper",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.unitplan",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="programmes.unitplan",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="programmes.planfile",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kế hoạch của đơn vị",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "waiting", "issued", "replaced", "ended", "dropped"])
                        ),
                        name="programmes_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_year__gte", models.F("first_year"))),
                        name="programmes_years_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "waiting", "dropped"]),
                            models.Q(
                                ("day__isnull", False),
                                models.Q(("number", ""), _negated=True),
                                ("issued_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="programmes_issued_with_number_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_received", True),
                            ("issued_by_id", None),
                            models.Q(
                                ("issued_by_id", models.F("drawn_by_id")),
                                ("issued_by_id", models.F("handed_up_by_id")),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="programmes_issued_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["ended", "dropped", "replaced"]), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="programmes_ended_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_received", False), ("state", "issued")),
                        fields=("area", "first_year", "last_year"),
                        name="programmes_one_plan_of_a_time",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "first_year", "last_year"], name="programmes_of_years"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("organisation", models.CharField(max_length=300)),
                ("what", models.TextField()),
                ("due_on", models.DateField(null=True)),
                ("due", models.CharField(blank=True, max_length=200)),
                ("project", models.CharField(blank=True, max_length=5)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="programmes.unitplan",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "nhiệm vụ của kế hoạch",
            },
        ),
        migrations.AddField(
            model_name="plantarget",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="programmes.unitplan"
            ),
        ),
        migrations.CreateModel(
            name="PlanProject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(blank=True, max_length=5)),
                ("label", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=500)),
                ("in_scope", models.BooleanField(default=True)),
                ("objective", models.TextField(blank=True)),
                ("target_groups", models.JSONField(default=list)),
                ("contents", models.JSONField(default=list)),
                ("lead", models.JSONField(default=list)),
                ("cooperating", models.JSONField(default=list)),
                ("funding", models.JSONField(default=list)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="programmes.unitplan",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dự án của kế hoạch",
            },
        ),
        migrations.AddConstraint(
            model_name="planshare",
            constraint=models.UniqueConstraint(
                fields=("target", "area", "year"), name="programmes_share_once"
            ),
        ),
    ]
