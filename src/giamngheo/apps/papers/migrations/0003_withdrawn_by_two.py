"""An issued paper may wait for a second person to confirm its withdrawal; who asked for it does not end it."""

from django.db import migrations, models

_KEPT = """
CREATE OR REPLACE FUNCTION papers_paper_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_issuing text[] := ARRAY['state', 'number', 'day', 'issued_at', 'issued_by_id', 'issued_by_name'];
    of_ending text[] := ARRAY['state', 'reason', 'replaced_by_id', 'ended_at', 'ended_by_id', 'ended_by_name'];
    of_asking text[] := ARRAY['reason', 'withdrawal_asked_at', 'withdrawal_asked_by_id',
        'withdrawal_asked_by_name'];
    may_change text[];
BEGIN
    may_change := CASE
        WHEN OLD.state = 'draft' AND NEW.state = 'issued' THEN of_issuing
        WHEN OLD.state = 'draft' AND NEW.state = 'withdrawn' THEN of_ending
        WHEN OLD.state = 'issued' AND NEW.state = 'issued'
            AND (OLD.withdrawal_asked_at IS NULL) <> (NEW.withdrawal_asked_at IS NULL) THEN of_asking
        WHEN OLD.state = 'issued' AND NEW.state IN ('withdrawn', 'replaced') THEN of_ending
    END;
    IF may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
        RAISE EXCEPTION 'a paper is issued, withdrawn or replaced; nothing else of it changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_authors_of_batches"),
        ("papers", "0002_guarded_and_kept"),
    ]

    operations = [
        migrations.RunSQL(_KEPT),
        migrations.AddField(
            model_name="issuedpaper",
            name="withdrawal_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="issuedpaper",
            name="withdrawal_asked_by_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="issuedpaper",
            name="withdrawal_asked_by_name",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.AddIndex(
            model_name="issuedpaper",
            index=models.Index(
                condition=models.Q(("state", "issued"), ("withdrawal_asked_at__isnull", False)),
                fields=["area"],
                name="papers_withdrawal_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("ended_by_id", models.F("withdrawal_asked_by_id")), _negated=True),
                    _connector="OR",
                ),
                name="papers_withdrawn_by_another",
            ),
        ),
    ]
