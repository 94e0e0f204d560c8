"""The database alone says when a line was written and which number it has; no page may date one back.

The chain is written in our tables whatever temporary ones of that name its caller has.
"""

from django.db import migrations

from giamngheo.foundation.audit.database_role import APP_ROLE

_SAID = "actor_id, actor_name, address, verb, area_id, subject_kind, subject_id, sentence, details"
_RIGHTS = f"""
REVOKE INSERT ON audit_auditline FROM {APP_ROLE};
GRANT INSERT ({_SAID}) ON audit_auditline TO {APP_ROLE};
ALTER FUNCTION audit_chain() SET search_path = pg_catalog, public, pg_temp;
"""
_BEFORE = f"""
GRANT INSERT ON audit_auditline TO {APP_ROLE};
ALTER FUNCTION audit_chain() SET search_path = pg_catalog, public;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only_and_chained")]

    operations = [migrations.RunSQL(_RIGHTS, _BEFORE)]
