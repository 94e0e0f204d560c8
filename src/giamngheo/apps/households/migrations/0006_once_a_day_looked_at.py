"""Open facts and ended ones do not meet: looked at once a statement, for all its rows.

The function sees all rows whoever asks (SECURITY DEFINER): what is hidden from the person stands all the same.
"""

from django.db import migrations

# For each written row one look into a small index: those that ended, or the one that is open.
_FUNCTION = """
CREATE FUNCTION households_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    met boolean;
BEGIN
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM written CROSS JOIN LATERAL (SELECT FROM %1$I AS other WHERE %2$s'
        ' AND other.superseded_by_id IS NULL AND NOT upper_inf(other.valid)'
        ' AND other.valid && written.valid AND other.id <> written.id LIMIT 1) AS ended'
        ' WHERE written.superseded_by_id IS NULL AND upper_inf(written.valid))'
        ' OR EXISTS (SELECT FROM written CROSS JOIN LATERAL (SELECT FROM %1$I AS other WHERE %2$s'
        ' AND other.superseded_by_id IS NULL AND upper_inf(other.valid)'
        ' AND other.valid && written.valid LIMIT 1) AS open'
        ' WHERE written.superseded_by_id IS NULL AND NOT upper_inf(written.valid))',
        TG_TABLE_NAME, TG_ARGV[1]
    ) INTO met;
    IF met THEN
        RAISE EXCEPTION 'two facts of one day: %', TG_ARGV[0]
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = TG_ARGV[0];
    END IF;
    RETURN NULL;
END $$;
"""
_ENDED = "".join(
    f"CREATE INDEX households_{table}_ended ON households_{table} ({columns})"
    " WHERE superseded_by_id IS NULL AND NOT upper_inf(valid);"
    for table, columns in (
        ("residence", "household_id"),
        ("membership", "household_id, person_id"),
        ("particulars", "person_id"),
    )
)
_SAME_HOME = "other.household_id = written.household_id"
_SAME_PERSON = "other.person_id = written.person_id"
_BOTH_HEADS = "other.relationship = ''head'' AND written.relationship = ''head''"
_GUARDED = (
    ("residence", "households_one_residence", _SAME_HOME),
    ("membership", "households_member_once", f"{_SAME_HOME} AND {_SAME_PERSON}"),
    ("membership", "households_one_head", f"{_SAME_HOME} AND {_BOTH_HEADS}"),
    ("particulars", "households_particulars_once", _SAME_PERSON),
)
_TRIGGERS = "".join(
    f"CREATE TRIGGER {name} AFTER INSERT ON households_{table} REFERENCING NEW TABLE AS written"
    f" FOR EACH STATEMENT EXECUTE FUNCTION households_once('{name}', '{same}');"
    for table, name, same in _GUARDED
)


class Migration(migrations.Migration):
    dependencies = [("households", "0005_once_a_day")]

    operations = [migrations.RunSQL(_FUNCTION), migrations.RunSQL(_ENDED), migrations.RunSQL(_TRIGGERS)]
