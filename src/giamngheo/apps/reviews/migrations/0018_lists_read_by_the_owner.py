"""What long work reads of whole lists is read by the owner, of what who asks sees: once for each household.

Under the policies the version of a sheet is seen with its sheet, and a member with the household: each was looked up
again for every version and every member, which cost as much as all else. Whose entry is seen, and whether its sheet
or household is, is asked here by the same rules.

What proposals refer to is counted within the least and the greatest number that a statement names: it reads these
entries and versions in their order, not one by one, and nothing of other lists.
"""

from django.db import migrations

# Planned anew each time: for how many rounds is told by the values alone.
_SET = (
    "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan"
)
_DEFINER = f"LANGUAGE sql STABLE {_SET} ROWS 30000"
# Who asks as the owner (a command) is bound by no policy.
_ALL = "(SELECT sees_all_areas() OR session_user = current_user AND current_setting('role') = 'none')"
_SEEN = f"({_ALL} OR {{}} IN (SELECT areas_seen()))"
_HOME_SEEN = _SEEN.format(
    "(SELECT home.area_id FROM households_household AS home WHERE home.id = own.household_id)"
)
_TO_SCORE = f"""
CREATE FUNCTION reviews_sealed(
    rounds bigint[], occasions text[], asked_form text, mark text, villages bigint[]
) RETURNS TABLE (
    entry_id bigint, household_id bigint, round_id bigint, area_id bigint, proposal int, version_id bigint, told text
) {_DEFINER} AS $$
    SELECT own.id, own.household_id, own.round_id, own.area_id, own.proposal, version.id,
        CASE WHEN starts_with(version.measured, mark) THEN version.measured
            ELSE translate(version.answers::text, E'\\t\\r\\n', '   ') END
    FROM unnest(rounds, occasions) AS asked (round_id, occasion)
    JOIN reviews_entry AS own ON own.round_id = asked.round_id AND own.left_out_on IS NULL
    JOIN surveys_filledsheet AS sheet ON sheet.household_id = own.household_id
        AND sheet.occasion = asked.occasion AND sheet.form = asked_form AND sheet.state = 'sealed'
    JOIN surveys_sheetversion AS version ON version.sheet_id = sheet.id AND version.number = sheet.version
    WHERE own.round_id = ANY(rounds) AND (villages IS NULL OR sheet.area_id = ANY(villages))
        AND {_SEEN.format("own.area_id")} AND ({_SEEN.format("sheet.area_id")} OR {_HOME_SEEN})
$$;
"""
_MOVED = f"""
DROP FUNCTION reviews_members(bigint[], bigint[], date);
CREATE FUNCTION reviews_moved(rounds bigint[], villages bigint[], day date) RETURNS TABLE (
    entry_id bigint, household_id bigint, area_id bigint, class_before text, class_now text, is_left_out boolean,
    members_before bigint, members_now bigint, listed_before boolean
) {_DEFINER} AS $$
    SELECT own.id, own.household_id, own.area_id, own.class_before,
        coalesce(nullif(own.decided_class, ''), own.proposed_class), own.left_out_on IS NOT NULL,
        nullif(counted.before, 0), nullif(counted.now, 0),
        own.class_before IN ('poor', 'near_poor') OR is_seen AND EXISTS (
            SELECT FROM households_recognition AS decided WHERE decided.household_id = own.household_id
            AND decided.superseded_by_id IS NULL AND decided.household_class IN ('poor', 'near_poor')
            AND lower(decided.valid) < own.added_on)
    FROM reviews_entry AS own
    CROSS JOIN LATERAL (SELECT {_HOME_SEEN}) AS home (is_seen)
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE member.valid @> own.added_on) AS before,
            count(*) FILTER (WHERE member.valid @> day) AS now
        FROM households_membership AS member
        WHERE is_seen AND member.household_id = own.household_id AND member.superseded_by_id IS NULL
    ) AS counted
    WHERE own.round_id = ANY(rounds) AND (villages IS NULL OR own.area_id = ANY(villages))
        AND {_SEEN.format("own.area_id")}
$$;
"""
_REFER = f"""
CREATE OR REPLACE FUNCTION reviews_proposals_refer() RETURNS trigger LANGUAGE plpgsql {_SET} AS $$
DECLARE
    told record;
BEGIN
    SELECT count(*) AS number, min(entry_id) AS entry, max(entry_id) AS last_entry,
        min(sheet_version_id) AS version, max(sheet_version_id) AS last_version INTO told FROM written;
    IF told.number > (
        SELECT count(*) FROM written
        JOIN reviews_entry AS entry ON entry.id = written.entry_id AND entry.area_id = written.area_id
        WHERE entry.id BETWEEN told.entry AND told.last_entry
    ) OR told.number > (
        SELECT count(*) FROM written
        JOIN surveys_sheetversion AS version ON version.id = written.sheet_version_id
        WHERE version.id BETWEEN told.version AND told.last_version
    ) THEN
        RAISE EXCEPTION 'a proposal is of an entry, in its area, and rests on a version of a sheet'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0020_names_settled"),
        ("reviews", "0017_counted_as_they_change"),
        ("surveys", "0008_typed_versions_are_thinned"),
    ]

    operations = [migrations.RunSQL(one) for one in (_TO_SCORE, _MOVED, _REFER)]
