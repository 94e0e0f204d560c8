"""What is posted is read, and spoken to, by everybody who has its address: by two functions, not by the tables.

A posting shows nothing once its time is over, it was taken back, or the list was reviewed again. Of one
posting no more words are kept than a commune can read: what comes after is refused.
"""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR own.area_id IN (SELECT areas_seen()))"
_OF_POSTING = f"""EXISTS (SELECT FROM reviews_happening AS fact JOIN reviews_case AS own ON own.id = fact.case_id
    WHERE fact.id = happening_id AND {_SEES})"""
_POLICIES = f"""
ALTER TABLE reviews_publicposting ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_publicposting FOR SELECT USING ({_OF_POSTING});
CREATE POLICY added ON reviews_publicposting FOR INSERT WITH CHECK ({_OF_POSTING});
ALTER TABLE reviews_publicword ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reviews_publicword FOR SELECT USING (
    EXISTS (SELECT FROM reviews_publicposting AS own WHERE own.id = posting_id));
CREATE POLICY changed ON reviews_publicword FOR UPDATE USING (
    EXISTS (SELECT FROM reviews_publicposting AS own WHERE own.id = posting_id));
CREATE TRIGGER kept BEFORE UPDATE ON reviews_publicposting FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER not_deleted BEFORE DELETE ON reviews_publicposting
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
CREATE TRIGGER kept BEFORE UPDATE ON reviews_publicword
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept('objection_id');
CREATE TRIGGER not_deleted BEFORE DELETE ON reviews_publicword
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
"""
_OPEN = """
CREATE FUNCTION reviews_posting_is_open(posting reviews_publicposting) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (posting.until IS NULL OR posting.until >= acting_day())
        AND NOT EXISTS (SELECT FROM reviews_happening AS back WHERE back.takes_back_id = posting.happening_id)
        AND NOT EXISTS (
            SELECT FROM reviews_happening AS own JOIN reviews_happening AS later
                ON later.case_id = own.case_id AND later.id > own.id
            WHERE own.id = posting.happening_id AND later.verb IN ('reviewed', 'posted', 'posted_again', 'decided')
                AND NOT EXISTS (SELECT FROM reviews_happening AS back WHERE back.takes_back_id = later.id))
$$;
"""
_TOLD = """
CREATE FUNCTION reviews_posted(asked text) RETURNS TABLE (
    unit text, village text, title text, first date, until date, is_open boolean, told jsonb
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT posting.unit, posting.village, posting.title, posting.first, posting.until,
        reviews_posting_is_open(posting),
        CASE WHEN reviews_posting_is_open(posting) THEN posting.rows END
    FROM reviews_publicposting AS posting WHERE posting.code = asked
$$;
CREATE FUNCTION reviews_said(asked text, said text, by_whom text) RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO reviews_publicword (posting_id, words, told_by, said_at)
    SELECT posting.id, said, by_whom, now() FROM reviews_publicposting AS posting
    WHERE posting.code = asked AND reviews_posting_is_open(posting) AND length(said) BETWEEN 1 AND 4000
        AND length(by_whom) <= 200
        AND (SELECT count(*) FROM reviews_publicword AS word WHERE word.posting_id = posting.id) < 500
    RETURNING id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_posted_in_public")]

    operations = [migrations.RunSQL(one) for one in (_POLICIES, _OPEN, _TOLD)]
