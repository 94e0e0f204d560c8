"""A target may be drawn from one of a plan in the system."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_plans_guarded_and_kept"),
        ("results", "0004_targets_of_units_above"),
    ]

    operations = [
        migrations.AddField(
            model_name="plannedtarget",
            name="plan_target",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.plantarget",
            ),
        ),
    ]
