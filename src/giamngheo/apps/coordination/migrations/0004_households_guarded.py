"""Who follows a household and its plan are seen where the household is; nothing of it is deleted."""

from django.db import migrations

_HOME = "EXISTS (SELECT FROM households_household AS home WHERE home.id = household_id)"
_OF_FOLLOW = "follow_id IN (SELECT id FROM coordination_follow)"
_OF_PLAN = "plan_id IN (SELECT id FROM coordination_householdplan)"
_RULES = {
    "follow": (_HOME, True),
    "contact": (_OF_FOLLOW, False),
    "householdplan": (_HOME, True),
    "householdplanstep": (_OF_PLAN, True),
    "householdplanreview": (_OF_PLAN, True),
}
_POLICIES = "\n".join(
    f"""
ALTER TABLE coordination_{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON coordination_{table} FOR SELECT USING ({sees});
CREATE POLICY added ON coordination_{table} FOR INSERT WITH CHECK ({sees});
"""
    + (
        f"CREATE POLICY changed ON coordination_{table} FOR UPDATE USING ({sees}) WITH CHECK ({sees});"
        if changes
        else ""
    )
    for table, (sees, changes) in _RULES.items()
)
_TRIGGERS = "\n".join(
    f"CREATE TRIGGER kept BEFORE {'DELETE' if changes else 'UPDATE OR DELETE'} ON coordination_{table} "
    "FOR EACH ROW EXECUTE FUNCTION coordination_is_kept();"
    for table, (_, changes) in _RULES.items()
)
_OVER = """
CREATE TRIGGER kept_when_over BEFORE UPDATE ON coordination_follow
    FOR EACH ROW WHEN (OLD.until IS NOT NULL) EXECUTE FUNCTION coordination_is_kept();
CREATE TRIGGER kept_when_over BEFORE UPDATE ON coordination_householdplan
    FOR EACH ROW WHEN (OLD.state IN ('ended', 'dropped')) EXECUTE FUNCTION coordination_is_kept();
CREATE TRIGGER kept_when_over BEFORE UPDATE ON coordination_householdplanstep
    FOR EACH ROW WHEN (OLD.state <> 'to_do') EXECUTE FUNCTION coordination_is_kept();
CREATE TRIGGER kept_when_over BEFORE UPDATE ON coordination_householdplanreview
    FOR EACH ROW WHEN (OLD.held_on IS NOT NULL) EXECUTE FUNCTION coordination_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("coordination", "0003_households_followed")]

    operations = [migrations.RunSQL(one) for one in (_POLICIES, _TRIGGERS, _OVER)]
