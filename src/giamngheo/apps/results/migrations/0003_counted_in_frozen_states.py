"""A counted figure names the frozen state and the law it was counted by, and is told apart by groups."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0002_guarded_and_kept"),
        ("snapshots", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="actual",
            name="definition",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="actual",
            name="moved",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="actual",
            name="parts",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="actual",
            name="snapshot",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="snapshots.snapshot",
            ),
        ),
    ]
