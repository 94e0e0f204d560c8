"""Plans of rounds and photos of what happened: who sees and writes them; a plan is never changed.

A plan is seen by who sees its round and written by who answers for its commune; an attachment follows the
village. Of an attachment only that it was put aside, once, with a reason, is ever written.
"""

import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR own.area_id IN (SELECT areas_seen()))"
_WRITES = f"EXISTS (SELECT FROM reviews_round AS own WHERE own.id = round_id AND {_SEES})"
_OF_VILLAGE = f"""EXISTS (SELECT FROM reviews_happening AS fact JOIN reviews_case AS own ON own.id = fact.case_id
    WHERE fact.id = happening_id AND {_SEES})"""
_POLICIES = f"""
ALTER TABLE reviews_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_plan FOR SELECT USING (
    EXISTS (SELECT FROM reviews_round AS own WHERE own.id = round_id));
CREATE POLICY added ON reviews_plan FOR INSERT WITH CHECK ({_WRITES});
ALTER TABLE reviews_attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_attachment FOR SELECT USING ({_OF_VILLAGE});
CREATE POLICY added ON reviews_attachment FOR INSERT WITH CHECK ({_OF_VILLAGE});
CREATE POLICY changed ON reviews_attachment FOR UPDATE USING ({_OF_VILLAGE}) WITH CHECK ({_OF_VILLAGE});
"""
_KEPT = """
CREATE TRIGGER kept BEFORE UPDATE ON reviews_plan FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON reviews_plan FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER kept BEFORE UPDATE ON reviews_attachment FOR EACH ROW WHEN (OLD.aside_at IS NULL)
    EXECUTE FUNCTION reviews_is_kept('aside_at', 'aside_why', 'aside_by');
CREATE TRIGGER kept_aside BEFORE UPDATE ON reviews_attachment FOR EACH ROW WHEN (OLD.aside_at IS NOT NULL)
    EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON reviews_attachment
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0006_proposals_one_by_one"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
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
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("aside_at", models.DateTimeField(null=True)),
                ("aside_why", models.CharField(blank=True, max_length=500)),
                ("aside_by", models.CharField(blank=True, max_length=200)),
                (
                    "happening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="reviews.happening",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ảnh, giấy tờ của việc rà soát",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("aside_at", None), models.Q(("aside_why", ""), _negated=True), _connector="XOR"
                        ),
                        name="reviews_put_aside_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("said", models.JSONField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "round",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="reviews.round",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kế hoạch rà soát",
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="reviews_plan_once")
                ],
            },
        ),
        *(migrations.RunSQL(one) for one in (_POLICIES, _KEPT)),
    ]
