"""Summaries by unit, written once; figures_pages, which change once, when they are taken back.

Everybody reads figures_pages by two functions, `dashboards_listed` and `dashboards_published`, never the tables.
"""

import django.db.models.deletion
from django.db import migrations, models

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"


def _guarded(table: str) -> str:
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING ({_SEES});
CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({_SEES});
"""


_KEPT = """
CREATE FUNCTION dashboards_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'dashboards_figurespage' THEN
        IF OLD.taken_back_at IS NULL AND to_jsonb(NEW) - '{taken_back_at,taken_back_why,taken_back_by}'::text[]
            = to_jsonb(OLD) - '{taken_back_at,taken_back_why,taken_back_by}'::text[] THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what was summed or published never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON dashboards_summary
    FOR EACH ROW EXECUTE FUNCTION dashboards_is_kept();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON dashboards_unitfigures
    FOR EACH ROW EXECUTE FUNCTION dashboards_is_kept();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON dashboards_figurespage
    FOR EACH ROW EXECUTE FUNCTION dashboards_is_kept();
"""
_CHANGED = f"""
CREATE POLICY changed ON dashboards_figurespage FOR UPDATE USING ({_SEES}) WITH CHECK ({_SEES});
"""
_TOLD = """
CREATE FUNCTION dashboards_listed(most integer) RETURNS TABLE (
    code text, unit text, above text, title text, closing date, published_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT page.code, page.unit, page.above, page.told->>'title', (page.told->>'closing')::date, page.published_at
    FROM dashboards_figurespage AS page WHERE page.taken_back_at IS NULL
    ORDER BY page.published_at DESC, page.id DESC LIMIT most
$$;
CREATE FUNCTION dashboards_published(asked text) RETURNS TABLE (
    unit text, above text, published_at timestamptz, taken_back_at timestamptz, taken_back_why text, told jsonb
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 1 AS $$
    SELECT page.unit, page.above, page.published_at, page.taken_back_at, page.taken_back_why,
        CASE WHEN page.taken_back_at IS NULL THEN page.told END
    FROM dashboards_figurespage AS page WHERE page.code = asked
$$;
"""
_TABLES = ("dashboards_summary", "dashboards_unitfigures", "dashboards_figurespage")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("snapshots", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Summary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("manifest_hash", models.CharField(max_length=64)),
                ("law", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summaries",
                        to="snapshots.snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bản tổng hợp số liệu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("snapshot", "law"), name="dashboards_summed_once_by_a_law"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tier", models.PositiveSmallIntegerField()),
                ("counts", models.JSONField()),
                (
                    "above",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="dashboards.summary",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "số liệu tổng hợp của đơn vị",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "summary"), name="dashboards_unit_once_in_a_summary"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["summary", "above"], name="dashboards_below"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FiguresPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=24, unique=True)),
                ("unit", models.CharField(max_length=200)),
                ("above", models.CharField(blank=True, max_length=200)),
                ("told", models.JSONField()),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("published_by_id", models.BigIntegerField(null=True)),
                ("published_by_name", models.CharField(max_length=200)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_why", models.CharField(blank=True, max_length=500)),
                ("taken_back_by", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures_pages",
                        to="snapshots.snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "trang số liệu công bố",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("snapshot",),
                        name="dashboards_published_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at", None),
                            models.Q(("taken_back_why", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="dashboards_back_with_a_reason",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(_guarded(table)) for table in _TABLES),
        migrations.RunSQL(_KEPT + _CHANGED),
        migrations.RunSQL(_TOLD),
    ]
