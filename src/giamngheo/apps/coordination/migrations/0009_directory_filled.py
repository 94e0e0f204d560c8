"""The directory is seen by its unit and above, nothing of it is deleted; the names that were typed come in.

Plain forms are made where the product makes them, so names are read once, each once, and written at once.
"""

from django.apps.registry import Apps
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from giamngheo.foundation.text import plain

_GUARDED = """
ALTER TABLE coordination_directoryentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON coordination_directoryentry FOR SELECT USING
    ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
CREATE POLICY added ON coordination_directoryentry FOR INSERT WITH CHECK
    ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
CREATE POLICY changed ON coordination_directoryentry FOR UPDATE USING
    ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()))
    WITH CHECK ((SELECT sees_all_areas()) OR area_id IN (SELECT areas_seen()));
CREATE TRIGGER kept BEFORE DELETE ON coordination_directoryentry
    FOR EACH ROW EXECUTE FUNCTION coordination_is_kept();
CREATE TRIGGER kept_when_over BEFORE UPDATE ON coordination_directoryentry
    FOR EACH ROW WHEN (OLD.joined_into_id IS NOT NULL AND NEW.joined_into_id IS NULL)
    EXECUTE FUNCTION coordination_is_kept();
"""
# A village uses the directory of the commune in which it lies, or lay at last.
_TYPED = """
WITH typed AS (
    SELECT area_id, organisation AS name, '' AS kind FROM coordination_assignment WHERE state <> 'proposed'
    UNION SELECT area_id, organisation, '' FROM coordination_giventask WHERE unit_id IS NULL
    UNION SELECT home.area_id, follow.follower, follow.kind FROM coordination_follow AS follow
        JOIN households_household AS home ON home.id = follow.household_id
), holder AS (
    SELECT DISTINCT ON (typed.area_id) typed.area_id, around.ancestor_id
    FROM (SELECT DISTINCT area_id FROM typed) AS typed
    JOIN areas_containment AS around ON around.area_id = typed.area_id
    JOIN areas_version AS version ON version.area_id = around.ancestor_id AND version.tier <= 3
    ORDER BY typed.area_id, version.tier DESC, upper(around.valid) DESC NULLS FIRST
)
SELECT DISTINCT coalesce(holder.ancestor_id, typed.area_id), typed.name, typed.kind
FROM typed LEFT JOIN holder USING (area_id) ORDER BY 1, 3 DESC, 2
"""


def _fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TYPED)
        typed = cursor.fetchall()
    entry = apps.get_model("coordination", "DirectoryEntry")
    found = {
        (area, plain(name)): entry(
            area_id=area, kind=kind or "agency", name=name, key=plain(name), made_by_name="Hệ thống"
        )
        for area, name, kind in reversed(typed)
    }
    entry.objects.bulk_create(found.values(), batch_size=1_000)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0008_directory")]

    operations = [
        migrations.RunSQL(_GUARDED),
        migrations.RunPython(_fill, migrations.RunPython.noop),
    ]
