"""Who sees what the fund keeps; and a book that always agrees, whoever writes it and however many at once.

A case and a sponsorship are seen where the household lived and where the unit is that is asked; all else where
the unit of the fund is. Balances are written by the trigger of the lines alone.
"""

from django.db import migrations

_AREA = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_EITHER = f"({_AREA} OR unit_id IN (SELECT areas_seen()))"
_OF_BOTH = ("helpcase", "sponsorship")
_CHANGING = (
    *("campaign", "donor", "pledge", "receipt", "helpcase", "meeting", "delivery"),
    *("sponsor", "sponsorship", "yearreport"),
)
_STAYING = ("item", "bookentry", "line", "ruling", "proof", "sponsorhelp")


def _policies(table: str, *, changes: bool) -> str:
    sees = _EITHER if table in _OF_BOTH else _AREA
    said = f"""
ALTER TABLE fund_{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON fund_{table} FOR SELECT USING {sees};
CREATE POLICY added ON fund_{table} FOR INSERT WITH CHECK {sees};
"""
    if changes:
        said += f"CREATE POLICY changed ON fund_{table} FOR UPDATE USING {sees} WITH CHECK {sees};\n"
    return said


_BALANCE = f"""
ALTER TABLE fund_balance ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON fund_balance FOR SELECT USING {_AREA};
"""
# What may change of a row is named after the trigger; what has ended changes no more.
_KEPT = """
CREATE FUNCTION fund_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := coalesce(TG_ARGV::text[], '{}'); -- null where none is named
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
        OR coalesce(to_jsonb(OLD)->>'cancelled_at', to_jsonb(OLD)->>'ended_at', to_jsonb(OLD)->>'ended_on',
            to_jsonb(OLD)->>'withdrawn_at') IS NOT NULL
    THEN
        RAISE EXCEPTION 'what the fund wrote down is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_MAY_CHANGE = {
    **dict.fromkeys(_STAYING, ()),
    "campaign": ("ended_at", "ended_because"),
    "donor": ("kind", "name", "sort_key", "contact", "is_named"),
    "pledge": ("kept_at", "ended_at", "ended_because"),
    "receipt": ("cancelled_at", "cancelled_by_name", "cancelled_because"),
    "delivery": ("cancelled_at", "cancelled_by_name", "cancelled_because"),
    "helpcase": (*("state", "granted", "granted_item_id", "granted_quantity", "decided_on", "because"),),
    "meeting": ("state", "settled_by_id", "settled_by_name", "settled_at", "because", "paper_id"),
    "sponsor": ("kind", "name", "sort_key", "contact"),
    "sponsorship": ("ended_on", "ended_because", "result"),
    "yearreport": (
        *("state", "published_by_id", "published_by_name", "published_at"),
        *("withdrawn_by_name", "withdrawn_at", "withdrawn_because"),
    ),
}


def _kept(table: str, columns: tuple[str, ...]) -> str:
    named = ", ".join(f"'{one}'" for one in columns)
    return f"""
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON fund_{table}
    FOR EACH ROW EXECUTE FUNCTION fund_is_kept({named});
"""


# SECURITY DEFINER: numbers are looked for among all rows of the unit, and balances are written by nobody else.
_NUMBERED = """
CREATE FUNCTION fund_numbers_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last integer;
BEGIN
    EXECUTE format('SELECT max(number) FROM %I.%I WHERE area_id = $1 AND year = $2', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO last USING NEW.area_id, NEW.year;
    IF NEW.number <> coalesce(last, 0) + 1 OR NEW.year <> extract(year FROM NEW.day) THEN
        RAISE EXCEPTION 'numbers of vouchers follow one another' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER numbered BEFORE INSERT ON fund_receipt FOR EACH ROW EXECUTE FUNCTION fund_numbers_follow();
CREATE TRIGGER numbered BEFORE INSERT ON fund_delivery FOR EACH ROW EXECUTE FUNCTION fund_numbers_follow();
"""
_BOOKED = """
CREATE FUNCTION fund_lines_are_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM fund_line AS line WHERE line.entry_id IN (SELECT entry_id FROM added)
        GROUP BY line.entry_id HAVING sum(line.amount) <> 0
    ) OR EXISTS (
        SELECT FROM fund_line AS line WHERE line.entry_id IN (SELECT entry_id FROM added)
        GROUP BY line.entry_id, line.item_id HAVING sum(line.quantity) <> 0
    ) THEN
        RAISE EXCEPTION 'debit and credit of an entry differ' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM fund_line WHERE entry_id IN (SELECT entry_id FROM added))
        <> (SELECT count(*) FROM added)
        OR EXISTS (
            SELECT FROM added JOIN fund_bookentry AS entry ON entry.id = added.entry_id
            WHERE (added.area_id, added.day) IS DISTINCT FROM (entry.area_id, entry.day)
        )
    THEN
        RAISE EXCEPTION 'an entry is written at once' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO fund_balance (area_id, account, item_id, amount, quantity)
        SELECT DISTINCT area_id, account, item_id, 0, 0 FROM added WHERE account IN ('cash', 'bank', 'goods')
        ON CONFLICT DO NOTHING;
    -- Who writes at the same time waits here, always in one order.
    PERFORM FROM fund_balance AS balance WHERE EXISTS (
        SELECT FROM added WHERE added.area_id = balance.area_id AND added.account = balance.account
            AND added.item_id IS NOT DISTINCT FROM balance.item_id
    ) ORDER BY balance.id FOR UPDATE;
    UPDATE fund_balance AS balance
        SET amount = balance.amount + moved.amount, quantity = balance.quantity + moved.quantity
        FROM (
            SELECT area_id, account, item_id, sum(amount) AS amount, sum(quantity) AS quantity
            FROM added GROUP BY area_id, account, item_id
        ) AS moved
        WHERE moved.area_id = balance.area_id AND moved.account = balance.account
            AND moved.item_id IS NOT DISTINCT FROM balance.item_id;
    IF EXISTS (
        SELECT FROM (
            SELECT DISTINCT area_id, account, item_id FROM added
            WHERE account IN ('cash', 'bank', 'goods') AND (amount < 0 OR quantity < 0)
        ) AS taken CROSS JOIN LATERAL (
            SELECT sum(line.amount) OVER upto AS amount, sum(line.quantity) OVER upto AS quantity
            FROM fund_line AS line
            WHERE line.area_id = taken.area_id AND line.account = taken.account
                AND line.item_id IS NOT DISTINCT FROM taken.item_id
            WINDOW upto AS (ORDER BY line.day)
        ) AS day WHERE day.amount < 0 OR day.quantity < 0
    ) THEN
        RAISE EXCEPTION 'nothing is spent before it came' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER booked AFTER INSERT ON fund_line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION fund_lines_are_booked();
"""
_TOLD = """
CREATE FUNCTION fund_reports_listed(most integer) RETURNS TABLE (
    code text, unit text, above text, year integer, published_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT report.code, report.unit, report.above, report.year, report.published_at
    FROM fund_yearreport AS report WHERE report.state = 'published'
    ORDER BY report.published_at DESC, report.id DESC LIMIT most
$$;
CREATE FUNCTION fund_report_told(asked text) RETURNS TABLE (
    unit text, above text, year integer, published_at timestamptz, withdrawn_at timestamptz,
    withdrawn_because text, told jsonb
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 1 AS $$
    SELECT report.unit, report.above, report.year, report.published_at, report.withdrawn_at,
        report.withdrawn_because, CASE WHEN report.state = 'published' THEN report.told END
    FROM fund_yearreport AS report WHERE report.code = asked AND report.published_at IS NOT NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("fund", "0001_initial"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [
        *(migrations.RunSQL(_policies(one, changes=True)) for one in _CHANGING),
        *(migrations.RunSQL(_policies(one, changes=False)) for one in _STAYING),
        migrations.RunSQL(_BALANCE),
        migrations.RunSQL(_KEPT),
        *(migrations.RunSQL(_kept(table, columns)) for table, columns in _MAY_CHANGE.items()),
        migrations.RunSQL(_NUMBERED),
        migrations.RunSQL(_BOOKED),
        migrations.RunSQL(_TOLD),
    ]
