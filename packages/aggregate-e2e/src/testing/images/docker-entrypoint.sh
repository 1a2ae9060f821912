#!/bin/sh
# Starts PostgreSQL as the official image does, as far as the chart uses it: an empty folder becomes a cluster, whose owner has the
# password POSTGRES_PASSWORD, and the scripts of /docker-entrypoint-initdb.d run against it before others can connect.
# https://github.com/docker-library/docs/blob/master/postgres/content.md
set -eu

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?is needed for a new cluster}"
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  printf '%s\n' "$POSTGRES_PASSWORD" >/tmp/password
  # shellcheck disable=SC2086 # several arguments
  initdb --username=postgres --pwfile=/tmp/password $POSTGRES_INITDB_ARGS
  rm /tmp/password
  printf '\nhost all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  pg_ctl --pgdata="$PGDATA" --options="-c listen_addresses='' -c unix_socket_directories=/var/run/postgresql" --wait start
  for file in /docker-entrypoint-initdb.d/*.sh; do
    [ -e "$file" ] || continue
    PGHOST=/var/run/postgresql PGPASSWORD=$POSTGRES_PASSWORD sh "$file"
  done
  pg_ctl --pgdata="$PGDATA" --mode=fast --wait stop
fi
exec "$@"
