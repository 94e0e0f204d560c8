"""People are listed by their given names and found by words without accents: two keys beside each name."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from giamngheo.foundation.accounts.name_keys import (
    NameSearchKey,
    NameSortKey,
    name_search_key,
    name_sort_key,
)

_AT_ONCE = 1000


def _fill(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects.only("full_name", "username").order_by("id")
    last = 0
    while some := list(users.filter(id__gt=last)[:_AT_ONCE]):
        for user in some:
            user.sort_key = name_sort_key(user.full_name)
            user.search_key = name_search_key(user.full_name, user.username)
        users.bulk_update(some, ["sort_key", "search_key"])
        last = some[-1].id


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_areas_written_by_holders")]

    operations = [
        migrations.AddField("user", "search_key", NameSearchKey(default="", editable=False)),
        migrations.AddField("user", "sort_key", NameSortKey(db_collation="C", default="", editable=False)),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "user", models.Index(fields=["sort_key", "id"], name="accounts_user_by_given_name")
        ),
        migrations.AddIndex(
            "user",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("search_key", config="simple"),
                name="accounts_user_words",
            ),
        ),
    ]
