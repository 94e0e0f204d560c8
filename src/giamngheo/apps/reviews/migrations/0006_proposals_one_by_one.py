"""A proposal is seen by who sees its entry: each entry is asked for by its number.

With EXISTS the database may read all entries in reach first, for the lists of one commune those of its whole
province.
"""

from django.db import migrations

_EACH = "(SELECT own.id FROM reviews_entry AS own WHERE own.id = reviews_proposal.entry_id) IS NOT NULL"
_AT_ONCE = "EXISTS (SELECT FROM reviews_entry AS own WHERE own.id = reviews_proposal.entry_id)"


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_revisits")]

    operations = [
        migrations.RunSQL(
            f"ALTER POLICY seen ON reviews_proposal USING ({_EACH})",
            f"ALTER POLICY seen ON reviews_proposal USING ({_AT_ONCE})",
        )
    ]
