#!/bin/sh
# Creates the role and database of the application, the role of the exporter and the role that reads audit events (if
# AUDIT_READER_ROLE is set). May run again: it changes nothing then but the passwords, which are those of the environment.
set -eu

psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv application APPLICATION_ROLE
\getenv application_password APPLICATION_PASSWORD
\getenv database APPLICATION_DATABASE
\getenv monitoring MONITORING_ROLE
\getenv monitoring_password MONITORING_PASSWORD
\getenv reader AUDIT_READER_ROLE
\getenv reader_password AUDIT_READER_PASSWORD

SELECT format('CREATE ROLE %I LOGIN', name)
FROM (VALUES (:'application'), (:'monitoring')) AS role (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE :"application" PASSWORD :'application_password';
ALTER ROLE :"monitoring" PASSWORD :'monitoring_password';
GRANT pg_monitor TO :"monitoring";

SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'application')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec

\if :{?reader}
SELECT format('CREATE ROLE %I LOGIN', :'reader')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'reader')
\gexec
ALTER ROLE :"reader" PASSWORD :'reader_password';
-- Whatever a person types into Grafana must not burden the server.
ALTER ROLE :"reader" SET default_transaction_read_only = on;
ALTER ROLE :"reader" SET statement_timeout = '30s';
\endif
SQL
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="$APPLICATION_DATABASE" \
  --file=/etc/postgresql/audit-reader.sql
