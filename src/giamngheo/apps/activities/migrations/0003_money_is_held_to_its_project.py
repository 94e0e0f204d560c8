"""A key by which the database holds money of an activity to its unit, programme and project."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0002_guarded_and_kept"),
        ("areas", "0005_authors_of_batches"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("id", "area", "programme", "project"), name="activities_activity_of_its_project"
            ),
        ),
    ]
