#!/bin/sh
# Replaces the application's database by a dump, which is read from the input. Runs in the server's container:
#
#   kubectl exec --stdin <pod> --container=postgresql -- sh /etc/postgresql/restore.sh < <dump>
#
# The dump is restored beside the database, which stays as it is unless that succeeds. It is kept as "before_restore".
set -eu

dropdb --username=postgres --if-exists restore_in_progress
createdb --username=postgres --template=template0 --owner="$APPLICATION_ROLE" restore_in_progress
pg_restore --username=postgres --role="$APPLICATION_ROLE" --no-owner --no-privileges --exit-on-error \
  --dbname=restore_in_progress
# The dump has no privileges.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=restore_in_progress \
  --file=/etc/postgresql/audit-reader.sql

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
\getenv database APPLICATION_DATABASE
DROP DATABASE IF EXISTS before_restore WITH (FORCE);
-- Nobody is let in until the databases have changed places.
ALTER DATABASE :"database" ALLOW_CONNECTIONS false;
SELECT count(pg_terminate_backend(pid)) AS ended FROM pg_stat_activity WHERE datname = :'database' \gset
ALTER DATABASE :"database" RENAME TO before_restore;
ALTER DATABASE restore_in_progress RENAME TO :"database";
ALTER DATABASE before_restore ALLOW_CONNECTIONS true;
SQL
echo "Restored. The database of before is called before_restore."
