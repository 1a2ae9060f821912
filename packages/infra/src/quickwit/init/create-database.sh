#!/bin/sh
# Creates a role and the database that it owns, into which no other role is let. May run again: it changes nothing then but
# the password, which is that of the environment.
#
# Environment: that of psql (PGHOST, PGUSER, PGPASSWORD, …) for a superuser, and OWNER_ROLE, OWNER_PASSWORD, OWNED_DATABASE
set -eu

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 <<'SQL'
\getenv owner OWNER_ROLE
\getenv password OWNER_PASSWORD
\getenv database OWNED_DATABASE

SELECT format('CREATE ROLE %I LOGIN', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner')
\gexec
ALTER ROLE :"owner" PASSWORD :'password';

SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
echo "The database $OWNED_DATABASE is there, and belongs to $OWNER_ROLE."
