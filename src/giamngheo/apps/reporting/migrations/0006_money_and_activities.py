"""An edition keeps what the money and the activities of the period were when it was drawn up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_copies_for_further_receivers")]

    operations = [
        migrations.AddField("edition", "money", models.JSONField(default=dict)),
        migrations.AddField("edition", "activities", models.JSONField(default=dict)),
    ]
