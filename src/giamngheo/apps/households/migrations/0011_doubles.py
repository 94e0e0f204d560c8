"""Questions about people who may be one, and mergers of their records, seen by who answers for both."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

_SEEN = "((SELECT sees_all_areas()) OR EXISTS (SELECT FROM households_person AS own"
_OF = f"{_SEEN} WHERE own.id = {{column}} AND own.area_id IN (SELECT areas_seen())))"


def _policies(table: str, *columns: str) -> str:
    within = " AND ".join(_OF.format(column=f"households_{table}.{column}") for column in columns)
    return f"""
ALTER TABLE households_{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON households_{table} FOR SELECT USING ({within});
CREATE POLICY added ON households_{table} FOR INSERT WITH CHECK ({within});
CREATE POLICY changed ON households_{table} FOR UPDATE USING ({within}) WITH CHECK (true);
CREATE TRIGGER not_deleted BEFORE DELETE ON households_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION households_nothing_is_deleted();
"""


# A question about two people is seen by who answers for both; a merger by who answers for both records.
_GUARDS = (
    _policies("suspicion", "first_id", "second_id")
    + _policies("personmerger", "person_id", "into_id")
    + "CREATE TRIGGER kept BEFORE UPDATE ON households_personmerger"
    " FOR EACH ROW EXECUTE FUNCTION households_fact_is_kept();"
)
# A merger moves all of somebody's homes: who may not see one of them must hear that it is there.
_HOMES = """
CREATE FUNCTION households_homes_of(people bigint[]) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*) FROM households_membership WHERE person_id = ANY(people) AND superseded_by_id IS NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("households", "0010_undoing_sees_all"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonMerger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
            ],
        ),
        migrations.CreateModel(
            name="Suspicion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("probability", models.FloatField()),
                ("levels", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "chờ xem"),
                            ("different", "hai người khác nhau"),
                            ("merged", "đã gộp"),
                            ("cleared", "không còn nghi trùng"),
                        ],
                        db_default="open",
                        default="open",
                        max_length=10,
                    ),
                ),
                ("fingerprint", models.CharField(max_length=32)),
                ("found_at", models.DateTimeField()),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by_name", models.CharField(blank=True, db_default="", max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, db_default="", max_length=500)),
            ],
            options={
                "verbose_name_plural": "cặp nghi trùng",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "different", "merged", "cleared"])),
                        name="households_suspicion_state_known",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["state", "-probability", "id"], name="households_suspicion_list"),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="event",
            name="households_event_kind_known",
        ),
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("entry", "ghi vào sổ"),
                    ("birth", "sinh"),
                    ("death", "chết"),
                    ("arrival", "chuyển đến"),
                    ("departure", "chuyển đi"),
                    ("marriage", "kết hôn"),
                    ("split", "tách hộ"),
                    ("merger", "nhập hộ"),
                    ("head_change", "đổi chủ hộ"),
                    ("correction", "đính chính"),
                    ("import", "nhập danh sách"),
                    ("person_merger", "gộp người trùng"),
                    ("undoing", "hoàn tác"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "entry",
                            "birth",
                            "death",
                            "arrival",
                            "departure",
                            "marriage",
                            "split",
                            "merger",
                            "head_change",
                            "correction",
                            "import",
                            "person_merger",
                            "undoing",
                        ],
                    )
                ),
                name="households_event_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="personmerger",
            name="into",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="households.person",
            ),
        ),
        migrations.AddField(
            model_name="personmerger",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mergers", to="households.person"
            ),
        ),
        migrations.AddField(
            model_name="personmerger",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="households.event"
            ),
        ),
        migrations.AddField(
            model_name="personmerger",
            name="reinstated_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="households.event",
            ),
        ),
        migrations.AddField(
            model_name="personmerger",
            name="superseded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="households.event",
            ),
        ),
        migrations.AddField(
            model_name="suspicion",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="households.person"
            ),
        ),
        migrations.AddField(
            model_name="suspicion",
            name="merger",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="households.event",
            ),
        ),
        migrations.AddField(
            model_name="suspicion",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="households.person"
            ),
        ),
        migrations.AddIndex(
            model_name="personmerger",
            index=models.Index(fields=["into"], name="households_merged_from"),
        ),
        migrations.AddConstraint(
            model_name="personmerger",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("superseded_by", None)),
                expressions=[
                    (
                        models.Func(
                            models.F("person_id"),
                            models.F("person_id"),
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    ("valid", "&&"),
                ],
                name="households_merged_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="personmerger",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("into")), _negated=True),
                name="households_merged_into_another",
            ),
        ),
        migrations.AddIndex(
            model_name="suspicion",
            index=models.Index(fields=["second"], name="households_suspicion_second"),
        ),
        migrations.AddConstraint(
            model_name="suspicion",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="households_suspicion_once"),
        ),
        migrations.AddConstraint(
            model_name="suspicion",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="households_suspicion_in_order"
            ),
        ),
        migrations.RunSQL(_GUARDS),
        migrations.RunSQL(_HOMES),
    ]
