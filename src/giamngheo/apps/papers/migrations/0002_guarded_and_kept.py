"""Papers are seen and changed by who holds a role in their unit, are never rewritten, and tell everybody a little.

`papers_told` is all that a page for residents gets: who has a code learns what the paper is, of which unit, and
whether it holds; as its owner the function reads past the policies, and gives neither content nor people.
"""

from django.db import migrations

_AREA = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"

_POLICIES = f"""
ALTER TABLE papers_issuedpaper ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON papers_issuedpaper FOR SELECT USING {_AREA};
CREATE POLICY added ON papers_issuedpaper FOR INSERT WITH CHECK {_AREA};
CREATE POLICY changed ON papers_issuedpaper FOR UPDATE USING {_AREA} WITH CHECK {_AREA};
"""

_KEPT = """
CREATE FUNCTION papers_paper_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_issuing text[] := ARRAY['state', 'number', 'day', 'issued_at', 'issued_by_id', 'issued_by_name'];
    of_ending text[] := ARRAY['state', 'reason', 'replaced_by_id', 'ended_at', 'ended_by_id', 'ended_by_name'];
    may_change text[];
BEGIN
    may_change := CASE
        WHEN OLD.state = 'draft' AND NEW.state = 'issued' THEN of_issuing
        WHEN OLD.state = 'draft' AND NEW.state = 'withdrawn' THEN of_ending
        WHEN OLD.state = 'issued' AND NEW.state IN ('withdrawn', 'replaced') THEN of_ending
    END;
    IF may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
        RAISE EXCEPTION 'a paper is issued, withdrawn or replaced; nothing else of it changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION papers_nothing_is_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'no paper is deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION papers_paper_begins_as_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'draft' THEN
        RAISE EXCEPTION 'a paper begins as a draft' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON papers_issuedpaper
    FOR EACH ROW EXECUTE FUNCTION papers_paper_is_kept();
CREATE TRIGGER begins BEFORE INSERT ON papers_issuedpaper
    FOR EACH ROW EXECUTE FUNCTION papers_paper_begins_as_draft();
CREATE TRIGGER not_deleted BEFORE DELETE ON papers_issuedpaper
    FOR EACH STATEMENT EXECUTE FUNCTION papers_nothing_is_deleted();
"""

_TOLD = """
CREATE FUNCTION papers_told(code text) RETURNS TABLE (
    title varchar, number varchar, sign varchar, day date, issuer varchar, state varchar, is_demonstration boolean,
    new_code varchar, new_title varchar, new_number varchar, new_sign varchar, new_day date
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 1 AS $$
    SELECT paper.title, paper.number, paper.sign, paper.day, paper.issuer, paper.state, paper.is_demonstration,
        new.check_code, new.title, new.number, new.sign, new.day
    FROM papers_issuedpaper AS paper LEFT JOIN papers_issuedpaper AS new ON new.id = paper.replaced_by_id
    WHERE paper.check_code = $1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("accounts", "0008_carried_from")]

    operations = [migrations.RunSQL(_POLICIES), migrations.RunSQL(_KEPT), migrations.RunSQL(_TOLD)]
