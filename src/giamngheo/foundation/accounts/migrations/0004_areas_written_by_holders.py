"""Areas are public facts that everybody reads; a page writes them only for who holds a role today.

Which units a person may change is asked by the pages: a unit that is only being made lies in nobody's areas yet.
"""

from django.db import migrations

_TABLES = ("batch", "change", "area", "version", "code", "succession", "containment", "overlap", "boundary")
_HOLDS = "EXISTS (SELECT FROM areas_seen())"
_POLICIES = "".join(
    f"""
ALTER TABLE areas_{table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON areas_{table} FOR SELECT USING (true);
CREATE POLICY added ON areas_{table} FOR INSERT WITH CHECK ((SELECT {_HOLDS}));
CREATE POLICY changed ON areas_{table} FOR UPDATE USING ((SELECT {_HOLDS}));
CREATE POLICY removed ON areas_{table} FOR DELETE USING ((SELECT {_HOLDS}));
"""
    for table in _TABLES
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_invitations_opened"), ("areas", "0002_boundary")]

    operations = [migrations.RunSQL(_POLICIES)]
