"""What long work on rounds asks of single rows is asked by their index, however many rounds a province has.

How many live in the households of rounds is counted by the owner, of those that who asks sees: under the policies
each of its members is seen with the household, which is looked up for every one of them. Whether a household is
seen is asked once of it here, by the same rule.

What a proposal refers to is looked up row by row: as a join, all entries of the province were read for each commune.

Numbers of proposals are taken by the hundred: nothing goes by their order.
"""

from django.db import migrations

_MEMBERS = """
CREATE FUNCTION reviews_members(rounds bigint[], villages bigint[], day date)
    RETURNS TABLE (entry bigint, before bigint, now bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 30000 AS $$
    SELECT own.id, nullif(counted.before, 0), nullif(counted.now, 0)
    FROM reviews_entry AS own CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE member.valid @> own.added_on) AS before,
            count(*) FILTER (WHERE member.valid @> day) AS now
        FROM households_membership AS member
        WHERE member.household_id = own.household_id AND member.superseded_by_id IS NULL
    ) AS counted
    WHERE own.round_id = ANY(rounds) AND (villages IS NULL OR own.area_id = ANY(villages))
        AND ((SELECT sees_all_areas()) OR own.area_id IN (SELECT areas_seen()) AND EXISTS (
            SELECT FROM households_household AS home
            WHERE home.id = own.household_id AND home.area_id IN (SELECT areas_seen())
        ))
$$;
"""
_REFER = """
CREATE OR REPLACE FUNCTION reviews_proposals_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM written
        WHERE NOT EXISTS (
            SELECT FROM reviews_entry AS entry
            WHERE entry.id = written.entry_id AND entry.area_id = written.area_id
        ) OR NOT EXISTS (
            SELECT FROM surveys_sheetversion AS version WHERE version.id = written.sheet_version_id
        ))
    THEN
        RAISE EXCEPTION 'a proposal is of an entry, in its area, and rests on a version of a sheet'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
"""
_NUMBERS = "ALTER SEQUENCE reviews_proposal_id_seq CACHE {}"


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0020_names_settled"),
        ("reviews", "0015_applications_of_own_households"),
    ]

    operations = [
        migrations.RunSQL(_MEMBERS, "DROP FUNCTION reviews_members(bigint[], bigint[], date)"),
        migrations.RunSQL(_REFER, migrations.RunSQL.noop),
        migrations.RunSQL(_NUMBERS.format(100), _NUMBERS.format(1)),
    ]
