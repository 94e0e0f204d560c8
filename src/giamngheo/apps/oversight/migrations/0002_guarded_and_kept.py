"""Who sees and writes what oversight keeps, and what of it is never rewritten.

An inspection is seen where the inspecting unit is and, once it was decided on, where the inspected unit is; what
was found, once there are minutes. The inspected unit writes opinions, files and what it did about recommendations,
and can move one of these to «remedied» only. Supervision by the Front is read and answered where it is addressed.
"""

from django.db import migrations

_HERE = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"
_BOTH = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()) OR unit_id IN (SELECT areas_seen()))"
_ROUND = (
    "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()) OR (unit_id IN (SELECT areas_seen())"
    " AND state IN ('decided', 'minuted', 'written', 'reported', 'closed')))"
)
_OF_ROUND = "inspection_id IN (SELECT id FROM oversight_inspection)"
_TOLD = (
    f"({_HERE} OR inspection_id IN (SELECT id FROM oversight_inspection"
    " WHERE state IN ('minuted', 'written', 'reported', 'closed')))"
)
_ADVICE = (
    "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen())"
    " OR (unit_id IN (SELECT areas_seen()) AND state IN ('open', 'remedied')))"
)
_OF_ADVICE = "recommendation_id IN (SELECT id FROM oversight_recommendation)"
_SOCIAL = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()) OR (unit_id IN (SELECT areas_seen()) AND state <> 'draft'))"
_OF_SOCIAL = "review_id IN (SELECT id FROM oversight_socialreview)"
# Of each table: who sees, who adds, who changes a row into what.
_RULES = {
    "yearplan": (_HERE, _HERE, _HERE, _HERE),
    "planline": (_HERE, _HERE, _HERE, _HERE),
    "inspection": (_ROUND, _HERE, _HERE, _HERE),
    "inspectionstep": (_OF_ROUND, _OF_ROUND, None, None),
    "teammember": (_OF_ROUND, _HERE, _HERE, _HERE),
    "checkitem": (_OF_ROUND, _HERE, _HERE, _HERE),
    "finding": (_TOLD, _HERE, _HERE, _HERE),
    "attached": (_TOLD, _OF_ROUND, _HERE, _HERE),
    "recommendation": (_BOTH, _HERE, _BOTH, _ADVICE),
    "followup": (_OF_ADVICE, _OF_ADVICE, None, None),
    "socialreview": (_SOCIAL, _HERE, _SOCIAL, _BOTH),
    "socialpoint": (_OF_SOCIAL, _OF_SOCIAL, _OF_SOCIAL, _OF_SOCIAL),
    "socialstep": (_OF_SOCIAL, _OF_SOCIAL, None, None),
    "settleddoubt": (_HERE, _HERE, _HERE, _HERE),
}
_TAKEN_OUT = ("planline", "teammember", "checkitem", "socialpoint")
"""Rows of a draft, which may go; the triggers below say until when."""
_POLICIES = "\n".join(
    f"""
ALTER TABLE oversight_{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON oversight_{table} FOR SELECT USING ({sees});
CREATE POLICY added ON oversight_{table} FOR INSERT WITH CHECK ({adds});
"""
    + (
        f"CREATE POLICY changed ON oversight_{table} FOR UPDATE USING ({changes}) WITH CHECK ({into});"
        if changes
        else ""
    )
    + (
        f"CREATE POLICY taken_out ON oversight_{table} FOR DELETE USING ({adds});"
        if table in _TAKEN_OUT
        else ""
    )
    for table, (sees, adds, changes, into) in _RULES.items()
)
_IN_ITS_AREA = "\n".join(
    f"ALTER TABLE oversight_{table} ADD CONSTRAINT oversight_{table}_in_area "
    f"FOREIGN KEY ({column}, area_id) REFERENCES oversight_{of} (id, area_id);"
    for table, column, of in (
        ("planline", "plan_id", "yearplan"),
        ("inspection", "line_id", "planline"),
        *(
            (table, "inspection_id", "inspection")
            for table in (
                "inspectionstep", "teammember", "checkitem", "finding", "attached", "recommendation",
            )
        ),
    )
)  # fmt: skip
_FUNCTIONS = """
CREATE FUNCTION oversight_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- Without arguments there is no array at all, and nothing would differ from nothing.
    carried text[] := coalesce(TG_ARGV::text[], '{}');
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - carried IS DISTINCT FROM to_jsonb(OLD) - carried THEN
        RAISE EXCEPTION 'what oversight told or closed is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION oversight_in_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.inspection_id ELSE NEW.inspection_id END;
BEGIN
    IF NOT EXISTS (
        SELECT FROM oversight_inspection WHERE id = told AND state = ANY (coalesce(TG_ARGV::text[], '{}'))
    ) THEN
        RAISE EXCEPTION 'the inspection is past this step' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION oversight_line_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
BEGIN
    IF NOT EXISTS (SELECT FROM oversight_yearplan WHERE id = told AND state = 'draft') THEN
        RAISE EXCEPTION 'lines of a plan that was handed in stay' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION oversight_point_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.answer <> '' OR (NEW.id, NEW.review_id, NEW.words) IS DISTINCT FROM (OLD.id, OLD.review_id, OLD.words)
        THEN
            RAISE EXCEPTION 'an opinion and its answer stay' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NOT EXISTS (
        SELECT FROM oversight_socialreview
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.review_id ELSE NEW.review_id END
            AND (state = 'draft' OR (TG_OP = 'INSERT' AND state = 'sent'))
    ) THEN
        RAISE EXCEPTION 'opinions that were sent stay' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION oversight_round_may_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM oversight_recommendation WHERE inspection_id = NEW.id AND state IN ('open', 'remedied')
    ) THEN
        RAISE EXCEPTION 'recommendations still wait' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_REPORT = (
    "report_words", "written_by_id", "written_by_name", "report_number", "reported_on", "conclusion",
    "concluded_by_id", "concluded_by_name",
)  # fmt: skip
_MINUTES = ("minutes_on", "minutes_present", "minutes_words")
# A trigger each: its name, table, when, and what may change then.
_KEPT = (
    ("stays", "yearplan", "OLD.area_id <> NEW.area_id OR OLD.year <> NEW.year", ()),
    ("when_over", "yearplan", "OLD.state IN ('replaced', 'dropped')", ()),
    ("in_force", "yearplan", "OLD.state = 'approved'", ("state",)),
    ("in_force_or_replaced", "yearplan", "OLD.state = 'approved' AND NEW.state <> 'replaced'", ()),
    ("stays", "inspection", "OLD.area_id <> NEW.area_id", ()),
    ("when_over", "inspection", "OLD.state IN ('closed', 'cancelled')", ()),
    ("reported", "inspection", "OLD.state = 'reported'", ("state",)),
    ("reported_or_closed", "inspection", "OLD.state = 'reported' AND NEW.state <> 'closed'", ()),
    ("minuted", "inspection", "OLD.state IN ('minuted', 'written')", ("state", *_REPORT)),
    (
        "decided", "inspection", "OLD.state = 'decided'",
        ("first", "last", "report_due", "state", "why", *_MINUTES),
    ),
    ("stays", "attached", "", ("aside_at", "aside_why", "aside_by")),
    ("when_aside", "attached", "OLD.aside_at IS NOT NULL", ()),
    ("stays", "inspectionstep", "", ()),
    ("stays", "followup", "", ()),
    ("stays", "socialstep", "", ()),
    (
        "stays", "recommendation", "",
        ("state", "due", "recovered", "remedied_by_id", "closed_by_id"),
    ),
    ("when_withdrawn", "recommendation", "OLD.state = 'withdrawn'", ()),
    ("when_closed", "recommendation", "OLD.state = 'closed' AND NEW.state <> 'open'", ()),
    ("stays", "socialreview", "OLD.area_id <> NEW.area_id", ()),
    ("when_over", "socialreview", "OLD.state IN ('closed', 'withdrawn')", ()),
    (
        "sent", "socialreview", "OLD.state IN ('sent', 'answered')",
        ("state", "due", "answered_by_name", "answered_on"),
    ),
    ("stays", "settleddoubt", "", ("taken_back_at", "taken_back_by_name")),
    ("when_taken_back", "settleddoubt", "OLD.taken_back_at IS NOT NULL", ()),
)  # fmt: skip
_TRIGGERS = "\n".join(
    f"CREATE TRIGGER kept_{name} BEFORE UPDATE ON oversight_{table} FOR EACH ROW "
    + (f"WHEN ({when}) " if when else "")
    + f"EXECUTE FUNCTION oversight_is_kept({', '.join(repr(one) for one in carried)});"
    for name, table, when, carried in _KEPT
)
_NOT_DELETED = "\n".join(
    f"CREATE TRIGGER not_deleted BEFORE DELETE ON oversight_{table} "
    "FOR EACH ROW EXECUTE FUNCTION oversight_is_kept();"
    for table in _RULES
    if table not in _TAKEN_OUT
)
_IN_STEP = """
CREATE TRIGGER in_step BEFORE INSERT OR UPDATE OR DELETE ON oversight_teammember
    FOR EACH ROW EXECUTE FUNCTION oversight_in_step('preparing');
CREATE TRIGGER in_step BEFORE INSERT OR UPDATE OR DELETE ON oversight_checkitem
    FOR EACH ROW EXECUTE FUNCTION oversight_in_step('preparing', 'decided');
CREATE TRIGGER in_step BEFORE INSERT OR UPDATE ON oversight_finding
    FOR EACH ROW EXECUTE FUNCTION oversight_in_step('decided');
CREATE TRIGGER in_step BEFORE INSERT OR UPDATE ON oversight_recommendation
    FOR EACH ROW EXECUTE FUNCTION oversight_in_step('minuted', 'written', 'reported');
CREATE TRIGGER in_draft BEFORE INSERT OR UPDATE OR DELETE ON oversight_planline
    FOR EACH ROW EXECUTE FUNCTION oversight_line_in_draft();
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON oversight_socialpoint
    FOR EACH ROW EXECUTE FUNCTION oversight_point_is_kept();
CREATE TRIGGER may_close BEFORE UPDATE ON oversight_inspection
    FOR EACH ROW WHEN (NEW.state = 'closed' AND OLD.state <> 'closed')
    EXECUTE FUNCTION oversight_round_may_close();
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("accounts", "0010_who_and_when_asked_once")]

    operations = [
        migrations.RunSQL(one)
        for one in (_POLICIES, _IN_ITS_AREA, _FUNCTIONS, _TRIGGERS, _NOT_DELETED, _IN_STEP)
    ]
