"""Tokens and kept answers: seen and written by their person; who answers for an area withdraws a token there.

Who comes with a token has signed in as nobody: the hash of its secret lets them read that one row. What a
token is for never changes: only that it was used or withdrawn may be written. A kept answer is never changed
and not deleted before its time.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from giamngheo.foundation.audit.database_role import APP_ROLE

# Whose holdings are seen is the policy of holdings: oneself, and who holds a role where one does.
_SEEN = "user_id = (SELECT acting_user()) OR user_id IN (SELECT held.user_id FROM accounts_holding AS held)"
_OWN = "user_id = (SELECT acting_user())"
_POLICIES = f"""
ALTER TABLE tokens_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON tokens_token FOR SELECT USING ({_SEEN});
CREATE POLICY opened ON tokens_token FOR SELECT USING (
    secret_hash = (SELECT nullif(current_setting('giamngheo.token', true), '')));
CREATE POLICY added ON tokens_token FOR INSERT WITH CHECK ({_OWN});
CREATE POLICY changed ON tokens_token FOR UPDATE USING ({_SEEN}) WITH CHECK ({_SEEN});
REVOKE UPDATE, DELETE ON tokens_token FROM {APP_ROLE};
GRANT UPDATE (last_used_on, withdrawn_at, withdrawn_by_id) ON tokens_token TO {APP_ROLE};

ALTER TABLE tokens_keptanswer ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON tokens_keptanswer FOR SELECT USING ({_OWN});
CREATE POLICY added ON tokens_keptanswer FOR INSERT WITH CHECK ({_OWN});
CREATE POLICY forgotten ON tokens_keptanswer FOR DELETE USING (
    {_OWN} AND made_at < now() - interval '30 days');
REVOKE UPDATE ON tokens_keptanswer FROM {APP_ROLE};
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0010_who_and_when_asked_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "permissions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("beginning", models.CharField(max_length=12)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_on", models.DateField()),
                ("last_used_on", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "mã truy cập",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("permissions", []), _negated=True),
                        name="tokens_token_permits_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("user", "name"),
                        name="tokens_token_named_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("asked_hash", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tokens.token",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "câu trả lời được giữ",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="tokens_answer_once"),
                ],
                "indexes": [
                    models.Index(fields=["user", "made_at"], name="tokens_answer_by_time"),
                ],
            },
        ),
        migrations.RunSQL(_POLICIES, migrations.RunSQL.noop),
    ]
