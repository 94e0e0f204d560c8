"""Activities, who takes part, what is done in them; equipment, norms and products beside them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("households", "0020_names_settled"),
        ("support", "0002_guarded_and_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(max_length=60)),
                ("project", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=300)),
                ("owner_kind", models.CharField(blank=True, max_length=40)),
                ("owner_name", models.CharField(blank=True, max_length=200)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("said", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đề xuất"),
                            ("submitted", "Chờ phê duyệt"),
                            ("approved", "Đã phê duyệt"),
                            ("going_on", "Đang thực hiện"),
                            ("done", "Chờ nghiệm thu"),
                            ("accepted", "Đã nghiệm thu"),
                            ("dropped", "Đã bỏ"),
                            ("stopped", "Dừng giữa chừng"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("approval", models.CharField(blank=True, max_length=200)),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("submitted_by_id", models.BigIntegerField(null=True)),
                ("approved_by_id", models.BigIntegerField(null=True)),
                ("finished_by_id", models.BigIntegerField(null=True)),
                ("accepted_by_id", models.BigIntegerField(null=True)),
                ("accepted_on", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "replicates",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replications",
                        to="activities.activity",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "hoạt động",
                "constraints": [
                    models.UniqueConstraint(fields=("id", "area"), name="activities_activity_in_its_area"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "approved",
                                    "going_on",
                                    "done",
                                    "accepted",
                                    "dropped",
                                    "stopped",
                                ],
                            )
                        ),
                        name="activities_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="activities_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by_id", models.F("submitted_by_id")), _negated=True),
                        name="activities_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_by_id", models.F("finished_by_id")), _negated=True),
                        name="activities_accepted_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("accepted_on__isnull", False),
                            _connector="OR",
                        ),
                        name="activities_accepted_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["dropped", "stopped"]), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activities_ended_with_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "year", "kind"], name="activities_of_area"),
                    models.Index(fields=["year", "-first", "-id"], name="activities_of_year"),
                    models.Index(fields=["area", "first", "last"], name="activities_calendar"),
                    models.Index(
                        condition=models.Q(("state__in", ["accepted", "dropped", "stopped"]), _negated=True),
                        fields=["area", "state"],
                        name="activities_not_over",
                    ),
                    models.Index(
                        condition=models.Q(("replicates__isnull", False)),
                        fields=["replicates"],
                        name="activities_repeats",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("since", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300)),
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
                "verbose_name_plural": "trang thiết bị thông tin",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), models.Q(("ended_why", ""), _negated=True), _connector="OR"
                        ),
                        name="activities_asset_ended_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssetReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("works", "Hoạt động"),
                            ("partly", "Hoạt động một phần"),
                            ("broken", "Không hoạt động"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="activities.asset",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tình trạng trang thiết bị",
                "indexes": [
                    models.Index(fields=["asset", "-day", "-id"], name="activities_asset_last"),
                ],
            },
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
                ("stored", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("aside_at", models.DateTimeField(null=True)),
                ("aside_why", models.CharField(blank=True, max_length=500)),
                ("aside_by", models.CharField(blank=True, max_length=200)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="activities.activity",
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
            ],
            options={
                "verbose_name_plural": "ảnh, giấy tờ của hoạt động",
            },
        ),
        migrations.CreateModel(
            name="Gathering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("topic", models.CharField(blank=True, max_length=300)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="activities.activity",
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
            ],
            options={
                "verbose_name_plural": "buổi của hoạt động",
            },
        ),
        migrations.CreateModel(
            name="NormTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=200)),
                ("first", models.DateField()),
                ("last", models.DateField(null=True)),
                ("lines", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Chờ người thứ hai xem"),
                            ("in_force", "Đang áp dụng"),
                            ("ended", "Đã thôi áp dụng"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("loaded_by_id", models.BigIntegerField(null=True)),
                ("loaded_by_name", models.CharField(max_length=200)),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_by_id", models.BigIntegerField(null=True)),
                ("confirmed_by_name", models.CharField(blank=True, max_length=200)),
                ("ended_why", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bảng định mức",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by_id", models.F("loaded_by_id")), _negated=True),
                        name="activities_norm_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            models.Q(("ended_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activities_norm_ended_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("full_name", models.CharField(max_length=200)),
                ("sort_key", models.CharField(max_length=600)),
                ("sex", models.CharField(max_length=10)),
                ("position", models.CharField(max_length=40)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("since", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300)),
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
                "verbose_name_plural": "cán bộ làm công tác giảm nghèo",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["male", "female"])), name="activities_officer_sex"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), models.Q(("ended_why", ""), _negated=True), _connector="OR"
                        ),
                        name="activities_officer_ended_with_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "sort_key", "id"], name="activities_officers"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("standing", models.CharField(blank=True, max_length=30)),
                ("group", models.CharField(blank=True, max_length=30)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("again_because", models.CharField(blank=True, max_length=300)),
                ("is_woman", models.BooleanField(null=True)),
                ("is_minority", models.BooleanField(null=True)),
                ("entered_on", models.DateField()),
                ("entered_by_id", models.BigIntegerField(null=True)),
                ("entered_by_name", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                ("left_on", models.DateField(null=True)),
                ("left_why", models.CharField(blank=True, max_length=300)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="activities.activity",
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
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="households.household",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="activities.officer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="households.person",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "người tham gia hoạt động",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("household__isnull", False), ("officer", None)),
                            models.Q(("officer__isnull", False), ("household", None), ("person", None)),
                            _connector="OR",
                        ),
                        name="activities_participant_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("household", None),
                            models.Q(("group", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activities_participant_rightly_or_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on", None), models.Q(("left_why", ""), _negated=True), _connector="OR"
                        ),
                        name="activities_participant_left_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None), ("person", None)),
                        fields=("activity", "household"),
                        name="activities_household_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None)),
                        fields=("activity", "person"),
                        name="activities_person_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None)),
                        fields=("activity", "officer"),
                        name="activities_officer_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("by_whom", models.CharField(max_length=200)),
                ("found", models.CharField(max_length=1000)),
                ("has_result", models.BooleanField()),
                ("next_on", models.DateField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="activities.activity",
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
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="activities.participant",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lượt đến hộ",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("present", models.BooleanField()),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="activities.activity",
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
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="activities.gathering",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="activities.participant",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "điểm danh",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gathering", "participant"), name="activities_marked_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("producer", models.CharField(max_length=200)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("code", models.CharField(max_length=16, unique=True)),
                ("told", models.JSONField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("published_by_name", models.CharField(blank=True, max_length=200)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_why", models.CharField(blank=True, max_length=300)),
                ("made_by_name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="activities.activity",
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
            ],
            options={
                "verbose_name_plural": "sản phẩm truy xuất nguồn gốc",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at", None),
                            models.Q(("taken_back_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activities_product_taken_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("what", models.CharField(max_length=200)),
                ("laboratory", models.CharField(max_length=200)),
                ("result", models.CharField(max_length=200)),
                ("passes", models.BooleanField()),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tests",
                        to="activities.product",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lần kiểm nghiệm",
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_by", models.CharField(blank=True, max_length=200)),
                ("words", models.CharField(max_length=1000)),
                ("due", models.DateField(null=True)),
                ("answer", models.CharField(blank=True, max_length=2000)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("answered_on", models.DateField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="activities.activity",
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
            ],
            options={
                "verbose_name_plural": "câu hỏi đối thoại",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="activities_answered_on_a_day",
                    ),
                ],
            },
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
                            ("submit", "Trình phê duyệt"),
                            ("return", "Trả lại"),
                            ("approve", "Phê duyệt"),
                            ("begin", "Bắt đầu thực hiện"),
                            ("finish", "Báo đã làm xong"),
                            ("reopen", "Mở lại để bổ sung"),
                            ("accept", "Nghiệm thu"),
                            ("drop", "Bỏ"),
                            ("stop", "Dừng giữa chừng"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("draft", "Đề xuất"),
                            ("submitted", "Chờ phê duyệt"),
                            ("approved", "Đã phê duyệt"),
                            ("going_on", "Đang thực hiện"),
                            ("done", "Chờ nghiệm thu"),
                            ("accepted", "Đã nghiệm thu"),
                            ("dropped", "Đã bỏ"),
                            ("stopped", "Dừng giữa chừng"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("draft", "Đề xuất"),
                            ("submitted", "Chờ phê duyệt"),
                            ("approved", "Đã phê duyệt"),
                            ("going_on", "Đang thực hiện"),
                            ("done", "Chờ nghiệm thu"),
                            ("accepted", "Đã nghiệm thu"),
                            ("dropped", "Đã bỏ"),
                            ("stopped", "Dừng giữa chừng"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day", models.DateField()),
                ("words", models.CharField(blank=True, max_length=500)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="activities.activity",
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
            ],
            options={
                "verbose_name_plural": "bước của hoạt động",
            },
        ),
        migrations.CreateModel(
            name="Thing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=40)),
                ("received_by", models.CharField(max_length=200)),
                ("norm", models.CharField(blank=True, max_length=200)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="activities.activity",
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
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="things",
                        to="activities.participant",
                    ),
                ),
                (
                    "support",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thing",
                        to="support.support",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "hiện vật đã giao",
            },
        ),
    ]
