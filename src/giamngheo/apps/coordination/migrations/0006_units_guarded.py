"""Committees, proposals, conferences and documents are seen by their unit and above; nothing is deleted.

Who takes reports in a unit, and the documents that it issued, are read by the units below it, too: these
report to it and are bound by them. What follows from there (amendments) is of who wrote it.
"""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_READS = (
    "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()) OR area_id IN (SELECT areas_above()))"
)
_OF_COMMITTEE = "committee_id IN (SELECT id FROM coordination_committee)"
_OF_MEETING = "meeting_id IN (SELECT id FROM coordination_communitymeeting)"
_RULES = {
    "committee": (_SEES, _SEES),
    "committeemember": (_OF_COMMITTEE, _OF_COMMITTEE),
    "contactofficer": (_READS, _SEES),
    "communitymeeting": (_SEES, _SEES),
    "communityproposal": (_OF_MEETING, _OF_MEETING),
    "conference": (_SEES, _SEES),
    "localdocument": (_READS, _SEES),
    "amendment": (_SEES, _SEES),
}
_ABOVE = """
CREATE FUNCTION areas_above() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT around.ancestor_id
    FROM accounts_holding AS held JOIN areas_containment AS around ON around.area_id = held.area_id
    WHERE held.user_id = acting_user() AND held.valid @> acting_day() AND around.valid @> acting_day()
$$;
"""
_POLICIES = "\n".join(
    f"""
ALTER TABLE coordination_{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON coordination_{table} FOR SELECT USING ({seen});
CREATE POLICY added ON coordination_{table} FOR INSERT WITH CHECK ({writes});
CREATE POLICY changed ON coordination_{table} FOR UPDATE USING ({writes}) WITH CHECK ({writes});
CREATE TRIGGER kept BEFORE DELETE ON coordination_{table}
    FOR EACH ROW EXECUTE FUNCTION coordination_is_kept();
"""
    for table, (seen, writes) in _RULES.items()
)
_OVER = "\n".join(
    f"CREATE TRIGGER kept_when_over BEFORE UPDATE ON coordination_{table} "
    f"FOR EACH ROW WHEN ({over}) EXECUTE FUNCTION coordination_is_kept();"
    for table, over in {
        "committee": "OLD.until IS NOT NULL",
        "committeemember": "OLD.until IS NOT NULL",
        "contactofficer": "OLD.until IS NOT NULL",
        "communityproposal": "OLD.state IN ('declined', 'in_plan')",
        "conference": "OLD.state = 'cancelled'",
        "amendment": "OLD.state = 'answered'",
    }.items()
)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0005_committees_proposals_conferences_documents")]

    operations = [migrations.RunSQL(one) for one in (_ABOVE, _POLICIES, _OVER)]
