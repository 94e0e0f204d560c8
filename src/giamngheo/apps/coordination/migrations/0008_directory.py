"""The directory of a unit: organisations, officers, party members and associations that are chosen from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("coordination", "0007_proposed_by_plans_of_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="DirectoryEntry",
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
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("post", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("retired_at", models.DateTimeField(null=True)),
                ("retired_why", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "joined_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spellings",
                        to="coordination.directoryentry",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "danh bạ tổ chức, cán bộ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("area"), models.F("key"), name="coordination_directory_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["officer", "party_member", "agency", "association", "other"])
                        ),
                        name="coordination_directory_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined_into", None),
                            models.Q(("joined_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="coordination_directory_joined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), ("retired_why", "")),
                            models.Q(
                                ("retired_at__isnull", False), models.Q(("retired_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="coordination_directory_retired_with_a_reason",
                    ),
                ],
            },
        ),
    ]
