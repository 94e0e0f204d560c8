"""What the page saved by itself is a kind of its own; of these, and no others, what was typed on may be deleted.

The one that is typed on to is of the same person, and nothing else was written between them.
"""

from django.db import migrations, models

_DELETED = """
CREATE POLICY thinned ON surveys_sheetversion FOR DELETE USING (kind = 'typed' AND ((SELECT sees_all_areas()) OR EXISTS (
    SELECT FROM surveys_filledsheet AS own
    WHERE own.id = surveys_sheetversion.sheet_id AND own.area_id IN (SELECT areas_seen()))));
CREATE FUNCTION surveys_only_typed_on_is_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.kind <> 'typed' OR NOT EXISTS (
        SELECT FROM surveys_sheetversion AS onward
        WHERE onward.sheet_id = OLD.sheet_id AND onward.number > OLD.number AND onward.kind = 'typed'
            AND onward.author_id IS NOT DISTINCT FROM OLD.author_id
            AND NOT EXISTS (
                SELECT FROM surveys_sheetversion AS other
                WHERE other.sheet_id = OLD.sheet_id AND other.number > OLD.number AND other.number < onward.number
                    AND (other.kind <> 'typed' OR other.author_id IS DISTINCT FROM OLD.author_id)
            )
    ) THEN
        RAISE EXCEPTION 'no version of a sheet is deleted that was not typed on' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
DROP TRIGGER not_deleted ON surveys_sheetversion;
CREATE TRIGGER only_typed_on_deleted BEFORE DELETE ON surveys_sheetversion
    FOR EACH ROW EXECUTE FUNCTION surveys_only_typed_on_is_deleted();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0007_sheets_found_by_area"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="sheetversion",
            name="surveys_version_kind_known",
        ),
        migrations.AlterField(
            model_name="sheetversion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "mở phiếu"),
                    ("draft", "ghi nháp"),
                    ("typed", "tự ghi khi đang gõ"),
                    ("people", "lấy người theo sổ hộ"),
                    ("sealed", "khoá phiếu"),
                    ("corrected", "đính chính"),
                    ("gathered", "nhận từ ODK, Kobo"),
                    ("taken_back", "hoàn tác lần nhận"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "opened",
                            "draft",
                            "typed",
                            "people",
                            "sealed",
                            "corrected",
                            "gathered",
                            "taken_back",
                        ],
                    )
                ),
                name="surveys_version_kind_known",
            ),
        ),
        migrations.RunSQL(_DELETED),
    ]
