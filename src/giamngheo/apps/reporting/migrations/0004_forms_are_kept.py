"""An edition keeps the unit's own forms as they stood when it was drawn up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0003_targets_that_were_accepted"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="forms",
            field=models.JSONField(default=list),
        ),
    ]
