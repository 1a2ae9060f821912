-- Lets the role audit_reader read audit events through a function: it can read no table, since the application's tables hold
-- credentials and documents. Run in the application's database by a superuser or a member of the application's role; it may
-- run again. Without AUDIT_READER_ROLE it changes nothing.
\getenv application APPLICATION_ROLE
\getenv reader AUDIT_READER_ROLE
\if :{?reader}
SET ROLE :"application";
-- The table is created later, by the first start of the API.
SET check_function_bodies = off;
CREATE SCHEMA IF NOT EXISTS audit;
CREATE OR REPLACE FUNCTION audit.events(since timestamptz, until timestamptz)
RETURNS TABLE (
  occurred_at timestamptz, event_type text, outcome text, user_id text, username text,
  resource_type text, resource_id text, details text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT timestamp, event_type, outcome, user_id, username_display, resource_type, resource_id, details
  FROM public.audit_events
  WHERE timestamp BETWEEN since AND until
$$;
REVOKE ALL ON FUNCTION audit.events FROM PUBLIC;
GRANT USAGE ON SCHEMA audit TO :"reader";
GRANT EXECUTE ON FUNCTION audit.events TO :"reader";
\endif
