"""Who sees what a fund spends without a household; one series of vouchers; a transfer is taken as it was paid.

A transfer is seen, and answered, where the giving fund is and where it goes; only the giver draws it up.
"""

from django.db import migrations

_GUARDED = """
ALTER TABLE fund_ownoutlay ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON fund_ownoutlay FOR SELECT USING
    ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()) OR to_unit_id IN (SELECT areas_seen()));
CREATE POLICY added ON fund_ownoutlay FOR INSERT WITH CHECK
    ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
CREATE POLICY changed ON fund_ownoutlay FOR UPDATE USING
    ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()) OR to_unit_id IN (SELECT areas_seen()))
    WITH CHECK
    ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()) OR to_unit_id IN (SELECT areas_seen()));
"""
# SECURITY DEFINER: who takes a transfer is not held to see the receipt of the other, nor the giver's voucher.
_KEPT = """
CREATE FUNCTION fund_outlay_is_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    paying text[] := '{year,number,day,entry_id,paper_id,settled_by_id,settled_by_name,settled_at}';
    may_change text[] := '{state,taken_id,answered_by_name,because,cancelled_at,cancelled_by_name,cancelled_because}';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'draft' THEN
        may_change := may_change || paying;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state IN ('dropped', 'cancelled')
        OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
    THEN
        RAISE EXCEPTION 'what the fund wrote down is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.taken_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM fund_receipt AS receipt WHERE receipt.id = NEW.taken_id AND receipt.area_id = NEW.to_unit_id
            AND receipt.amount = NEW.amount AND receipt.item_id IS NULL AND receipt.cancelled_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a transfer is taken as it was paid' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON fund_ownoutlay
    FOR EACH ROW EXECUTE FUNCTION fund_outlay_is_kept();
"""
_NUMBERED = """
CREATE OR REPLACE FUNCTION fund_numbers_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last integer;
BEGIN
    IF TG_TABLE_NAME = 'fund_receipt' THEN
        SELECT max(number) INTO last FROM fund_receipt WHERE area_id = NEW.area_id AND year = NEW.year;
    ELSE
        SELECT max(number) INTO last FROM (
            SELECT number FROM fund_delivery WHERE area_id = NEW.area_id AND year = NEW.year
            UNION ALL SELECT number FROM fund_ownoutlay WHERE area_id = NEW.area_id AND year = NEW.year
        ) AS given;
    END IF;
    IF NEW.number <> coalesce(last, 0) + 1 OR NEW.year <> extract(year FROM NEW.day) THEN
        RAISE EXCEPTION 'numbers of vouchers follow one another' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER numbered BEFORE UPDATE ON fund_ownoutlay FOR EACH ROW
    WHEN (OLD.number IS NULL AND NEW.number IS NOT NULL) EXECUTE FUNCTION fund_numbers_follow();
"""


class Migration(migrations.Migration):
    dependencies = [("fund", "0003_other_outlays")]

    operations = [migrations.RunSQL(one) for one in (_GUARDED, _KEPT, _NUMBERED)]
