"""The role under which pages use the database: it owns nothing, so it can change no rule nor go round it.

The login role owns the tables and migrates them; a request gives its rights away by taking this role.
"""

from typing import Final

APP_ROLE: Final = "giamngheo_app"

# A role belongs to the whole server: two databases (tests in parallel) may be making it at the same moment.
MAKE_APP_ROLE: Final = f"""
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
        BEGIN
            CREATE ROLE {APP_ROLE} NOLOGIN;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'insufficient_privilege',
                    MESSAGE = 'Tài khoản cơ sở dữ liệu không được tạo vai trò {APP_ROLE}.',
                    HINT = 'Nhờ người quản trị PostgreSQL chạy: CREATE ROLE {APP_ROLE} NOLOGIN; '
                        'GRANT {APP_ROLE} TO ' || quote_ident(current_user) || '; rồi chạy lại.';
        END;
    END IF;
    IF NOT pg_has_role(current_user, '{APP_ROLE}', 'SET') THEN
        EXECUTE 'GRANT {APP_ROLE} TO ' || quote_ident(current_user);
    END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO {APP_ROLE};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP_ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP_ROLE};
"""
