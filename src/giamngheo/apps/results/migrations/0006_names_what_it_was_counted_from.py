"""A figure counted in activities or in the ledger of help names the rows that it was counted from.

The trigger of 0002 holds the new column as it holds the others: a figure is never rewritten.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0005_drawn_from_plans"),
    ]

    operations = [
        migrations.AddField(
            model_name="actual",
            name="behind",
            field=models.JSONField(default=dict),
        ),
    ]
