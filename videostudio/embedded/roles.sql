-- For psql, as the superuser: makes the role `studio` and its database, and lets it own all in it.
--
-- All of it may be done again, and all objects change hands together or not at all: if it is killed,
-- the next start goes on. It finds what belonged to the superuser before there was a second role,
-- and what was restored as the superuser.
--
-- Danger: the studio may have made functions of any name in its schema. So the superuser looks for
-- none there.

SET search_path = pg_catalog, pg_temp;
DO $$
DECLARE other name;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'studio') THEN
        CREATE ROLE studio LOGIN;
    ELSIF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'studio' AND rolcanlogin AND NOT (
            rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)) THEN
        ALTER ROLE studio LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
    END IF;
    FOR other IN
        SELECT roleid::regrole FROM pg_auth_members WHERE member = 'studio'::regrole
    LOOP
        EXECUTE format('REVOKE %s FROM studio', other);
    END LOOP;
END
$$;
SELECT 'CREATE DATABASE studio OWNER studio'
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'studio') \gexec
SELECT 'ALTER DATABASE studio OWNER TO studio' FROM pg_database
    WHERE datname = 'studio' AND datdba <> 'studio'::regrole \gexec
\connect studio
SET search_path = pg_catalog, pg_temp;
DO $$
DECLARE
    mine CONSTANT oid := 'studio'::regrole;
    kind text;
    object text;
BEGIN
    FOR kind, object IN
        WITH ours AS (
            SELECT oid FROM pg_namespace
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        ), parts AS (  -- of an extension, or of something else that they go with
            SELECT classid, objid FROM pg_depend WHERE deptype IN ('e', 'a', 'i')
        ), objects AS (
            SELECT tableoid, oid, 'SCHEMA' AS kind, oid::regnamespace::text AS object
            FROM pg_namespace
            WHERE oid IN (TABLE ours) AND nspowner <> mine AND nspname <> 'public'
            UNION ALL
            SELECT tableoid, oid, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE'
                WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, oid::regclass::text
            FROM pg_class
            WHERE relnamespace IN (TABLE ours) AND relowner <> mine
                AND relkind = ANY('{r,p,v,m,S}')
            UNION ALL
            SELECT tableoid, oid, 'ROUTINE', oid::regprocedure::text FROM pg_proc
            WHERE pronamespace IN (TABLE ours) AND proowner <> mine
            UNION ALL
            SELECT tableoid, oid, 'TYPE', oid::regtype::text FROM pg_type
            WHERE typnamespace IN (TABLE ours) AND typowner <> mine AND (typtype = ANY('{e,d,r}')
                OR EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c'))
        )
        SELECT objects.kind, objects.object FROM objects
        WHERE NOT EXISTS (SELECT FROM parts WHERE classid = tableoid AND objid = oid)
    LOOP
        EXECUTE format('ALTER %s %s OWNER TO studio', kind, object);
    END LOOP;
END
$$;
