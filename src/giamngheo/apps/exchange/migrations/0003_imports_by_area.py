"""Imports and the mappings of their sources are seen and changed only by who holds a role in their unit."""

from django.db import migrations

_AREA = "((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))"


def _policies(table: str) -> str:
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING {_AREA};
CREATE POLICY added ON {table} FOR INSERT WITH CHECK {_AREA};
CREATE POLICY changed ON {table} FOR UPDATE USING {_AREA} WITH CHECK {_AREA};
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_imports"), ("accounts", "0006_areas_written_within_scope")]

    operations = [
        migrations.RunSQL(_policies(table)) for table in ("exchange_import", "exchange_sourcemapping")
    ]
