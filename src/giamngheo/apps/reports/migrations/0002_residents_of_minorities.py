"""Residents of ethnic minorities are typed in too, both households and persons or neither."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("reports", "0001_residents"),
    ]

    operations = [
        migrations.AddField(
            model_name="residenttotal",
            name="minority_households",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="residenttotal",
            name="minority_persons",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="residenttotal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minority_households", None), ("minority_persons", None)),
                    models.Q(
                        ("minority_households__lte", models.F("households")),
                        ("minority_persons__lte", models.F("persons")),
                        ("persons__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="reports_residents_of_minorities",
            ),
        ),
    ]
