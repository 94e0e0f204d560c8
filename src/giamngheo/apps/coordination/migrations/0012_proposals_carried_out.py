"""Proposals name the activity that carries them out; of one that stands in a plan nothing else changes."""

import django.db.models.deletion
from django.db import migrations, models

_KEPT = """
DROP TRIGGER kept_when_over ON coordination_communityproposal;
CREATE TRIGGER kept_when_over BEFORE UPDATE ON coordination_communityproposal FOR EACH ROW
    WHEN (OLD.state = 'declined'
        OR OLD.state = 'in_plan' AND to_jsonb(OLD) - 'activity_id' IS DISTINCT FROM to_jsonb(NEW) - 'activity_id')
    EXECUTE FUNCTION coordination_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0005_took_part_by_village"),
        ("coordination", "0011_household_plans_in_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="communityproposal",
            name="activity",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="activities.activity",
            ),
        ),
        migrations.AddIndex(
            model_name="communityproposal",
            index=models.Index(
                condition=models.Q(("activity__isnull", False)),
                fields=["activity"],
                name="coordination_carried_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="communityproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("activity", None), ("state__in", ["accepted", "in_plan"]), _connector="OR"
                ),
                name="coordination_carried_out_when_accepted",
            ),
        ),
        migrations.RunSQL(_KEPT),
    ]
