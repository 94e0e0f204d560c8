"""An adjustment is seen with its plan, a draft by its unit alone; what is in force, or was dropped, stays."""

from django.db import migrations

_OF_PLAN = "SELECT FROM programmes_unitplan AS plan WHERE plan.id = plan_id"
_OWN = f"EXISTS ({_OF_PLAN} AND ((SELECT sees_all_areas()) OR plan.area_id IN (SELECT areas_seen())))"
_GUARDED = f"""
ALTER TABLE programmes_planadjustment ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON programmes_planadjustment FOR SELECT USING (
    state = 'in_force' AND EXISTS ({_OF_PLAN}) OR {_OWN}
);
CREATE POLICY added ON programmes_planadjustment FOR INSERT WITH CHECK ({_OWN});
CREATE POLICY changed ON programmes_planadjustment FOR UPDATE USING ({_OWN}) WITH CHECK ({_OWN});
DROP POLICY seen ON programmes_planshare;
CREATE POLICY seen ON programmes_planshare FOR SELECT USING (
    EXISTS (
        SELECT FROM programmes_plantarget AS target
            JOIN programmes_unitplan AS plan ON plan.id = target.plan_id WHERE target.id = target_id
    )
    AND (adjustment_id IS NULL OR EXISTS (
        SELECT FROM programmes_planadjustment AS adjustment WHERE adjustment.id = adjustment_id
    ))
);
"""
# SECURITY DEFINER: whose share it is, is looked up among all plans.
_KEPT = """
CREATE FUNCTION programmes_share_is_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    share programmes_planshare := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    whose bigint := (SELECT plan_id FROM programmes_plantarget WHERE id = share.target_id);
    stands text := (SELECT state FROM programmes_unitplan WHERE id = whose);
    adjusts text := (
        SELECT state FROM programmes_planadjustment WHERE id = share.adjustment_id AND plan_id = whose
    );
BEGIN
    IF share.adjustment_id IS NULL AND stands <> 'draft'
        OR share.adjustment_id IS NOT NULL AND (adjusts IS DISTINCT FROM 'draft' OR stands <> 'issued')
        OR TG_OP = 'UPDATE' AND OLD.adjustment_id IS DISTINCT FROM NEW.adjustment_id
    THEN
        RAISE EXCEPTION 'pieces of a plan that was handed up stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN share;
END $$;
DROP TRIGGER kept ON programmes_planshare;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON programmes_planshare
    FOR EACH ROW EXECUTE FUNCTION programmes_share_is_kept();
CREATE FUNCTION programmes_adjustment_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change CONSTANT text[] :=
        '{state,settled_by_id,settled_by_name,settled_at,dropped_because}';
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'draft'
        OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
    THEN
        RAISE EXCEPTION 'an adjustment is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON programmes_planadjustment
    FOR EACH ROW EXECUTE FUNCTION programmes_adjustment_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0007_adjustments")]

    operations = [migrations.RunSQL(one) for one in (_GUARDED, _KEPT)]
