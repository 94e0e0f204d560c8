"""The trail is only added to, by anybody, and each line is chained to the one before when its transaction ends."""

from django.db import migrations

from giamngheo.foundation.audit.database_role import APP_ROLE, MAKE_APP_ROLE

_REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = 'Nhật ký chỉ được ghi thêm, không được sửa hay xoá.';
END
$$;
CREATE TRIGGER audit_line_kept BEFORE UPDATE OR DELETE ON audit_auditline
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_line_not_emptied BEFORE TRUNCATE ON audit_auditline
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_kept BEFORE UPDATE OR DELETE ON audit_auditlink
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_not_emptied BEFORE TRUNCATE ON audit_auditlink
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

# What is hashed is read back by `queries.broken_link`; the two must say the same.
_CHAIN = """
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public AS $$
DECLARE
    last record;
    said bytea;
BEGIN
    -- One transaction at a time from here to its end: a deferred trigger runs when all other work is done.
    PERFORM pg_advisory_xact_lock(hashtext('audit_chain'));
    SELECT number, hash INTO last FROM audit_auditlink ORDER BY number DESC LIMIT 1;
    said := convert_to(audit_said(NEW), 'UTF8');
    INSERT INTO audit_auditlink (number, line_id, previous, hash) VALUES (
        coalesce(last.number, 0) + 1, NEW.id, coalesce(last.hash, ''), sha256(coalesce(last.hash, '') || said)
    );
    RETURN NULL;
END
$$;
CREATE FUNCTION audit_said(line audit_auditline) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_array(
        line.id, extract(epoch FROM line.at), line.actor_id, line.actor_name, host(line.address), line.verb,
        line.area_id, line.subject_kind, line.subject_id, line.sentence, line.details
    )::text
$$;
CREATE CONSTRAINT TRIGGER audit_line_chained AFTER INSERT ON audit_auditline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();
"""

_RIGHTS = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditline FROM {APP_ROLE};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_auditlink FROM {APP_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(MAKE_APP_ROLE),
        migrations.RunSQL(_REFUSE),
        migrations.RunSQL(_CHAIN),
        migrations.RunSQL(_RIGHTS),
    ]
