#!/usr/bin/env bash
# Runs a command with TEST_DATABASE_URL naming a PostgreSQL server of its own, which is gone afterwards:
#   test/with-postgresql.sh npm test
# Needs the package postgresql (Debian: apt-get install postgresql). As root it runs the server as the user postgres.
set -eu
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -z "$programs" ]; then programs=$(dirname "$(command -v postgres || echo nowhere/postgres)"); fi
if [ ! -x "$programs/postgres" ]; then
  echo 'PostgreSQL is not installed; on Debian: apt-get install postgresql' >&2
  exit 70
fi

folder=$(mktemp -d)
owner=()
if [ "$(id -u)" = 0 ]; then
  owner=(setpriv --reuid=postgres --regid=postgres --init-groups --)
  chown postgres "$folder"
fi
server=
finish() {
  if [ -n "$server" ]; then kill -INT "$server" && wait "$server" || true; fi
  rm -rf "$folder"
}
trap finish EXIT
give_up() { cat "$folder/log" >&2; exit 70; }

here=$PWD
cd "$folder"
"${owner[@]}" "$programs/initdb" --pgdata=data --username=tester --auth=trust --encoding=UTF8 --locale=C.UTF-8 > log 2>&1 || give_up
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
"${owner[@]}" "$programs/postgres" -D data -h 127.0.0.1 -p "$port" -k "$folder" -c max_connections=200 > log 2>&1 &
server=$!
for _ in $(seq 100); do "$programs/pg_isready" -q -h 127.0.0.1 -p "$port" && break; sleep 0.1; done
"$programs/pg_isready" -q -h 127.0.0.1 -p "$port" || give_up

cd "$here"
status=0
TEST_DATABASE_URL="postgres://tester@127.0.0.1:$port/postgres" "$@" || status=$?
exit "$status"
