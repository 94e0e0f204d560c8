"""The second guard: the database itself shows a request only rows of areas in which its person holds a role.

`giamngheo.user` and `giamngheo.day` are set for each request (see `acting.py`); without them nothing is shown.
The two functions are for all apps to come: `area_id IN (SELECT areas_seen())` is reckoned once a query.
"""

from django.db import migrations

_WHO = """
CREATE FUNCTION acting_user() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('giamngheo.user', true), '')::bigint
$$;
CREATE FUNCTION acting_day() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('giamngheo.day', true), '')::date
$$;
"""

# As their owner these read the tables past the policies: a policy on holdings must not ask itself.
_SEEN = """
CREATE FUNCTION areas_seen() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public ROWS 1000 AS $$
    SELECT within.area_id
    FROM accounts_holding AS held JOIN areas_containment AS within ON within.ancestor_id = held.area_id
    WHERE held.user_id = acting_user() AND held.valid @> acting_day() AND within.valid @> acting_day()
$$;
CREATE FUNCTION sees_all_areas() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM accounts_holding AS held
        JOIN areas_version AS version ON version.area_id = held.area_id
        WHERE held.user_id = acting_user() AND held.valid @> acting_day()
            AND version.valid @> acting_day() AND version.tier = 0
    )
$$;
"""

# `(SELECT f())` is asked once a query, a bare f() once a row.
_IN_SCOPE = "(SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen())"
_POLICIES = f"""
ALTER TABLE accounts_holding ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON accounts_holding FOR SELECT USING (user_id = (SELECT acting_user()) OR {_IN_SCOPE});
CREATE POLICY granted ON accounts_holding FOR INSERT WITH CHECK ({_IN_SCOPE});
CREATE POLICY ended ON accounts_holding FOR UPDATE USING ({_IN_SCOPE}) WITH CHECK ({_IN_SCOPE});

ALTER TABLE accounts_invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON accounts_invitation FOR SELECT USING ({_IN_SCOPE});
CREATE POLICY made ON accounts_invitation FOR INSERT WITH CHECK ({_IN_SCOPE});
CREATE POLICY changed ON accounts_invitation FOR UPDATE USING ({_IN_SCOPE}) WITH CHECK ({_IN_SCOPE});

ALTER TABLE audit_auditline ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON audit_auditline FOR SELECT USING (actor_id = (SELECT acting_user()) OR {_IN_SCOPE});
CREATE POLICY written ON audit_auditline FOR INSERT WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
        ("audit", "0002_append_only_and_chained"),
    ]

    operations = [
        migrations.RunSQL(_WHO),
        migrations.RunSQL(_SEEN),
        migrations.RunSQL(_POLICIES),
    ]
