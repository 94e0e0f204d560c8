"""The occasions of an area are found without reading its sheets, a reviewer's sheets without those of others."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("households", "0016_heads_found_alone"),
        ("surveys", "0006_measured_lines"),
    ]

    operations = [
        migrations.AlterField(
            model_name="filledsheet",
            name="area",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
            ),
        ),
        migrations.AddIndex(
            model_name="filledsheet",
            index=models.Index(fields=["area", "occasion", "id"], name="surveys_sheet_occasions"),
        ),
        migrations.AddIndex(
            model_name="filledsheet",
            index=models.Index(
                condition=models.Q(("reviewer_id__isnull", False)),
                fields=["reviewer_id"],
                name="surveys_sheet_of_reviewer",
            ),
        ),
    ]
