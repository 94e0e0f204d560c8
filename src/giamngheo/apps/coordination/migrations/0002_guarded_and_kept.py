"""Who sees and writes assignments, given tasks and obstacles; nothing is deleted, what was done is only added.

A given task is also of the unit below that it is given to. An obstacle is handled by its unit or one above,
which sees the area of the obstacle anyway.
"""

from django.db import migrations

_IN = "{} IN (SELECT areas_seen())"
_SEES = f"((SELECT sees_all_areas()) OR {_IN.format('area_id')})"
_TASK = f"((SELECT sees_all_areas()) OR {_IN.format('area_id')} OR {_IN.format('unit_id')})"
_GIVES = _SEES
_OF_TASK = "task_id IN (SELECT id FROM coordination_giventask)"
_OF_OBSTACLE = "obstacle_id IN (SELECT id FROM coordination_obstacle)"
_RULES = {
    "assignment": (_SEES, _SEES, True),
    "giventask": (_TASK, _GIVES, True),
    "obstacle": (_SEES, _SEES, True),
    "taskstep": (_OF_TASK, _OF_TASK, False),
    "obstaclestep": (_OF_OBSTACLE, _OF_OBSTACLE, False),
}
_POLICIES = "\n".join(
    f"""
ALTER TABLE coordination_{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON coordination_{table} FOR SELECT USING ({seen});
CREATE POLICY added ON coordination_{table} FOR INSERT WITH CHECK ({added});
"""
    + (
        f"CREATE POLICY changed ON coordination_{table} FOR UPDATE USING ({seen}) WITH CHECK ({seen});"
        if changes
        else ""
    )
    for table, (seen, added, changes) in _RULES.items()
)
_FUNCTION = """
CREATE FUNCTION coordination_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was coordinated is never deleted, and what was done is never rewritten'
        USING ERRCODE = 'restrict_violation';
END $$;
"""
_TRIGGERS = "\n".join(
    f"CREATE TRIGGER kept BEFORE {'DELETE' if changes else 'UPDATE OR DELETE'} ON coordination_{table} "
    "FOR EACH ROW EXECUTE FUNCTION coordination_is_kept();"
    for table, (_, _, changes) in _RULES.items()
)
_OVER = """
CREATE TRIGGER kept_when_over BEFORE UPDATE ON coordination_assignment
    FOR EACH ROW WHEN (OLD.state = 'ended') EXECUTE FUNCTION coordination_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_initial"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [migrations.RunSQL(one) for one in (_POLICIES, _FUNCTION, _TRIGGERS, _OVER)]
