"""What the fund «Vì người nghèo» keeps."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("households", "0020_names_settled"),
        ("papers", "0003_withdrawn_by_two"),
        ("support", "0002_guarded_and_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookEntry",
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
                            ("opening", "Số dư chuyển vào sổ"),
                            ("receipt", "Thu"),
                            ("delivery", "Chi, trao hỗ trợ"),
                            ("transfer", "Chuyển giữa tiền mặt và tiền gửi"),
                            ("reversal", "Đảo bút toán"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day", models.DateField()),
                ("sentence", models.CharField(max_length=400)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("recorded_by_id", models.BigIntegerField(null=True)),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="fund.bookentry",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bút toán của Quỹ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["opening", "receipt", "delivery", "transfer", "reversal"])
                        ),
                        name="fund_entry_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "reversal"),
                                ("reverses__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind", "reversal"), _negated=True),
                                ("reason", ""),
                                ("reverses", None),
                            ),
                            _connector="OR",
                        ),
                        name="fund_reversed_with_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "day", "id"], name="fund_entry_book"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("aim", models.BigIntegerField(null=True)),
                ("opened_by_id", models.BigIntegerField(null=True)),
                ("opened_by_name", models.CharField(max_length=200)),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cuộc vận động của Quỹ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("area"), models.F("name"), models.F("first"), name="fund_campaign_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="fund_campaign_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("aim", None), ("aim__gt", 0), _connector="OR"),
                        name="fund_campaign_aim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_because", "")),
                            models.Q(
                                ("ended_at__isnull", False), models.Q(("ended_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="fund_campaign_ended_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Donor",
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
                            ("person", "Cá nhân"),
                            ("household", "Hộ gia đình"),
                            ("enterprise", "Doanh nghiệp, hợp tác xã"),
                            ("agency", "Cơ quan, đơn vị"),
                            ("association", "Hội, đoàn thể"),
                            ("faith", "Tổ chức tôn giáo"),
                            ("fund_above", "Quỹ «Vì người nghèo» cấp trên"),
                            ("other", "Khác"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sort_key", models.CharField(max_length=600)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("is_named", models.BooleanField(default=False)),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "người ủng hộ Quỹ",
                "indexes": [
                    models.Index(fields=["area", "sort_key"], name="fund_donor_list"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("name_key", models.CharField(max_length=120)),
                ("unit", models.CharField(max_length=40)),
                ("is_valued", models.BooleanField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "mặt hàng của Quỹ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("area"),
                        models.F("name_key"),
                        models.F("unit"),
                        models.F("is_valued"),
                        name="fund_item_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(max_length=40)),
                ("need", models.CharField(max_length=40)),
                ("what", models.CharField(max_length=200)),
                ("why", models.CharField(max_length=1000)),
                ("asked", models.BigIntegerField(null=True)),
                ("asked_goods", models.CharField(blank=True, max_length=200)),
                ("is_sudden", models.BooleanField(default=False)),
                ("proposer", models.CharField(max_length=200)),
                ("day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Chờ họp xét"),
                            ("approved", "Đã duyệt, chờ trao"),
                            ("declined", "Không duyệt"),
                            ("delivered", "Đã trao"),
                            ("dropped", "Đã rút"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_by_id", models.BigIntegerField(null=True)),
                ("proposed_by_name", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                ("granted", models.BigIntegerField(null=True)),
                ("granted_quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ("decided_on", models.DateField(null=True)),
                ("because", models.CharField(blank=True, max_length=500)),
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
                        related_name="help_cases",
                        to="households.household",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "granted_item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.item",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "hồ sơ đề nghị Quỹ hỗ trợ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "approved", "declined", "delivered", "dropped"])
                        ),
                        name="fund_case_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked__gt", 0), ("asked", None), _connector="OR"),
                            models.Q(("asked", None), ("asked_goods", ""), _negated=True),
                        ),
                        name="fund_case_asks_for_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["approved", "delivered"]), _negated=True),
                            ("granted__gt", 0),
                            models.Q(("granted_item__isnull", False), ("granted_quantity__gt", 0)),
                            _connector="OR",
                        ),
                        name="fund_case_approved_of_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["declined", "dropped"]), _negated=True),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="fund_case_ended_with_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["unit", "state", "-id"], name="fund_case_of_unit"),
                    models.Index(fields=["household"], name="fund_case_of_household"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("receiver", models.CharField(max_length=200)),
                ("account", models.CharField(blank=True, max_length=10)),
                ("amount", models.BigIntegerField(null=True)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ("goods_value", models.BigIntegerField(null=True)),
                ("again_because", models.CharField(blank=True, max_length=300)),
                ("recorded_by_id", models.BigIntegerField(null=True)),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by_name", models.CharField(blank=True, max_length=200)),
                ("cancelled_because", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery",
                        to="fund.bookentry",
                    ),
                ),
                (
                    "goods_support",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.support",
                    ),
                ),
                (
                    "money_support",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.support",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.issuedpaper"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="fund.helpcase",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.item",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lần trao hỗ trợ của Quỹ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("area"),
                        models.F("year"),
                        models.F("number"),
                        name="fund_delivery_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("account__in", ["cash", "bank"]), ("amount__gt", 0)),
                            models.Q(
                                ("account", ""),
                                ("amount", None),
                                ("item__isnull", False),
                                ("quantity__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="fund_delivery_of_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at", None), ("cancelled_because", "")),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                models.Q(("cancelled_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="fund_delivery_cancelled_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=10)),
                ("amount", models.BigIntegerField()),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=16)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.item",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "số dư của Quỹ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("area"),
                        models.F("account"),
                        models.F("item"),
                        name="fund_balance_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("account__in", ["cash", "bank", "goods"])),
                        name="fund_balance_of_what_is_held",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("quantity__gte", 0)),
                        name="fund_balance_not_below_nought",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("account", "goods"), _negated=True),
                            ("quantity__gt", 0),
                            ("amount", 0),
                            _connector="OR",
                        ),
                        name="fund_no_worth_without_goods",
                    ),
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
                ("day", models.DateField()),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("cash", "Tiền mặt"),
                            ("bank", "Tiền gửi ngân hàng, kho bạc"),
                            ("goods", "Hiện vật"),
                            ("income", "Thu"),
                            ("outlay", "Chi"),
                        ],
                        max_length=10,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=40)),
                ("quantity", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("amount", models.BigIntegerField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.campaign",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="fund.bookentry"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.item",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dòng bút toán của Quỹ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("account__in", ["cash", "bank"]),
                                ("item", None),
                                ("quantity", 0),
                                models.Q(("amount", 0), _negated=True),
                            ),
                            models.Q(
                                ("account", "goods"),
                                ("item__isnull", False),
                                models.Q(("quantity", 0), _negated=True),
                            ),
                            ("account__in", ["income", "outlay"]),
                            _connector="OR",
                        ),
                        name="fund_line_of_its_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("account", "outlay"), models.Q(("purpose", ""), _negated=True)),
                            models.Q(models.Q(("account", "outlay"), _negated=True), ("purpose", "")),
                            _connector="OR",
                        ),
                        name="fund_outlay_has_a_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("campaign", None), ("account", "income"), _connector="OR"),
                        name="fund_campaign_of_income",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "account", "item", "day"], name="fund_line_account"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("place", models.CharField(max_length=200)),
                ("chair", models.CharField(max_length=200)),
                ("present", models.TextField()),
                ("minutes", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo, chờ người khác xác nhận"),
                            ("confirmed", "Đã xác nhận"),
                            ("dropped", "Đã bỏ"),
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
                ("because", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.issuedpaper",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cuộc họp xét của Quỹ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "confirmed", "dropped"])),
                        name="fund_meeting_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            models.Q(("settled_by_id", models.F("drawn_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="fund_meeting_confirmed_by_another",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["area", "-day"], name="fund_meeting_list"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.BigIntegerField(null=True)),
                ("goods", models.CharField(blank=True, max_length=200)),
                ("day", models.DateField()),
                ("due", models.DateField()),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("kept_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="fund.campaign",
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="fund.donor",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cam kết ủng hộ Quỹ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("goods", "")),
                            models.Q(("amount", None), models.Q(("goods", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="fund_pledge_of_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_because", "")),
                            models.Q(
                                ("ended_at__isnull", False), models.Q(("ended_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="fund_pledge_ended_with_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None), ("kept_at", None)),
                        fields=["area", "due"],
                        name="fund_pledge_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proof",
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
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="fund.delivery"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "minh chứng trao hỗ trợ",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("account", models.CharField(max_length=10)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ("amount", models.BigIntegerField()),
                ("what_for", models.CharField(max_length=300)),
                ("handed_by", models.CharField(blank=True, max_length=200)),
                ("recorded_by_id", models.BigIntegerField(null=True)),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by_name", models.CharField(blank=True, max_length=200)),
                ("cancelled_because", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="fund.campaign",
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="fund.donor",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt",
                        to="fund.bookentry",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.item",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.issuedpaper"
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="fund.pledge",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "phiếu thu của Quỹ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("area"),
                        models.F("year"),
                        models.F("number"),
                        name="fund_receipt_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("account__in", ["cash", "bank"]),
                                ("amount__gt", 0),
                                ("item", None),
                                ("quantity", None),
                            ),
                            models.Q(
                                ("account", "goods"),
                                ("amount__gte", 0),
                                ("item__isnull", False),
                                ("quantity__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="fund_receipt_of_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at", None), ("cancelled_because", "")),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                models.Q(("cancelled_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="fund_receipt_cancelled_with_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["donor"], name="fund_receipt_of_donor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_approved", models.BooleanField()),
                ("amount", models.BigIntegerField(null=True)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="fund.helpcase",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.item",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="fund.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ý kiến họp xét hồ sơ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("meeting"), models.F("case"), name="fund_ruling_once_a_meeting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_approved", True),
                                models.Q(
                                    ("amount__gt", 0),
                                    models.Q(("item__isnull", False), ("quantity__gt", 0)),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("amount", None),
                                ("is_approved", False),
                                ("item", None),
                                ("quantity", None),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="fund_ruling_says_how_much_or_why_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sponsor",
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
                            ("association", "Hội, đoàn thể"),
                            ("agency", "Cơ quan, đơn vị"),
                            ("enterprise", "Doanh nghiệp, hợp tác xã"),
                            ("party_member", "Đảng viên, cán bộ"),
                            ("household", "Hộ khác giúp hộ nghèo"),
                            ("parents", "Hội cha mẹ học sinh"),
                            ("other", "Cá nhân, tổ chức khác"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sort_key", models.CharField(max_length=600)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "đơn vị, người nhận đỡ đầu",
                "indexes": [
                    models.Index(fields=["area", "sort_key"], name="fund_sponsor_list"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sponsorship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("promise", models.CharField(max_length=500)),
                ("first", models.DateField()),
                ("last", models.DateField(null=True)),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
                ("result", models.CharField(blank=True, max_length=500)),
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
                        related_name="sponsorships",
                        to="households.household",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsorships",
                        to="fund.sponsor",
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
                "verbose_name_plural": "việc nhận đỡ đầu hộ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("sponsor"),
                        models.F("household"),
                        condition=models.Q(("ended_on", None)),
                        name="fund_sponsored_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last", None), ("last__gte", models.F("first")), _connector="OR"),
                        name="fund_sponsorship_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_because", ""), ("ended_on", None), ("result", "")),
                            models.Q(
                                ("ended_on__gte", models.F("first")),
                                models.Q(("ended_because", ""), _negated=True),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="fund_sponsorship_ended_with_a_result",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["household"], name="fund_sponsors_of_household"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SponsorHelp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "support",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="support.support"
                    ),
                ),
                (
                    "sponsorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helps",
                        to="fund.sponsorship",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "khoản giúp của người đỡ đầu",
            },
        ),
        migrations.CreateModel(
            name="YearReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=24, unique=True)),
                ("unit", models.CharField(max_length=200)),
                ("above", models.CharField(blank=True, max_length=200)),
                ("told", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo, chờ người khác công khai"),
                            ("published", "Đang công khai"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("drawn_by_id", models.BigIntegerField(null=True)),
                ("drawn_by_name", models.CharField(max_length=200)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                ("published_by_id", models.BigIntegerField(null=True)),
                ("published_by_name", models.CharField(blank=True, max_length=200)),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_by_name", models.CharField(blank=True, max_length=200)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.issuedpaper"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "báo cáo công khai của Quỹ",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("area"),
                        models.F("year"),
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        name="fund_one_report_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                        name="fund_report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False),
                                models.Q(("published_by_id", models.F("drawn_by_id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="fund_report_published_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at", None),
                                ("withdrawn_because", ""),
                            ),
                            _connector="OR",
                        ),
                        name="fund_report_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
    ]
