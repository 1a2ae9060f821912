#!/bin/sh
# Creates the role and database of the application and the role of the exporter. May run again: it changes nothing then
# but the passwords, which are those of the environment.
set -eu

psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv application APPLICATION_ROLE
\getenv application_password APPLICATION_PASSWORD
\getenv database APPLICATION_DATABASE
\getenv monitoring MONITORING_ROLE
\getenv monitoring_password MONITORING_PASSWORD

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
SQL
