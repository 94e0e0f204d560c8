"""Packages and keys: seen and written by who answers for their unit; what was signed never changes.

Of a package only remarks, decision and answer are told later, of a key that it was confirmed or ended; nothing
is deleted.
"""

import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_CARRIED = {
    "packages_package": (
        "state",
        "remarks",
        "answer",
        "answer_sha256",
        "decided_by_id",
        "decided_by_name",
        "decided_at",
    ),
    "packages_trustedkey": (
        "confirmed_by_id",
        "confirmed_by_name",
        "confirmed_at",
        "ended_at",
        "ended_by_name",
        "ended_why",
    ),
}
_POLICIES = "\n".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING ({_SEES});
CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({_SEES});
CREATE POLICY changed ON {table} FOR UPDATE USING ({_SEES}) WITH CHECK ({_SEES});
"""
    for table in _CARRIED
)
_FUNCTION = """
CREATE FUNCTION packages_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[]
    THEN
        RAISE EXCEPTION 'what was signed never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_TRIGGERS = "\n".join(
    f"""
CREATE TRIGGER kept BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION packages_is_kept({", ".join(f"'{name}'" for name in carried)});
CREATE TRIGGER not_deleted BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION packages_is_kept();
"""
    for table, carried in _CARRIED.items()
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0010_who_and_when_asked_once"),
        ("areas", "0005_authors_of_batches"),
        ("snapshots", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Package",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("sent", "Gói đã lập"), ("taken", "Gói đã nhận")], max_length=10
                    ),
                ),
                ("key", models.UUIDField()),
                ("opening", models.DateField()),
                ("closing", models.DateField()),
                ("edition", models.PositiveIntegerField()),
                ("said", models.JSONField()),
                ("signed_with", models.CharField(max_length=60)),
                ("manifest_hash", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("kept_by_id", models.BigIntegerField(null=True)),
                ("kept_by_name", models.CharField(max_length=200)),
                ("kept_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ xem"),
                            ("accepted", "Đã chấp nhận"),
                            ("returned", "Đã trả lại"),
                            ("followed", "Đã có gói sau thay"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("remarks", models.JSONField(default=list)),
                ("answer", models.JSONField(null=True)),
                ("answer_sha256", models.CharField(blank=True, max_length=64)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="snapshots.snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "gói báo cáo",
                "indexes": [models.Index(fields=["area", "-closing", "-id"], name="packages_of_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["sent", "taken"])), name="packages_way_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "accepted", "returned", "followed"])),
                        name="packages_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opening__lt", models.F("closing"))),
                        name="packages_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"), ("decided_at__isnull", False), _connector="XOR"
                        ),
                        name="packages_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            ("answer__isnull", False),
                            _connector="OR",
                        ),
                        name="packages_returned_with_reasons",
                    ),
                    models.UniqueConstraint(fields=("way", "manifest_hash"), name="packages_taken_once"),
                    models.UniqueConstraint(fields=("way", "key"), name="packages_key_of_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("way", "sent")),
                        fields=("area", "opening", "closing", "edition"),
                        name="packages_edition_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted"), ("way", "taken")),
                        fields=("area", "opening", "closing"),
                        name="packages_one_accepted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrustedKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "signs",
                    models.CharField(
                        choices=[
                            ("packages", "gói báo cáo của đơn vị"),
                            ("answers", "phiếu trả lời của cấp trên cho đơn vị"),
                        ],
                        max_length=10,
                    ),
                ),
                ("public", models.CharField(max_length=60)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("registered_by_id", models.BigIntegerField(null=True)),
                ("registered_by_name", models.CharField(max_length=200)),
                ("registered_at", models.DateTimeField(auto_now_add=True)),
                ("by_fingerprint", models.BooleanField(default=False)),
                ("confirmed_by_id", models.BigIntegerField(null=True)),
                ("confirmed_by_name", models.CharField(blank=True, max_length=200)),
                ("confirmed_at", models.DateTimeField(null=True)),
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
                "verbose_name_plural": "khóa công khai đã đăng ký",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("signs__in", ["packages", "answers"])),
                        name="packages_key_signs_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by_id", None),
                            ("by_fingerprint", True),
                            models.Q(("confirmed_by_id", models.F("registered_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="packages_key_by_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("area", "signs", "public"),
                        name="packages_key_once",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(one) for one in (_POLICIES, _FUNCTION, _TRIGGERS)),
    ]
