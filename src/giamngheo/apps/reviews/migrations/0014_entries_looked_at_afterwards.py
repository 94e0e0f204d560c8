"""What may never change of an entry is looked at after it was written, not before.

Before, the row is locked first whatever the condition says, which writes as much as the change itself: half of
the time of scoring and deciding on lists.
"""

import importlib

from django.db import migrations

KEPT = importlib.import_module("giamngheo.apps.reviews.migrations.0013_entries_change_in_place").KEPT
_OLD, _NEW = (", ".join(f"{row}.{name}" for name in KEPT) for row in ("OLD", "NEW"))
_TRIGGER = f"""
DROP TRIGGER kept ON reviews_entry;
CREATE TRIGGER kept AFTER UPDATE ON reviews_entry FOR EACH ROW
    WHEN (({_OLD}) IS DISTINCT FROM ({_NEW})) EXECUTE FUNCTION reviews_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0013_entries_change_in_place")]

    operations = [migrations.RunSQL(_TRIGGER)]
