"""Who sees and writes reviews, and that what happened is never changed.

A round is of a commune and seen by who answers for it or for one of its villages; cases and entries by who
answers for the village. Happenings, votes, objections and proposals follow their own. What a unit set for its
procedures is law in that unit and no secret. Facts are never changed nor deleted; of an entry and a decision
only what is carried is.
"""

from django.db import migrations

_SEES = "((SELECT sees_all_areas()) OR {} IN (SELECT areas_seen()))"
_AREA = _SEES.format("area_id")


def _policies(table: str, seen: str, written: str, *, changed: bool = False) -> str:
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING ({seen});
CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({written});
""" + (
        f"CREATE POLICY changed ON {table} FOR UPDATE USING ({written}) WITH CHECK ({written});"
        if changed
        else ""
    )


def _following(table: str, parent: str, column: str) -> str:
    own = f"EXISTS (SELECT FROM {parent} AS own WHERE own.id = {table}.{column})"
    written = (
        f"EXISTS (SELECT FROM {parent} AS own WHERE own.id = {table}.{column} AND "
        f"{_SEES.format('own.area_id')})"
        if parent in {"reviews_case", "reviews_entry"}
        else own
    )
    return _policies(table, own, written)


_ROUNDS = _policies(
    "reviews_round",
    f"{_AREA} OR EXISTS (SELECT FROM reviews_case AS own WHERE own.round_id = reviews_round.id)",
    _AREA,
    changed=True,  # only for the lock of who scores: the trigger lets nothing else pass
)
_PARTS = "\n".join(
    (
        _policies("reviews_case", _AREA, _AREA, changed=True),
        _policies("reviews_entry", _AREA, _AREA, changed=True),
        _policies(
            "reviews_decision",
            f"{_AREA} OR EXISTS (SELECT FROM reviews_case AS own WHERE own.round_id = reviews_decision.round_id)",
            _AREA,
            changed=True,
        ),
        _policies("reviews_proceduresetting", "true", _AREA, changed=True),
        _following("reviews_objection", "reviews_case", "case_id"),
        _following("reviews_happening", "reviews_case", "case_id"),
        _following("reviews_householdvote", "reviews_happening", "happening_id"),
        _following("reviews_proposal", "reviews_entry", "entry_id"),
    )
)
_FUNCTIONS = """
CREATE FUNCTION reviews_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_NARGS = 0
        OR to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[]
    THEN
        RAISE EXCEPTION 'what happened in a review is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
_CARRIED = {
    "reviews_round": (),
    "reviews_case": (),
    "reviews_happening": (),
    "reviews_householdvote": (),
    "reviews_objection": (),
    "reviews_proposal": (),
    "reviews_proceduresetting": ("ended_at",),
    "reviews_decision": ("households", "batch"),
    "reviews_entry": (
        "left_out_on",
        "left_out_why",
        "proposal",
        "proposed_class",
        "decided_proposal",
        "decided_class",
    ),
}
_TRIGGERS = "\n".join(
    f"""
CREATE TRIGGER kept BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept({", ".join(f"'{name}'" for name in carried)});
CREATE TRIGGER not_deleted BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION reviews_is_kept();
"""
    for table, carried in _CARRIED.items()
)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [migrations.RunSQL(one) for one in (_ROUNDS, _PARTS, _FUNCTIONS, _TRIGGERS)]
