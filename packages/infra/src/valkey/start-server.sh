#!/bin/sh
# Starts Valkey with its configuration file and the settings that only the pod knows. They are passed on standard input, so
# that the password is in no file and in no argument of a process.
set -eu

exec valkey-server /etc/valkey/valkey.conf - <<SETTINGS
maxmemory $((MEMORY_LIMIT_BYTES / 100 * MAX_MEMORY_PERCENT))
requirepass '${VALKEY_PASSWORD:-}'
SETTINGS
