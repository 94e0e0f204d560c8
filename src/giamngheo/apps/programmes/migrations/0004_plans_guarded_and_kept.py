"""Who sees and writes plans with their pieces; what was issued is read below, and is not rewritten.

A plan is seen by who answers for its unit; once it was issued, by who answers for a unit below it as well.
Pieces are seen as their plan is, figures by the unit alone. From the moment a plan is handed up its words and
pieces stay as they are.
"""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_ABOVE = """
CREATE FUNCTION programmes_areas_above() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 10 AS $$
DECLARE
    who CONSTANT bigint := acting_user();
    today CONSTANT date := acting_day();
BEGIN
    RETURN QUERY
    SELECT DISTINCT around.ancestor_id
    FROM accounts_holding AS held JOIN areas_containment AS around ON around.area_id = held.area_id
    WHERE held.user_id = who AND held.valid @> today AND around.valid @> today;
END $$;
"""
_PLANS = f"""
ALTER TABLE programmes_unitplan ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON programmes_unitplan FOR SELECT USING ({_SEES} OR (
    state IN ('issued', 'replaced', 'ended') AND NOT is_received
    AND area_id IN (SELECT programmes_areas_above())
));
CREATE POLICY added ON programmes_unitplan FOR INSERT WITH CHECK ({_SEES});
CREATE POLICY changed ON programmes_unitplan FOR UPDATE USING ({_SEES}) WITH CHECK ({_SEES});
ALTER TABLE programmes_planactual ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON programmes_planactual FOR SELECT USING ({_SEES});
CREATE POLICY added ON programmes_planactual FOR INSERT WITH CHECK ({_SEES});
CREATE POLICY changed ON programmes_planactual FOR UPDATE USING ({_SEES}) WITH CHECK ({_SEES});
"""
_OF_PLAN = "programmes_unitplan AS plan WHERE plan.id = plan_id"
_OF_TARGET = (
    "programmes_plantarget AS target JOIN programmes_unitplan AS plan ON plan.id = target.plan_id "
    "WHERE target.id = target_id"
)
_OWN = "((SELECT sees_all_areas()) OR plan.area_id IN (SELECT areas_seen()))"
_PIECES = {
    "programmes_plantarget": _OF_PLAN,
    "programmes_planproject": _OF_PLAN,
    "programmes_plantask": _OF_PLAN,
    "programmes_planshare": _OF_TARGET,
}
_SEEN_WITH_PLAN = "\n".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING (EXISTS (SELECT FROM {of}));
CREATE POLICY added ON {table} FOR INSERT WITH CHECK (EXISTS (SELECT FROM {of} AND {_OWN}));
CREATE POLICY changed ON {table} FOR UPDATE USING (EXISTS (SELECT FROM {of} AND {_OWN}))
    WITH CHECK (EXISTS (SELECT FROM {of} AND {_OWN}));
CREATE POLICY removed ON {table} FOR DELETE USING (EXISTS (SELECT FROM {of} AND {_OWN}));
"""
    for table, of in _PIECES.items()
)
_KEPT = """
CREATE FUNCTION programmes_plan_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := CASE OLD.state
        WHEN 'waiting' THEN ARRAY['state', 'number', 'day', 'why', 'paper_id', 'issued_by_id', 'issued_by_name',
            'issued_at', 'handed_up_by_id', 'handed_up_by_name', 'handed_up_at']
        WHEN 'issued' THEN ARRAY['state', 'why', 'ended_by_name', 'ended_at']
        ELSE ARRAY[]::text[]
    END;
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
        RAISE EXCEPTION 'a plan that was handed up is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON programmes_unitplan
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION programmes_plan_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON programmes_unitplan
    FOR EACH ROW EXECUTE FUNCTION programmes_plan_is_kept();
CREATE FUNCTION programmes_piece_is_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    piece jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    whose bigint := coalesce(
        (piece ->> 'plan_id')::bigint,
        (SELECT plan_id FROM programmes_plantarget WHERE id = (piece ->> 'target_id')::bigint)
    );
BEGIN
    IF (SELECT state FROM programmes_unitplan WHERE id = whose) <> 'draft' THEN
        RAISE EXCEPTION 'pieces of a plan that was handed up stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION programmes_actual_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at'
    THEN
        RAISE EXCEPTION 'figures are never rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON programmes_planactual
    FOR EACH ROW EXECUTE FUNCTION programmes_actual_is_kept();
"""
_PIECES_KEPT = "\n".join(
    f"CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION programmes_piece_is_kept();"
    for table in _PIECES
)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_plans_of_units"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [migrations.RunSQL(one) for one in (_ABOVE, _PLANS, _SEEN_WITH_PLAN, _KEPT, _PIECES_KEPT)]
