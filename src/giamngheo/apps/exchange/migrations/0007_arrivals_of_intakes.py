"""An intake knows by which events of the register it added people, so that they go with it."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0006_intakes_by_area"),
    ]

    operations = [
        migrations.AddField(
            model_name="takenin",
            name="arrivals",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
    ]
