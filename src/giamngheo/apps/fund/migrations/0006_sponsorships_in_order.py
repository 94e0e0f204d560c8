"""An index in whose order sponsorships are listed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("fund", "0005_sponsors_of_households"),
        ("households", "0020_names_settled"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(
                models.OrderBy(models.F("ended_on"), descending=True, nulls_first=True),
                models.OrderBy(models.F("first"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="fund_sponsors_listed",
            ),
        ),
    ]
