"""Help given to households."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("households", "0020_names_settled"),
    ]

    operations = [
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("need", models.CharField(max_length=40)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("money", "Tiền"),
                            ("goods", "Hiện vật"),
                            ("labour", "Ngày công"),
                            ("service", "Dịch vụ, tập huấn, tư vấn"),
                            ("loan", "Vốn vay"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("value", models.BigIntegerField(null=True)),
                ("given_on", models.DateField()),
                ("class_on_day", models.CharField(blank=True, max_length=30)),
                ("newly_escaped_on_day", models.BooleanField(null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("programme", "Chương trình mục tiêu quốc gia"),
                            ("policy", "Chính sách, chế độ"),
                            ("fund", "Quỹ «Vì người nghèo»"),
                            ("sponsor", "Nhận đỡ đầu, nhà tài trợ"),
                            ("community", "Cộng đồng, hộ khác giúp"),
                            ("other", "Nguồn khác"),
                        ],
                        max_length=10,
                    ),
                ),
                ("programme", models.CharField(blank=True, max_length=60)),
                ("project", models.CharField(blank=True, max_length=10)),
                ("giver", models.CharField(blank=True, max_length=200)),
                ("occasion", models.CharField(blank=True, max_length=60)),
                ("again_because", models.CharField(blank=True, max_length=300)),
                ("recorded_by_id", models.BigIntegerField(null=True)),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_by_name", models.CharField(blank=True, max_length=200)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_because", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="households.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="households.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "khoản hỗ trợ",
                "indexes": [
                    models.Index(fields=["area", "-given_on", "-id"], name="support_list"),
                    models.Index(fields=["household", "need", "given_on"], name="support_of_household"),
                    models.Index(
                        condition=models.Q(("occasion", ""), _negated=True),
                        fields=["occasion"],
                        name="support_occasion",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["money", "goods", "labour", "service", "loan"])),
                        name="support_form_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["programme", "policy", "fund", "sponsor", "community", "other"])
                        ),
                        name="support_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "class_on_day__in",
                                ("", "poor", "near_poor", "average_living_standard", "not_poor"),
                            )
                        ),
                        name="support_class_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quantity", None), ("quantity__gt", 0), _connector="OR"),
                            models.Q(("value", None), ("value__gte", 0), _connector="OR"),
                        ),
                        name="support_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at", None), ("taken_back_because", "")),
                            models.Q(
                                ("taken_back_at__isnull", False),
                                models.Q(("taken_back_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="support_taken_back_with_a_reason",
                    ),
                ],
            },
        ),
    ]
