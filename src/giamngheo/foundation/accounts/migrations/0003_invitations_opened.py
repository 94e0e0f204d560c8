"""Who opens an invitation has signed in as nobody: the hash of its secret is what lets them read that one row.

`holds_elsewhere` answers yes or no about rows the asker may not see: nobody gets into the account of somebody
whose roles reach beyond their own.
"""

from django.db import migrations

_OPENED = """
CREATE POLICY opened ON accounts_invitation FOR SELECT USING (
    secret_hash = (SELECT nullif(current_setting('giamngheo.invitation', true), ''))
);
"""

# Nobody acting (a command of the owner of the tables) is not held by scope.
_ELSEWHERE = """
CREATE FUNCTION holds_elsewhere(person bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public AS $$
    SELECT acting_user() IS NOT NULL AND NOT sees_all_areas() AND EXISTS (
        SELECT FROM accounts_holding AS held
        WHERE held.user_id = person AND NOT isempty(held.valid)
            AND (upper_inf(held.valid) OR upper(held.valid) > acting_day())
            AND held.area_id NOT IN (SELECT areas_seen())
    )
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_row_level_security")]

    operations = [
        migrations.RunSQL(_OPENED, "DROP POLICY opened ON accounts_invitation"),
        migrations.RunSQL(_ELSEWHERE, "DROP FUNCTION holds_elsewhere(bigint)"),
    ]
