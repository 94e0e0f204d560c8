"""People of a few areas found by their names in an index of words that knows the area of each word.

Where row-level security holds, the database uses no index for `@@`: it might tell of rows that are hidden. So a
function of the owner looks into it, in those of the areas asked for that who asks sees, and nowhere else. It
gives numbers only, a page of them, and how many there are; the rows themselves are read under the policies.

What is written waits in a list of at most 1 MB, which every search reads through: written at once, a list of
100,000 people took half as long again to come in.
"""

from django.db import migrations

# «12:thi» for each word of a name in area 12: a beginning is looked up among the words of that area alone.
_WORDS = """
CREATE FUNCTION households_words_in(area bigint, name_key text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_to_tsvector(
        string_to_array(area::text || ':' || replace(name_key, ' ', ' ' || area::text || ':'), ' ')
    )
$$;
CREATE INDEX households_person_words_in ON households_person
    USING gin (households_words_in(area_id, name_key::text)) WITH (gin_pending_list_limit = 1024);
"""

# The area is compared with each row once more, in a way that no index is used for: a word of another area could
# not get in however it is written. One plan is kept: making it takes longer than finding the people of a village.
_NAMED = r"""
CREATE FUNCTION households_people_named(
    areas bigint[], words text[], after_key text, after_number bigint, most integer
) RETURNS TABLE (people bigint, number bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_generic_plan ROWS 50 AS $$
DECLARE
    everywhere CONSTANT boolean := sees_all_areas();
BEGIN
    RETURN QUERY
    WITH mine AS MATERIALIZED (
        SELECT DISTINCT asked.area_id FROM unnest(areas) AS asked (area_id)
        WHERE everywhere OR asked.area_id IN (SELECT areas_seen())
    ), found AS MATERIALIZED (
        SELECT person.id, person.sort_key FROM mine CROSS JOIN LATERAL (
            SELECT one.id, one.sort_key FROM households_person AS one
            WHERE one.area_id IS NOT DISTINCT FROM mine.area_id
                AND households_words_in(one.area_id, one.name_key::text) @@ (
                    SELECT string_agg(
                        '''' || mine.area_id || ':' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*',
                        ' & '
                    ) FROM unnest(words) AS word
                )::tsquery
        ) AS person
    ), page AS (
        SELECT found.id FROM found
        WHERE after_key IS NULL OR (found.sort_key, found.id) > (after_key, after_number)
        ORDER BY found.sort_key, found.id LIMIT most
    )
    SELECT counted.people, page.id FROM (SELECT count(*) AS people FROM found) AS counted LEFT JOIN page ON true;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0018_events_in_their_order")]

    operations = [
        migrations.RunSQL(
            _WORDS, "DROP INDEX households_person_words_in; DROP FUNCTION households_words_in(bigint, text)"
        ),
        migrations.RunSQL(
            _NAMED, "DROP FUNCTION households_people_named(bigint[], text[], text, bigint, integer)"
        ),
    ]
