"""Money of an activity lies in its unit, programme and project, in years that meet, and stops where it stops.

A key of four columns holds unit, programme and project, also when the activity is said anew; a trigger on both
sides holds the years. A second trigger of the postings, after the one that moves balances, shares the lock of
the activity with its own steps, so that of «dropped» and «paid» at one moment the second is refused.
"""

from django.db import migrations

_OF_ITS_PROJECT = "".join(
    f"""
ALTER TABLE budgets_{table} ADD CONSTRAINT budgets_{table}_of_its_activity
    FOREIGN KEY (activity_id, area_id, programme, project)
    REFERENCES activities_activity (id, area_id, programme, project);
"""
    for table in ("line", "estimate")
)
_YEARS = """
CREATE FUNCTION budgets_years_meet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM activities_activity AS done WHERE done.id = NEW.activity_id AND (
            extract(year FROM done.first) > NEW.year
            OR extract(year FROM done.last) < coalesce((to_jsonb(NEW) ->> 'origin_year')::int, NEW.year)
        )
    ) THEN
        RAISE EXCEPTION 'money is for an activity of its years' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'budgets_years_meet';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER years_meet BEFORE INSERT ON budgets_line
    FOR EACH ROW WHEN (NEW.activity_id IS NOT NULL) EXECUTE FUNCTION budgets_years_meet();
CREATE TRIGGER years_meet BEFORE INSERT ON budgets_estimate
    FOR EACH ROW WHEN (NEW.activity_id IS NOT NULL) EXECUTE FUNCTION budgets_years_meet();
CREATE FUNCTION budgets_hold_activity() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.state = 'dropped' AND EXISTS (
        SELECT FROM budgets_line WHERE activity_id = NEW.id AND advanced + paid + settled > 0
    ) THEN
        RAISE EXCEPTION 'money of the activity was spent' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'budgets_spent_on_activity';
    END IF;
    IF (NEW.first, NEW.last) IS DISTINCT FROM (OLD.first, OLD.last) AND EXISTS (
        SELECT FROM (
            SELECT year, origin_year FROM budgets_line WHERE activity_id = NEW.id
            UNION ALL SELECT year, year FROM budgets_estimate WHERE activity_id = NEW.id
        ) AS money
        WHERE extract(year FROM NEW.first) > money.year OR extract(year FROM NEW.last) < money.origin_year
    ) THEN
        RAISE EXCEPTION 'money is for an activity of its years' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'budgets_years_meet';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER money_stands BEFORE UPDATE ON activities_activity
    FOR EACH ROW WHEN (NEW.state = 'dropped' OR (NEW.first, NEW.last) IS DISTINCT FROM (OLD.first, OLD.last))
    EXECUTE FUNCTION budgets_hold_activity();
"""
_ALLOWED = """
CREATE FUNCTION budgets_posted_for_activities() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM activities_activity WHERE id IN (
        SELECT line.activity_id FROM added JOIN budgets_line AS line ON line.id = added.line_id
        WHERE line.activity_id IS NOT NULL
    ) ORDER BY id FOR SHARE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM added
        JOIN budgets_line AS line ON line.id = added.line_id
        JOIN budgets_entry AS entry ON entry.id = added.entry_id
        JOIN activities_activity AS done ON done.id = line.activity_id
        WHERE added.amount > 0 AND CASE done.state
            WHEN 'dropped' THEN added.account IN ('allocated', 'advanced', 'paid')
            WHEN 'submitted' THEN added.account IN ('advanced', 'paid') AND entry.kind <> 'carry'
            WHEN 'stopped' THEN added.account = 'advanced' AND entry.kind <> 'carry'
            ELSE false
        END
    ) THEN
        RAISE EXCEPTION 'the activity lets no money be spent' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'budgets_activity_allows';
    END IF;
    IF EXISTS (
        SELECT FROM added
        JOIN budgets_line AS line ON line.id = added.line_id
        JOIN activities_activity AS done ON done.id = line.activity_id
        JOIN budgets_line AS other ON other.activity_id = done.id
        WHERE added.account = 'settled' AND added.amount > 0 AND done.state IN ('accepted', 'stopped')
            AND other.advanced > 0
    ) THEN
        RAISE EXCEPTION 'money of the activity is in advance' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'budgets_settled_without_advance';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER posted_for_activities AFTER INSERT ON budgets_posting REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION budgets_posted_for_activities();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0003_money_for_activities")]

    operations = [migrations.RunSQL(one) for one in (_OF_ITS_PROJECT, _YEARS, _ALLOWED)]
