"""Balances follow the postings, what was written is kept, and rows are seen by who answers for their unit.

An entry is posted in one statement: at its end the trigger holds it to what its kind may move and lets nothing
appear or vanish between lines (money passed on or carried over arrives elsewhere, of the same programme,
nature, source and year), locks the lines in one order and moves their balances; constraints of the line refuse
the rest. A unit that was given money from above sees the entry and the decision of it through its postings.
"""

from django.db import migrations

_POSTED = """
CREATE FUNCTION budgets_posted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added JOIN budgets_posting AS known ON known.entry_id = added.entry_id
        WHERE NOT EXISTS (SELECT FROM added AS again WHERE again.id = known.id)
    ) THEN
        RAISE EXCEPTION 'an entry is posted once' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (
        SELECT FROM added
        JOIN budgets_line AS line ON line.id = added.line_id
        JOIN budgets_entry AS entry ON entry.id = added.entry_id
        WHERE (added.area_id, added.year, added.day) IS DISTINCT FROM (line.area_id, line.year, entry.day)
            OR NOT CASE entry.kind
                WHEN 'receive' THEN added.account IN ('given', 'unallocated')
                WHEN 'allocate' THEN added.account IN ('given', 'unallocated', 'passed', 'split', 'allocated')
                WHEN 'advance' THEN added.account IN ('allocated', 'advanced')
                WHEN 'recover' THEN added.account IN ('allocated', 'advanced')
                WHEN 'pay' THEN added.account IN ('allocated', 'paid')
                WHEN 'pay_advance' THEN added.account IN ('advanced', 'paid')
                WHEN 'refund' THEN added.account IN ('allocated', 'paid')
                WHEN 'settle' THEN added.account IN ('paid', 'settled')
                WHEN 'carry' THEN added.account IN ('given', 'unallocated', 'allocated', 'advanced', 'carried')
                WHEN 'cancel' THEN added.account IN ('unallocated', 'allocated', 'cancelled')
            END
    ) THEN
        RAISE EXCEPTION 'an entry moves what its kind moves, on its own day' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM added
        JOIN budgets_line AS line ON line.id = added.line_id
        JOIN budgets_entry AS entry ON entry.id = added.entry_id
        WHERE entry.kind <> 'receive'
        GROUP BY entry.id, line.programme, line.nature, line.source, line.origin_year,
            CASE WHEN entry.kind <> 'carry' THEN line.year END
        HAVING sum(added.amount) FILTER (WHERE added.account IN ('given', 'passed', 'split', 'carried')) <> 0
    ) THEN
        RAISE EXCEPTION 'money neither appears nor vanishes' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM FROM budgets_line WHERE id IN (SELECT line_id FROM added) ORDER BY id FOR UPDATE;
    UPDATE budgets_line AS line SET
        given = line.given + moved.given,
        unallocated = line.unallocated + moved.unallocated,
        passed = line.passed + moved.passed,
        split = line.split + moved.split,
        allocated = line.allocated + moved.allocated,
        advanced = line.advanced + moved.advanced,
        paid = line.paid + moved.paid,
        settled = line.settled + moved.settled,
        carried = line.carried + moved.carried,
        cancelled = line.cancelled + moved.cancelled,
        given_on = greatest(line.given_on, moved.given_on),
        allocated_on = greatest(line.allocated_on, moved.allocated_on),
        paid_on = greatest(line.paid_on, moved.paid_on)
    FROM (
        SELECT added.line_id,
            coalesce(-sum(amount) FILTER (WHERE account = 'given'), 0) AS given,
            coalesce(sum(amount) FILTER (WHERE account = 'unallocated'), 0) AS unallocated,
            coalesce(sum(amount) FILTER (WHERE account = 'passed'), 0) AS passed,
            coalesce(sum(amount) FILTER (WHERE account = 'split'), 0) AS split,
            coalesce(sum(amount) FILTER (WHERE account = 'allocated'), 0) AS allocated,
            coalesce(sum(amount) FILTER (WHERE account = 'advanced'), 0) AS advanced,
            coalesce(sum(amount) FILTER (WHERE account = 'paid'), 0) AS paid,
            coalesce(sum(amount) FILTER (WHERE account = 'settled'), 0) AS settled,
            coalesce(sum(amount) FILTER (WHERE account = 'carried'), 0) AS carried,
            coalesce(sum(amount) FILTER (WHERE account = 'cancelled'), 0) AS cancelled,
            max(day) FILTER (WHERE account = 'given' AND amount < 0) AS given_on,
            max(day) FILTER (WHERE account = 'allocated' AND amount > 0) AS allocated_on,
            max(day) FILTER (WHERE account IN ('advanced', 'paid') AND amount > 0) AS paid_on
        FROM added GROUP BY added.line_id
    ) AS moved WHERE moved.line_id = line.id;
    RETURN NULL;
END $$;
CREATE TRIGGER posted AFTER INSERT ON budgets_posting REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION budgets_posted();
"""
_KEPT = """
CREATE FUNCTION budgets_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := TG_ARGV[0]::text[];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
        RAISE EXCEPTION 'what was written of money is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION budgets_line_is_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Only the trigger of the postings, one level up, moves balances; a line that holds nothing may go.
    IF TG_OP = 'INSERT' AND (NEW.given <> 0 OR NEW.given_on IS NOT NULL)
        OR TG_OP = 'UPDATE' AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'balances follow the postings' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION budgets_decision_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR OLD.put_in_force_at IS NOT NULL
        AND to_jsonb(NEW) - '{ended_at,ended_by_name,ended_why}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{ended_at,ended_by_name,ended_why}'::text[]
    THEN
        RAISE EXCEPTION 'a decision in force is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION budgets_decided_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM budgets_decision
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.decision_id ELSE OLD.decision_id END
            AND (put_in_force_at IS NOT NULL OR ended_at IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'a decision in force is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON budgets_posting
    FOR EACH ROW EXECUTE FUNCTION budgets_is_kept('{}');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON budgets_entry
    FOR EACH ROW EXECUTE FUNCTION budgets_is_kept('{reversed_at}');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON budgets_loading
    FOR EACH ROW EXECUTE FUNCTION budgets_is_kept('{undone_at,undone_by_name,undone_why}');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON budgets_resolution FOR EACH ROW EXECUTE FUNCTION
    budgets_is_kept('{signed_by_id,signed_by_name,signed_at,ended_at,ended_by_name,ended_why}');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON budgets_decision
    FOR EACH ROW EXECUTE FUNCTION budgets_decision_is_kept();
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON budgets_decisionline
    FOR EACH ROW EXECUTE FUNCTION budgets_decided_is_kept();
CREATE TRIGGER moved BEFORE INSERT OR UPDATE ON budgets_line
    FOR EACH ROW EXECUTE FUNCTION budgets_line_is_moved();
"""
_MINE = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_THROUGH = {
    "budgets_entry": "EXISTS (SELECT FROM budgets_posting AS own WHERE own.entry_id = budgets_entry.id)",
    "budgets_decision": "EXISTS (SELECT FROM budgets_entry AS own WHERE own.decision_id = budgets_decision.id)",
}
_TABLES = ("line", "posting", "entry", "decision", "loading", "estimate", "resolution")


def _policies(table: str) -> str:
    seen = f"({_MINE} OR {_THROUGH[table]})" if table in _THROUGH else _MINE
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING {seen};
CREATE POLICY added ON {table} FOR INSERT WITH CHECK {_MINE};
CREATE POLICY changed ON {table} FOR UPDATE USING {_MINE} WITH CHECK {_MINE};
CREATE POLICY gone ON {table} FOR DELETE USING {_MINE};
"""


_LINES = """
ALTER TABLE budgets_decisionline ENABLE ROW LEVEL SECURITY;
CREATE POLICY follows ON budgets_decisionline USING (
    EXISTS (SELECT FROM budgets_decision AS whole WHERE whole.id = budgets_decisionline.decision_id)
    AND EXISTS (SELECT FROM budgets_line AS own WHERE own.id = budgets_decisionline.line_id)
);
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [
        migrations.RunSQL(_POSTED),
        migrations.RunSQL(_KEPT),
        migrations.RunSQL("".join(_policies(f"budgets_{name}") for name in _TABLES) + _LINES),
    ]
