"""What is measured of a sealed sheet stands beside it as one line; versions sealed before have none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0005_answers_as_written"),
    ]

    operations = [
        migrations.AddField(
            model_name="sheetversion",
            name="measured",
            field=models.TextField(blank=True, db_default=""),
        ),
    ]
