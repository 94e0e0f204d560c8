"""Who follows which household, and plans of households."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0002_guarded_and_kept"),
        ("households", "0020_names_settled"),
    ]

    operations = [
        migrations.CreateModel(
            name="Follow",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("officer", "Cán bộ, công chức"),
                            ("party_member", "Đảng viên"),
                            ("agency", "Cơ quan, đơn vị"),
                            ("association", "Mặt trận, đoàn thể"),
                            ("other", "Doanh nghiệp, cá nhân khác"),
                        ],
                        max_length=14,
                    ),
                ),
                ("follower", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("agreed", models.CharField(blank=True, max_length=1000)),
                ("basis", models.CharField(blank=True, max_length=200)),
                ("ended_why", models.CharField(blank=True, max_length=500)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows",
                        to="households.household",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "phân công theo dõi hộ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["officer", "party_member", "agency", "association", "other"])
                        ),
                        name="coordination_follower_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            models.Q(
                                ("until__gte", models.F("since")), models.Q(("ended_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="coordination_follow_ended_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("household", "key"),
                        name="coordination_follower_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("day", models.DateField()),
                ("words", models.CharField(max_length=2000)),
                ("result", models.CharField(blank=True, max_length=1000)),
                (
                    "follow",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="coordination.follow",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lần liên hệ với hộ",
            },
        ),
        migrations.CreateModel(
            name="HouseholdPlan",
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
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("situation", models.JSONField()),
                ("aims", models.CharField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập"),
                            ("agreed", "Hộ đã ký, đang thực hiện"),
                            ("ended", "Đã kết thúc"),
                            ("dropped", "Đã bỏ"),
                        ],
                        max_length=8,
                    ),
                ),
                ("signed_by", models.CharField(blank=True, max_length=200)),
                ("signed_on", models.DateField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("better", "Đời sống khá lên"),
                            ("same", "Chưa thay đổi"),
                            ("worse", "Khó khăn hơn"),
                            ("assisted", "Chuyển sang trợ giúp xã hội thường xuyên"),
                        ],
                        max_length=10,
                    ),
                ),
                ("outcome_words", models.CharField(blank=True, max_length=2000)),
                ("ended_on", models.DateField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coordination_plans",
                        to="households.household",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kế hoạch của hộ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lte", models.F("last"))),
                        name="coordination_household_plan_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "agreed", "ended", "dropped"])),
                        name="coordination_household_plan_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True),
                            models.Q(
                                models.Q(("signed_by", ""), _negated=True), ("signed_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="coordination_household_plan_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            models.Q(models.Q(("outcome", ""), _negated=True), ("ended_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="coordination_household_plan_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "agreed"])),
                        fields=("household",),
                        name="coordination_household_plan_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdPlanReview",
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
                ("due", models.DateField()),
                ("held_on", models.DateField(null=True)),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("held_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="coordination.householdplan",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lần xem lại kế hoạch của hộ",
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "due"), name="coordination_plan_review_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on", None), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="coordination_plan_review_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdPlanStep",
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
                ("words", models.CharField(max_length=500)),
                ("who", models.CharField(max_length=200)),
                ("due", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("to_do", "Chưa xong"), ("done", "Đã xong"), ("dropped", "Không làm nữa")],
                        max_length=8,
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=1000)),
                ("changed_by_name", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="coordination.householdplan",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "việc trong kế hoạch của hộ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "to_do"),
                            models.Q(
                                ("state__in", ["done", "dropped"]), models.Q(("result", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="coordination_plan_step_over_with_words",
                    ),
                ],
            },
        ),
    ]
