"""An index in whose order plans of households are listed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0010_seen_with_what_they_belong_to"),
        ("households", "0020_names_settled"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="householdplan",
            index=models.Index(fields=["ended_on", "last", "id"], name="coordination_plans_listed"),
        ),
    ]
