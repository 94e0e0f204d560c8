"""What plans of units say is proposed, not what files said: nothing had been proposed from a file yet."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0006_units_guarded"),
        ("programmes", "0004_plans_guarded_and_kept"),
    ]

    operations = [
        migrations.AlterField(
            model_name=model,
            name="plan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.unitplan",
            ),
        )
        for model in ("assignment", "giventask")
    ]
