"""Lines of money with their postings, decisions, needs and resolutions."""

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
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receive", "Nhận giao dự toán từ cấp trên"),
                            ("allocate", "Phân bổ, giao dự toán"),
                            ("adjust", "Điều chỉnh phân bổ"),
                            ("settle", "Phê duyệt quyết toán"),
                            ("carry", "Chuyển nguồn sang năm sau"),
                            ("cancel", "Hủy dự toán"),
                        ],
                        max_length=10,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.CharField(blank=True, max_length=60)),
                ("day", models.DateField(null=True)),
                ("issuer", models.CharField(blank=True, max_length=200)),
                ("title", models.CharField(max_length=300)),
                ("explained", models.JSONField(null=True)),
                ("stored", models.CharField(blank=True, max_length=80)),
                ("file_kind", models.CharField(blank=True, max_length=10)),
                ("size", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "quyết định về kinh phí",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["receive", "allocate", "adjust", "settle", "carry", "cancel"])
                        ),
                        name="budgets_decision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("put_in_force_by_id", None),
                            models.Q(("put_in_force_by_id", models.F("drawn_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="budgets_decision_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("put_in_force_at", None),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                ("day__isnull", False),
                                models.Q(("issuer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="budgets_decision_with_its_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), models.Q(("ended_why", ""), _negated=True), _connector="XOR"
                        ),
                        name="budgets_decision_ended_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("put_in_force_at__isnull", False)),
                        fields=("area", "issuer", "number", "day", "kind"),
                        name="budgets_decision_once",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "year", "-id"], name="budgets_decision_list"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(max_length=60)),
                ("project", models.CharField(blank=True, max_length=10)),
                ("nature", models.CharField(max_length=20)),
                ("source", models.CharField(max_length=20)),
                ("use", models.CharField(blank=True, max_length=20)),
                ("item", models.CharField(blank=True, max_length=200)),
                ("asked", models.BigIntegerField()),
                ("ground", models.CharField(max_length=1000)),
                ("found_right", models.BigIntegerField(null=True)),
                ("appraised_why", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("need", "Chờ thẩm định"),
                            ("appraised", "Đã thẩm định"),
                            ("refused", "Không được chấp nhận"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="need",
                        max_length=10,
                    ),
                ),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("appraised_by_id", models.BigIntegerField(null=True)),
                ("appraised_by_name", models.CharField(blank=True, max_length=200)),
                ("appraised_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "nhu cầu, dự toán kinh phí",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["need", "appraised", "refused", "withdrawn"])),
                        name="budgets_need_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked__gt", 0)), name="budgets_need_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "appraised"), _negated=True),
                            ("found_right__gt", 0),
                            _connector="OR",
                        ),
                        name="budgets_need_found_right",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appraised_by_id", None),
                            models.Q(("appraised_by_id", models.F("made_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="budgets_need_by_two_people",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "year", "-id"], name="budgets_estimate_list"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(max_length=60)),
                ("project", models.CharField(blank=True, max_length=10)),
                ("nature", models.CharField(max_length=20)),
                ("source", models.CharField(max_length=20)),
                ("use", models.CharField(blank=True, max_length=20)),
                ("item", models.CharField(blank=True, max_length=200)),
                ("origin_year", models.PositiveSmallIntegerField()),
                ("given", models.BigIntegerField(default=0)),
                ("unallocated", models.BigIntegerField(default=0)),
                ("passed", models.BigIntegerField(default=0)),
                ("split", models.BigIntegerField(default=0)),
                ("allocated", models.BigIntegerField(default=0)),
                ("advanced", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
                ("settled", models.BigIntegerField(default=0)),
                ("carried", models.BigIntegerField(default=0)),
                ("cancelled", models.BigIntegerField(default=0)),
                ("given_on", models.DateField(null=True)),
                ("allocated_on", models.DateField(null=True)),
                ("paid_on", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dòng kinh phí",
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "area",
                            "year",
                            "programme",
                            "project",
                            "nature",
                            "source",
                            "use",
                            "item",
                            "origin_year",
                        ),
                        name="budgets_line_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin_year__lte", models.F("year"))), name="budgets_line_years"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("given__gte", 0)), name="budgets_given_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unallocated__gte", 0)), name="budgets_unallocated_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("passed__gte", 0)), name="budgets_passed_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("split__gte", 0)), name="budgets_split_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("allocated__gte", 0)), name="budgets_allocated_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("advanced__gte", 0)), name="budgets_advanced_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paid__gte", 0)), name="budgets_paid_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("settled__gte", 0)), name="budgets_settled_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("carried__gte", 0)), name="budgets_carried_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cancelled__gte", 0)), name="budgets_cancelled_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "given",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                models.F("unallocated"),
                                                                "+",
                                                                models.F("passed"),
                                                            ),
                                                            "+",
                                                            models.F("split"),
                                                        ),
                                                        "+",
                                                        models.F("allocated"),
                                                    ),
                                                    "+",
                                                    models.F("advanced"),
                                                ),
                                                "+",
                                                models.F("paid"),
                                            ),
                                            "+",
                                            models.F("settled"),
                                        ),
                                        "+",
                                        models.F("carried"),
                                    ),
                                    "+",
                                    models.F("cancelled"),
                                ),
                            )
                        ),
                        name="budgets_line_adds_up",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["year", "area"], name="budgets_line_year"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(blank=True, max_length=12)),
                ("amount", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="budgets.decision",
                    ),
                ),
                (
                    "from_line",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.line",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.line"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "khoản của quyết định về kinh phí",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="budgets_decided_something"
                    ),
                    models.UniqueConstraint(
                        fields=("decision", "line", "from_line", "account"),
                        name="budgets_decided_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Loading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("left_out", models.PositiveIntegerField()),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by_name", models.CharField(blank=True, max_length=200)),
                ("undone_why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bảng chứng từ đã nạp",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at", None), models.Q(("undone_why", ""), _negated=True), _connector="XOR"
                        ),
                        name="budgets_loading_undone_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receive", "Nhận giao"),
                            ("allocate", "Phân bổ"),
                            ("advance", "Tạm ứng"),
                            ("recover", "Thu hồi tạm ứng"),
                            ("pay", "Thanh toán"),
                            ("pay_advance", "Thanh toán tạm ứng"),
                            ("refund", "Nộp trả, khôi phục dự toán"),
                            ("settle", "Quyết toán"),
                            ("carry", "Chuyển nguồn"),
                            ("cancel", "Hủy dự toán"),
                        ],
                        max_length=12,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("voucher", models.CharField(blank=True, max_length=60)),
                ("payee", models.CharField(blank=True, max_length=200)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("reversed_at", models.DateTimeField(null=True)),
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
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budgets.decision",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="budgets.entry",
                    ),
                ),
                (
                    "loading",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budgets.loading",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bút toán kinh phí",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "receive",
                                    "allocate",
                                    "advance",
                                    "recover",
                                    "pay",
                                    "pay_advance",
                                    "refund",
                                    "settle",
                                    "carry",
                                    "cancel",
                                ],
                            )
                        ),
                        name="budgets_entry_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses", None), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="budgets_reversed_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision__isnull", False),
                            models.Q(("voucher", ""), _negated=True),
                            ("reverses__isnull", False),
                            _connector="OR",
                        ),
                        name="budgets_entry_rests_on_a_paper",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("voucher", ""), _negated=True),
                            ("reversed_at", None),
                            ("reverses", None),
                        ),
                        fields=("area", "year", "voucher"),
                        name="budgets_voucher_once",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "year", "-day", "-id"], name="budgets_entry_list"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("given", "Được giao"),
                            ("unallocated", "Chưa phân bổ"),
                            ("passed", "Đã giao cấp dưới"),
                            ("split", "Đã chia sang dòng khác"),
                            ("allocated", "Đã phân bổ, chưa chi"),
                            ("advanced", "Đang tạm ứng"),
                            ("paid", "Đã thanh toán, chưa quyết toán"),
                            ("settled", "Đã quyết toán"),
                            ("carried", "Đã chuyển nguồn"),
                            ("cancelled", "Đã hủy dự toán"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount", models.BigIntegerField()),
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="budgets.entry",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="budgets.line",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "vế bút toán kinh phí",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "account__in",
                                [
                                    "given",
                                    "unallocated",
                                    "passed",
                                    "split",
                                    "allocated",
                                    "advanced",
                                    "paid",
                                    "settled",
                                    "carried",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="budgets_account_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="budgets_posted_something"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["line", "day", "id"], name="budgets_posting_line"),
                    models.Index(
                        condition=models.Q(("account__in", ["advanced", "paid", "settled"])),
                        fields=["year", "area", "day"],
                        include=("amount",),
                        name="budgets_posting_spent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("issuer", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=300)),
                ("criteria", models.JSONField()),
                ("drawn_by_id", models.BigIntegerField(null=True)),
                ("drawn_by_name", models.CharField(max_length=200)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                ("signed_by_id", models.BigIntegerField(null=True)),
                ("signed_by_name", models.CharField(blank=True, max_length=200)),
                ("signed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                ("ended_why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "nghị quyết về tiêu chí phân bổ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by_id", None),
                            models.Q(("signed_by_id", models.F("drawn_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="budgets_resolution_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), models.Q(("ended_why", ""), _negated=True), _connector="XOR"
                        ),
                        name="budgets_resolution_ended_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("area", "number", "day"),
                        name="budgets_resolution_once",
                    ),
                ],
            },
        ),
    ]
