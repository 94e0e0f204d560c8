"""Answers are kept as they were written: they are read whole, hundreds of thousands at once, never searched.

As jsonb each would be written out as text anew at every reading. Nor are they pressed together: a sheet of two
thousand letters takes longer to unfold than to read. What was written before stays as small as it was.
"""

from django.db import migrations

import giamngheo.apps.surveys.models

_UNPRESSED = """
ALTER TABLE surveys_sheetversion ALTER COLUMN answers SET STORAGE EXTERNAL;
ALTER TABLE surveys_sheetversion SET (toast_tuple_target = 8160);
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_gathered_versions")]

    operations = [
        migrations.AlterField(
            model_name="sheetversion",
            name="answers",
            field=giamngheo.apps.surveys.models.WrittenField(),
        ),
        migrations.RunSQL(_UNPRESSED),
    ]
