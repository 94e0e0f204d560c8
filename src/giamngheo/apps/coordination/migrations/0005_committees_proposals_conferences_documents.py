"""Steering committees, proposals of the community, conferences, local documents."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("coordination", "0004_households_guarded"),
    ]

    operations = [
        migrations.CreateModel(
            name="Committee",
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
                ("stored", models.CharField(blank=True, max_length=80)),
                ("file_kind", models.CharField(blank=True, max_length=10)),
                ("file_size", models.PositiveIntegerField(default=0)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(max_length=300)),
                ("number", models.CharField(max_length=60)),
                ("decided_on", models.DateField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("rules", models.CharField(blank=True, max_length=200)),
                ("ended_why", models.CharField(blank=True, max_length=500)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ban chỉ đạo",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            models.Q(
                                ("until__gte", models.F("since")), models.Q(("ended_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="coordination_committee_ended_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("area",),
                        name="coordination_one_committee",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
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
                ("name", models.CharField(max_length=200)),
                ("post", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Trưởng ban"),
                            ("deputy", "Phó trưởng ban"),
                            ("standing", "Ủy viên thường trực"),
                            ("member", "Ủy viên"),
                            ("secretary", "Thư ký"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_woman", models.BooleanField(null=True)),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("matters", models.CharField(blank=True, max_length=300)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=500)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="coordination.committee",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "thành viên ban chỉ đạo",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("until", None),
                                models.Q(
                                    ("until__gte", models.F("since")),
                                    models.Q(("ended_why", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            ("role__in", ["head", "deputy", "standing", "member", "secretary"]),
                        ),
                        name="coordination_member_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "head"), ("until", None)),
                        fields=("committee",),
                        name="coordination_one_head",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommunityMeeting",
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
                ("stored", models.CharField(blank=True, max_length=80)),
                ("file_kind", models.CharField(blank=True, max_length=10)),
                ("file_size", models.PositiveIntegerField(default=0)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("day", models.DateField()),
                ("place", models.CharField(max_length=200)),
                ("led_by", models.CharField(max_length=200)),
                ("attended", models.PositiveIntegerField()),
                ("women", models.PositiveIntegerField(null=True)),
                ("poor_households", models.PositiveIntegerField(null=True)),
                ("words", models.CharField(blank=True, max_length=2000)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cuộc họp lập kế hoạch có người dân tham gia",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attended__gte", 1),
                            models.Q(("women", None), ("women__lte", models.F("attended")), _connector="OR"),
                            models.Q(
                                ("poor_households", None),
                                ("poor_households__lte", models.F("attended")),
                                _connector="OR",
                            ),
                        ),
                        name="coordination_meeting_counts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommunityProposal",
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
                ("words", models.CharField(blank=True, max_length=2000)),
                ("project", models.CharField(blank=True, max_length=10)),
                ("votes", models.PositiveIntegerField(null=True)),
                ("priority", models.PositiveSmallIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Đã đề xuất"),
                            ("accepted", "Được chấp nhận"),
                            ("declined", "Không chấp nhận"),
                            ("in_plan", "Đã đưa vào kế hoạch"),
                        ],
                        max_length=8,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=1000)),
                ("plan_words", models.CharField(blank=True, max_length=300)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="coordination.communitymeeting",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "đề xuất của cộng đồng",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "accepted", "declined", "in_plan"])),
                        name="coordination_proposal_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="coordination_proposal_declined_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "in_plan"), _negated=True),
                            models.Q(("plan_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="coordination_proposal_in_a_plan",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "priority"), name="coordination_priority_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conference",
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
                ("stored", models.CharField(blank=True, max_length=80)),
                ("file_kind", models.CharField(blank=True, max_length=10)),
                ("file_size", models.PositiveIntegerField(default=0)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[("preliminary", "Sơ kết"), ("final", "Tổng kết"), ("thematic", "Chuyên đề")],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("day", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("programme", models.CharField(max_length=4000)),
                ("invited", models.CharField(max_length=2000)),
                ("attended", models.PositiveIntegerField(null=True)),
                ("minutes", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Sắp họp"), ("held", "Đã họp"), ("cancelled", "Đã hủy")],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "hội nghị sơ kết, tổng kết",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["preliminary", "final", "thematic"]),
                            ("state__in", ["planned", "held", "cancelled"]),
                        ),
                        name="coordination_conference_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            models.Q(models.Q(("minutes", ""), _negated=True), ("attended__isnull", False)),
                            _connector="OR",
                        ),
                        name="coordination_conference_held_with_minutes",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="giventask",
            name="conference",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conclusions",
                to="coordination.conference",
            ),
        ),
        migrations.CreateModel(
            name="ContactOfficer",
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
                ("name", models.CharField(max_length=200)),
                ("post", models.CharField(max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.CharField(blank=True, max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cán bộ đầu mối",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            models.Q(
                                ("until__gte", models.F("since")), models.Q(("ended_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="coordination_officer_ended_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("phone", ""), _negated=True),
                            models.Q(("email", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="coordination_officer_to_be_reached",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("area",),
                        name="coordination_one_contact_officer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalDocument",
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
                ("stored", models.CharField(blank=True, max_length=80)),
                ("file_kind", models.CharField(blank=True, max_length=10)),
                ("file_size", models.PositiveIntegerField(default=0)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("number", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=500)),
                ("issuer", models.CharField(max_length=200)),
                ("issued_on", models.DateField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="coordination.localdocument",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "văn bản của địa phương",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="coordination_document_days",
                    ),
                    models.UniqueConstraint(
                        fields=("area", "number", "issued_on"), name="coordination_document_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
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
                ("instrument", models.CharField(blank=True, max_length=60)),
                ("point", models.CharField(blank=True, max_length=200)),
                ("trouble", models.CharField(max_length=2000)),
                ("proposal", models.CharField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("noted", "Đã ghi"),
                            ("sent", "Đã gửi cấp có thẩm quyền"),
                            ("answered", "Đã được trả lời"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sent", models.CharField(blank=True, max_length=300)),
                ("answer", models.CharField(blank=True, max_length=2000)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="coordination.localdocument",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "đề xuất sửa chính sách",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["noted", "sent", "answered"]),
                            models.Q(
                                models.Q(("document__isnull", False), ("instrument", "")),
                                models.Q(models.Q(("instrument", ""), _negated=True), ("document", None)),
                                _connector="OR",
                            ),
                        ),
                        name="coordination_amendment_of_one_document",
                    ),
                ],
            },
        ),
    ]
