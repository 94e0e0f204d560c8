"""How often the API is asked: counted for all processes, in a table without a log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tokens", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedCount",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("until", models.DateTimeField(db_index=True)),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name_plural": "số lần gọi",
            },
        ),
        migrations.RunSQL("ALTER TABLE tokens_askedcount SET UNLOGGED"),
    ]
