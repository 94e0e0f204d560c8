"""An index by which a village finds who took part, as the checks of oversight ask."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_all_years_in_order"),
        ("areas", "0005_authors_of_batches"),
        ("households", "0020_names_settled"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["village", "activity"], name="activities_took_part_of"),
        ),
    ]
