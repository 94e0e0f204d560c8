"""Yearly plans, inspections, recommendations, supervision by the Front, settled doubts."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
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
                ("recovered", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "theo dõi kiến nghị",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("recovered__gte", 0)), name="oversight_recovered_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.CharField(blank=True, max_length=40)),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("text", models.CharField(max_length=500)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pass", "Đạt"),
                            ("fail", "Chưa đạt"),
                            ("none", "Không áp dụng"),
                            ("unclear", "Chưa rõ"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("answered_by_name", models.CharField(blank=True, max_length=200)),
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
                "verbose_name_plural": "mục của đề cương kiểm tra",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "pass", "fail", "none", "unclear"])),
                        name="oversight_item_answer_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
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
                ("plan_cited", models.CharField(blank=True, max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("title", models.CharField(max_length=300)),
                (
                    "contents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("project", models.CharField(blank=True, max_length=10)),
                ("place", models.CharField(max_length=300)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("report_due", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "Đang chuẩn bị"),
                            ("decided", "Đã có quyết định"),
                            ("minuted", "Đã lập biên bản"),
                            ("written", "Báo cáo chờ kết luận"),
                            ("reported", "Đã có báo cáo, kết luận"),
                            ("closed", "Đã kết thúc"),
                            ("cancelled", "Đã hủy"),
                        ],
                        default="preparing",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("decided_on", models.DateField(null=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=200)),
                ("minutes_on", models.DateField(null=True)),
                ("minutes_present", models.CharField(blank=True, max_length=2000)),
                ("minutes_words", models.CharField(blank=True, max_length=5000)),
                ("report_words", models.CharField(blank=True, max_length=10000)),
                ("written_by_id", models.BigIntegerField(null=True)),
                ("written_by_name", models.CharField(blank=True, max_length=200)),
                ("report_number", models.CharField(blank=True, max_length=60)),
                ("reported_on", models.DateField(null=True)),
                ("conclusion", models.CharField(blank=True, max_length=5000)),
                ("concluded_by_id", models.BigIntegerField(null=True)),
                ("concluded_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "đợt kiểm tra, giám sát",
                "constraints": [
                    models.UniqueConstraint(fields=("id", "area"), name="oversight_round_in_its_area"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "preparing",
                                    "decided",
                                    "minuted",
                                    "written",
                                    "reported",
                                    "closed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="oversight_round_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last__gte", models.F("first")), ("report_due__gte", models.F("last"))
                        ),
                        name="oversight_round_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["preparing", "cancelled"]),
                            models.Q(models.Q(("number", ""), _negated=True), ("decided_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="oversight_round_decided_by_a_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by_id", models.F("made_by_id")), _negated=True),
                        name="oversight_round_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["minuted", "written", "reported", "closed"]), _negated=True
                            ),
                            ("minutes_on__isnull", False),
                            _connector="OR",
                        ),
                        name="oversight_round_minuted_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["reported", "closed"]), _negated=True),
                            models.Q(
                                models.Q(("report_number", ""), _negated=True),
                                ("reported_on__isnull", False),
                                models.Q(("conclusion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="oversight_round_reported_by_a_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("concluded_by_id", models.F("written_by_id")), _negated=True),
                        name="oversight_round_concluded_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="oversight_round_cancelled_with_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "-first", "-id"], name="oversight_rounds"),
                    models.Index(fields=["unit", "-first", "-id"], name="oversight_rounds_at"),
                    models.Index(
                        condition=models.Q(("state__in", ["preparing", "decided", "minuted", "written"])),
                        fields=["area", "state"],
                        name="oversight_rounds_wait",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                ("level", models.CharField(max_length=20)),
                ("words", models.CharField(max_length=2000)),
                ("clause", models.CharField(blank=True, max_length=300)),
                ("check_code", models.CharField(blank=True, max_length=40)),
                ("subject", models.BigIntegerField(null=True)),
                ("aside_why", models.CharField(blank=True, max_length=500)),
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
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="oversight.checkitem",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="oversight.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "phát hiện qua kiểm tra",
            },
        ),
        migrations.AddField(
            model_name="checkitem",
            name="inspection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="oversight.inspection",
            ),
        ),
        migrations.CreateModel(
            name="Attached",
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
                ("title", models.CharField(max_length=200)),
                ("stored", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=10)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("aside_at", models.DateTimeField(null=True)),
                ("aside_why", models.CharField(blank=True, max_length=500)),
                ("aside_by", models.CharField(blank=True, max_length=200)),
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
                    "finding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="oversight.finding",
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="oversight.followup",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="oversight.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ảnh, giấy tờ của đợt kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="InspectionStep",
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
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="oversight.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "việc của đợt kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                (
                    "contents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("project", models.CharField(blank=True, max_length=10)),
                ("first_month", models.PositiveSmallIntegerField()),
                ("last_month", models.PositiveSmallIntegerField()),
                ("lead", models.CharField(max_length=200)),
                ("words", models.CharField(blank=True, max_length=500)),
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
                    "origin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="oversight.planline",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dòng của kế hoạch kiểm tra, giám sát",
                "constraints": [
                    models.UniqueConstraint(fields=("id", "area"), name="oversight_line_in_its_area"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_month__gte", 1),
                            ("last_month__gte", models.F("first_month")),
                            ("last_month__lte", 12),
                        ),
                        name="oversight_line_months",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="inspection",
            name="line",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="oversight.planline",
            ),
        ),
        migrations.CreateModel(
            name="Recommendation",
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
                ("to_whom", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=2000)),
                ("money", models.BigIntegerField(null=True)),
                ("goods", models.CharField(blank=True, max_length=300)),
                ("recovered", models.BigIntegerField(default=0)),
                ("first_due", models.DateField()),
                ("due", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Chưa thực hiện xong"),
                            ("remedied", "Đã báo thực hiện xong, chờ xác nhận"),
                            ("closed", "Đã xác nhận thực hiện"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("remedied_by_id", models.BigIntegerField(null=True)),
                ("closed_by_id", models.BigIntegerField(null=True)),
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
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="oversight.finding",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="oversight.inspection",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kiến nghị qua kiểm tra",
                "constraints": [
                    models.UniqueConstraint(fields=("id", "area"), name="oversight_advice_in_its_area"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "remedied", "closed", "withdrawn"])),
                        name="oversight_advice_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("money", None), ("money__gt", 0), _connector="OR"),
                            ("recovered__gte", 0),
                        ),
                        name="oversight_advice_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(("closed_by_id", models.F("remedied_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="oversight_advice_closed_by_another",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("open", "remedied"))),
                        fields=["area", "due"],
                        name="oversight_waits_here",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("open", "remedied"))),
                        fields=["unit", "due"],
                        name="oversight_waits_there",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="followup",
            name="recommendation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_ups",
                to="oversight.recommendation",
            ),
        ),
        migrations.CreateModel(
            name="SettledDoubt",
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
                ("check_code", models.CharField(max_length=40)),
                ("subject", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_by_name", models.CharField(blank=True, max_length=200)),
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
                    "finding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="oversight.finding",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "nghi vấn đã xử lý",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("check_code", "subject"),
                        name="oversight_doubt_settled_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finding__isnull", False),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="oversight_doubt_settled_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SocialReview",
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
                        choices=[("supervision", "Giám sát"), ("critique", "Phản biện dự thảo")],
                        max_length=12,
                    ),
                ),
                ("body", models.CharField(max_length=200)),
                ("subject", models.CharField(max_length=300)),
                ("draft", models.CharField(blank=True, max_length=300)),
                ("day", models.DateField()),
                ("due", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang soạn"),
                            ("sent", "Chờ trả lời"),
                            ("answered", "Đã trả lời"),
                            ("closed", "Đã xong"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("answered_by_name", models.CharField(blank=True, max_length=200)),
                ("answered_on", models.DateField(null=True)),
                ("stored", models.CharField(blank=True, max_length=80)),
                ("file_kind", models.CharField(blank=True, max_length=10)),
                ("file_size", models.PositiveIntegerField(default=0)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "giám sát, phản biện xã hội",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["supervision", "critique"]),
                            ("state__in", ["draft", "sent", "answered", "closed", "withdrawn"]),
                        ),
                        name="oversight_social_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "withdrawn"]), ("due__isnull", False), _connector="OR"
                        ),
                        name="oversight_social_sent_with_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "critique"), _negated=True),
                            models.Q(("draft", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="oversight_critique_of_a_draft",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "sent")),
                        fields=["unit", "due"],
                        name="oversight_social_waits",
                    ),
                    models.Index(fields=["area", "-day", "-id"], name="oversight_social_list"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SocialPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
                (
                    "taken",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Tiếp thu"),
                            ("partly", "Tiếp thu một phần"),
                            ("declined", "Chưa tiếp thu, giải trình"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=2000)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="oversight.socialreview",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ý kiến giám sát, phản biện",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("taken", "")),
                            models.Q(
                                ("taken__in", ["accepted", "partly", "declined"]),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="oversight_point_answered_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SocialStep",
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
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="oversight.socialreview",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "việc của giám sát, phản biện xã hội",
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("post", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[("head", "Trưởng đoàn"), ("secretary", "Thư ký"), ("member", "Thành viên")],
                        max_length=10,
                    ),
                ),
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
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="oversight.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "thành viên đoàn kiểm tra",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("role__in", ["head", "secretary"])),
                        fields=("inspection", "role"),
                        name="oversight_team_one_of_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
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
                ("edition", models.PositiveSmallIntegerField()),
                ("aims", models.CharField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("submitted", "Chờ phê duyệt"),
                            ("approved", "Đã phê duyệt"),
                            ("replaced", "Đã được thay"),
                            ("dropped", "Đã bỏ"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("day", models.DateField(null=True)),
                ("submitted_by_id", models.BigIntegerField(null=True)),
                ("approved_by_id", models.BigIntegerField(null=True)),
                ("approved_by_name", models.CharField(blank=True, max_length=200)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="oversight.yearplan",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kế hoạch kiểm tra, giám sát năm",
                "constraints": [
                    models.UniqueConstraint(fields=("id", "area"), name="oversight_plan_in_its_area"),
                    models.UniqueConstraint(
                        fields=("area", "year", "edition"), name="oversight_plan_edition"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("area", "year"),
                        name="oversight_plan_one_stands",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "submitted"))),
                        fields=("area", "year"),
                        name="oversight_plan_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "approved", "replaced", "dropped"])
                        ),
                        name="oversight_plan_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["approved", "replaced"]), _negated=True),
                            models.Q(models.Q(("number", ""), _negated=True), ("day__isnull", False)),
                            _connector="OR",
                        ),
                        name="oversight_plan_approved_by_a_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by_id", models.F("submitted_by_id")), _negated=True),
                            models.Q(("approved_by_id", models.F("made_by_id")), _negated=True),
                        ),
                        name="oversight_plan_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="oversight_plan_dropped_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="planline",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="oversight.yearplan"
            ),
        ),
    ]
