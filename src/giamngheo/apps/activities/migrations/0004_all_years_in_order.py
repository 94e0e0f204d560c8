"""An index in whose order the activities of all years are listed, year by year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_money_is_held_to_its_project")]

    operations = [
        migrations.RemoveIndex(model_name="activity", name="activities_of_year"),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["-year", "-first", "-id"], name="activities_by_year"),
        ),
    ]
