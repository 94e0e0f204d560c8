"""A fact is put aside once and changed in nothing else, whoever asks; nothing of the register is deleted."""

from django.db import migrations

_FACTS = ("residence", "membership", "particulars", "householdnumber", "formernumber")
_KEPT = ("event", "household", "person")

_FUNCTIONS = """
CREATE FUNCTION households_fact_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.superseded_by_id IS NOT NULL OR NEW.superseded_by_id IS NULL
        OR to_jsonb(NEW) - 'superseded_by_id' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_by_id'
    THEN
        RAISE EXCEPTION 'a fact of the register is only put aside, once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION households_nothing_is_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'nothing of the register is deleted' USING ERRCODE = 'restrict_violation';
END $$;
"""
_TRIGGERS = "".join(
    f"CREATE TRIGGER kept BEFORE UPDATE ON households_{table}"
    " FOR EACH ROW EXECUTE FUNCTION households_fact_is_kept();"
    for table in _FACTS
) + "".join(
    f"CREATE TRIGGER not_deleted BEFORE DELETE ON households_{table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION households_nothing_is_deleted();"
    for table in (*_FACTS, *_KEPT)
)


class Migration(migrations.Migration):
    dependencies = [("households", "0002_row_level_security")]

    operations = [migrations.RunSQL(_FUNCTIONS), migrations.RunSQL(_TRIGGERS)]
