"""Who sees and writes activities and what belongs to them, and what of it is ever changed.

A row is seen and written where its area is; rows of an activity have the area of the activity, which the
database holds. Nothing is deleted. Of what was written down only what a table names below is told later: that
somebody left, that a photo was put aside, an answer, what was published. Everybody reads a published product by
`activities_product`, never the tables. Norms of a unit bind those below it, which therefore read them.
"""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_OF_ACTIVITY = (
    "step", "attached", "participant", "gathering", "attendance", "thing", "homevisit", "question", "product",
)  # fmt: skip
_OTHERS = ("activity", "officer", "asset", "assetreport", "normtable", "producttest")
_PUBLIC = {"normtable": "(true)"}
_POLICIES = "\n".join(
    f"""
ALTER TABLE activities_{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON activities_{table} FOR SELECT USING {_PUBLIC.get(table, _SEES)};
CREATE POLICY added ON activities_{table} FOR INSERT WITH CHECK {_SEES};
CREATE POLICY changed ON activities_{table} FOR UPDATE USING {_SEES} WITH CHECK {_SEES};
"""
    for table in (*_OF_ACTIVITY, *_OTHERS)
)
_IN_ITS_AREA = "\n".join(
    f"ALTER TABLE activities_{table} ADD CONSTRAINT activities_{table}_in_area "
    "FOREIGN KEY (activity_id, area_id) REFERENCES activities_activity (id, area_id);"
    for table in _OF_ACTIVITY
)
_FUNCTION = """
CREATE FUNCTION activities_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- Without arguments there is no array at all, and nothing would differ from nothing.
    carried text[] := coalesce(TG_ARGV::text[], '{}');
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - carried IS DISTINCT FROM to_jsonb(OLD) - carried
    THEN
        RAISE EXCEPTION 'what was written down of activities is not rewritten'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_CARRIED = {
    "step": (),
    "attached": ("aside_at", "aside_why", "aside_by"),
    "participant": ("left_on", "left_why"),
    "gathering": (),
    "attendance": ("present", "by_name", "at"),
    "thing": (),
    "homevisit": (),
    "question": ("answer", "answered_by", "answered_on"),
    "product": (
        "told", "published_at", "published_by_name", "taken_back_at", "taken_back_why",
    ),
    "producttest": (),
    "officer": ("ended_on", "ended_why"),
    "asset": ("ended_on", "ended_why"),
    "assetreport": (),
    "normtable": ("state", "last", "confirmed_by_id", "confirmed_by_name", "ended_why"),
}  # fmt: skip
_TRIGGERS = "\n".join(
    f"""
CREATE TRIGGER kept BEFORE UPDATE ON activities_{table}
    FOR EACH ROW EXECUTE FUNCTION activities_is_kept({", ".join(f"'{name}'" for name in carried)});
CREATE TRIGGER not_deleted BEFORE DELETE ON activities_{table}
    FOR EACH ROW EXECUTE FUNCTION activities_is_kept();
"""
    for table, carried in _CARRIED.items()
)
_OF_ACTIVITIES = """
CREATE TRIGGER not_deleted BEFORE DELETE ON activities_activity
    FOR EACH ROW EXECUTE FUNCTION activities_is_kept();
CREATE TRIGGER stays_where_it_is BEFORE UPDATE ON activities_activity
    FOR EACH ROW WHEN (OLD.area_id <> NEW.area_id OR OLD.kind <> NEW.kind)
    EXECUTE FUNCTION activities_is_kept();
CREATE TRIGGER kept_when_over BEFORE UPDATE ON activities_activity
    FOR EACH ROW WHEN (OLD.state IN ('accepted', 'dropped', 'stopped'))
    EXECUTE FUNCTION activities_is_kept();
"""
_PRODUCT = """
CREATE FUNCTION activities_product(asked text) RETURNS TABLE (
    told jsonb, published_at timestamptz, taken_back_at timestamptz, taken_back_why text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 1 AS $$
    SELECT CASE WHEN product.taken_back_at IS NULL THEN product.told END, product.published_at,
        product.taken_back_at, product.taken_back_why
    FROM activities_product AS product WHERE product.code = asked AND product.published_at IS NOT NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [
        migrations.RunSQL(one)
        for one in (_POLICIES, _IN_ITS_AREA, _FUNCTION, _TRIGGERS, _OF_ACTIVITIES, _PRODUCT)
    ]
