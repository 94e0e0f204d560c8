"""Sponsorships are listed by an index in their order: those that stand first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("fund", "0002_guarded_and_kept"),
        ("households", "0020_names_settled"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(
                models.OrderBy(models.F("ended_on"), descending=True, nulls_first=True),
                models.OrderBy(models.F("first"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="fund_sponsorships_in_order",
            ),
        )
    ]
