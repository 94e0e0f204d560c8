"""A published decision is read by everybody who has its address: by two functions, not by the tables.

Who sees the decision sees who published it and when; of a page only that it was taken back, once, is written.
`reviews_publication_of_paper` leads from the check code of an issued decision to the page of the same decision:
of the same unit, number and day.
"""

import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR own.area_id IN (SELECT areas_seen()))"
_WRITES = f"EXISTS (SELECT FROM reviews_decision AS own WHERE own.id = decision_id AND {_SEES})"
_POLICIES = f"""
ALTER TABLE reviews_publication ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_publication FOR SELECT USING (
    EXISTS (SELECT FROM reviews_decision AS own WHERE own.id = decision_id));
CREATE POLICY added ON reviews_publication FOR INSERT WITH CHECK ({_WRITES});
CREATE POLICY changed ON reviews_publication FOR UPDATE USING ({_WRITES}) WITH CHECK ({_WRITES});
CREATE TRIGGER kept BEFORE UPDATE ON reviews_publication FOR EACH ROW WHEN (OLD.taken_back_at IS NULL)
    EXECUTE FUNCTION reviews_is_kept('taken_back_at', 'taken_back_why', 'taken_back_by');
CREATE TRIGGER kept_back BEFORE UPDATE ON reviews_publication FOR EACH ROW WHEN (OLD.taken_back_at IS NOT NULL)
    EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON reviews_publication
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
"""
_TOLD = r"""
CREATE FUNCTION reviews_published(asked text) RETURNS TABLE (
    unit text, title text, number text, day date, decided_by text, published_at timestamptz,
    taken_back_at timestamptz, taken_back_why text, mended_by jsonb, told jsonb
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 1 AS $$
    SELECT page.unit, page.title, decision.number, decision.day, decision.decided_by, page.published_at,
        page.taken_back_at, page.taken_back_why,
        (SELECT jsonb_agg(jsonb_build_array(later.number, later.day, (
                SELECT own.code FROM reviews_publication AS own
                WHERE own.decision_id = later.id AND own.taken_back_at IS NULL)) ORDER BY later.id)
            FROM reviews_decision AS later WHERE later.mends_id = decision.id),
        CASE WHEN page.taken_back_at IS NULL THEN page.rows END
    FROM reviews_publication AS page JOIN reviews_decision AS decision ON decision.id = page.decision_id
    WHERE page.code = asked
$$;
CREATE FUNCTION reviews_publication_of_paper(asked text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT page.code FROM papers_issuedpaper AS paper
    JOIN reviews_decision AS decision ON decision.area_id = paper.area_id AND decision.day = paper.day
        AND decision.number IN (paper.number || '/' || paper.sign,
            CASE WHEN paper.number ~ '^\d$' THEN '0' || paper.number END || '/' || paper.sign)
    JOIN reviews_publication AS page ON page.decision_id = decision.id AND page.taken_back_at IS NULL
    WHERE paper.check_code = asked AND paper.kind = 'recognition_decision' AND paper.state = 'issued'
        AND paper.number <> ''
    ORDER BY page.id DESC LIMIT 1
$$;
"""
_UNTOLD = "DROP FUNCTION reviews_publication_of_paper(text); DROP FUNCTION reviews_published(text);"


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0009_certificates"),
        ("papers", "0002_guarded_and_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=24, unique=True)),
                ("unit", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=300)),
                ("rows", models.JSONField()),
                ("published_by_id", models.BigIntegerField(null=True)),
                ("published_by_name", models.CharField(max_length=200)),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_why", models.CharField(blank=True, max_length=500)),
                ("taken_back_by", models.CharField(blank=True, max_length=200)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="reviews.decision",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "trang công bố quyết định",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("decision",),
                        name="reviews_published_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at", None),
                            models.Q(("taken_back_why", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="reviews_taken_down_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(_POLICIES, migrations.RunSQL.noop),
        migrations.RunSQL(_TOLD, _UNTOLD),
    ]
