"""Activities of all years are listed by an index in their order instead of a sort of ten years of a country."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_guarded_and_kept"), ("areas", "0005_authors_of_batches")]

    operations = [
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["-first", "-id"], name="activities_of_all_years"),
        )
    ]
