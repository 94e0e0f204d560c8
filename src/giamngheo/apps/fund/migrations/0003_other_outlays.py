"""What a fund spends without a household: on its own running, or into the fund of another unit."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("fund", "0002_guarded_and_kept"),
        ("papers", "0003_withdrawn_by_two"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnOutlay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("receiver", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=300)),
                ("basis", models.CharField(max_length=300)),
                ("account", models.CharField(max_length=10)),
                ("amount", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo, chờ người khác duyệt"),
                            ("paid", "Đã chi"),
                            ("taken", "Bên nhận đã nhận"),
                            ("refused", "Bên nhận không nhận"),
                            ("dropped", "Đã bỏ"),
                            ("cancelled", "Đã hủy"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("drawn_by_id", models.BigIntegerField(null=True)),
                ("drawn_by_name", models.CharField(max_length=200)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                ("settled_by_id", models.BigIntegerField(null=True)),
                ("settled_by_name", models.CharField(blank=True, max_length=200)),
                ("settled_at", models.DateTimeField(null=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("number", models.PositiveIntegerField(null=True)),
                ("day", models.DateField(null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=200)),
                ("because", models.CharField(blank=True, max_length=300)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by_name", models.CharField(blank=True, max_length=200)),
                ("cancelled_because", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name_plural": "khoản chi khác của Quỹ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("account__in", ["cash", "bank"]), ("amount__gt", 0)),
                        name="fund_outlay_of_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "dropped"]),
                            models.Q(("settled_by_id", models.F("drawn_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="fund_outlay_paid_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["dropped", "refused"]), _negated=True),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="fund_outlay_ended_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("state", "cancelled"),
                                models.Q(("cancelled_because", ""), _negated=True),
                            ),
                            models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancelled_at", None)),
                            _connector="OR",
                        ),
                        name="fund_outlay_cancelled_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="bookentry",
            name="fund_entry_kind_known",
        ),
        migrations.AlterField(
            model_name="bookentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opening", "Số dư chuyển vào sổ"),
                    ("receipt", "Thu"),
                    ("delivery", "Chi, trao hỗ trợ"),
                    ("outlay", "Chi hoạt động, chuyển Quỹ khác"),
                    ("transfer", "Chuyển giữa tiền mặt và tiền gửi"),
                    ("reversal", "Đảo bút toán"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="bookentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["opening", "receipt", "delivery", "outlay", "transfer", "reversal"])
                ),
                name="fund_entry_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="ownoutlay",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
            ),
        ),
        migrations.AddField(
            model_name="ownoutlay",
            name="entry",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="own_outlay",
                to="fund.bookentry",
            ),
        ),
        migrations.AddField(
            model_name="ownoutlay",
            name="paper",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="papers.issuedpaper",
            ),
        ),
        migrations.AddField(
            model_name="ownoutlay",
            name="taken",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transfer",
                to="fund.receipt",
            ),
        ),
        migrations.AddField(
            model_name="ownoutlay",
            name="to_unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
            ),
        ),
        migrations.AddIndex(
            model_name="ownoutlay",
            index=models.Index(fields=["area", "-id"], name="fund_outlay_list"),
        ),
        migrations.AddIndex(
            model_name="ownoutlay",
            index=models.Index(
                condition=models.Q(("state", "paid")), fields=["to_unit"], name="fund_outlay_on_its_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownoutlay",
            constraint=models.UniqueConstraint(
                models.F("area"), models.F("year"), models.F("number"), name="fund_outlay_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownoutlay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "paid", "taken", "refused", "dropped", "cancelled"])
                ),
                name="fund_outlay_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownoutlay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_unit", None), models.Q(("to_unit", models.F("area")), _negated=True), _connector="OR"
                ),
                name="fund_outlay_to_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownoutlay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entry", None),
                        ("number", None),
                        ("paper", None),
                        ("state__in", ["draft", "dropped"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["draft", "dropped"]), _negated=True),
                        ("entry__isnull", False),
                        ("number__gt", 0),
                        ("paper__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="fund_outlay_paid_with_a_voucher",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownoutlay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), ("taken__isnull", False), ("to_unit__isnull", False)),
                    models.Q(models.Q(("state", "taken"), _negated=True), ("taken", None)),
                    _connector="OR",
                ),
                name="fund_outlay_taken_with_a_receipt",
            ),
        ),
    ]
