#!/bin/sh
# Once, when the database is empty: its roles (roles.sql, made by `mizuguchi roles`), and the password of each. A password
# gets in by standard input, so that no list of processes shows it.
set -eu
tell() { psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"; }
tell --file "${ROLES:-/etc/mizuguchi/roles.sql}"
while IFS=: read -r role password; do
  tell <<SQL
SET log_statement = 'none'; SET log_min_error_statement = 'panic'; SET password_encryption = 'scram-sha-256';
ALTER ROLE $role PASSWORD '$password';
SQL
done < "${PASSWORDS:-/run/secrets/database-passwords}"
