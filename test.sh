#!/usr/bin/env bash
# Installs what the tests need, then runs every suite: units, tidiness, HTTP on SQLite, HTTP on PostgreSQL, the web client, browser journeys.
# The last line sums them all: "N passed, N failed, N skipped".
cd "$(dirname "$0")"
. scripts/prerequisites.sh
prerequisites
results=$(mktemp -d)
failed_suites=0

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

install_missing() {
  local missing=()
  have() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  have chromium chromium
  have pdfsig poppler-utils
  have qpdf qpdf
  fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk fontconfig)
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "· 安装测试所需软件 / installing what the tests need: ${missing[*]}" >&2
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$results/apt.log" 2>&1 || { cat "$results/apt.log" >&2; exit 3; }
}

# Memory where there is plenty of it, else the usual temporary folder.
scratch() {
  local room=4194304 free
  free=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo 2>/dev/null || true)
  if [ -w /dev/shm ] && [ "${free:-0}" -gt $((2 * room)) ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 {print $4}')" -gt $room ]; then
    echo /dev/shm
  else
    echo "${TMPDIR:-/tmp}"
  fi
}

# A PostgreSQL of our own: a fresh cluster in a temporary folder, on a free loopback port, stopped by its own process id.
# Nothing of it is needed after a crash, and no database in it lives long enough to be swept.
start_postgres() {
  local bin; bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
  pgdata=$(mktemp -d -p "$(scratch)")
  local settings="-c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal"
  settings+=" -c max_wal_senders=0 -c checkpoint_timeout=1h -c autovacuum=off -c jit=off"
  pgport=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  local run=()
  if [ "$(id -u)" = 0 ]; then chown postgres "$pgdata"; run=(runuser -u postgres --); fi
  "${run[@]}" "$bin/initdb" -D "$pgdata/db" -A trust -U postgres --no-sync >"$results/initdb.log" 2>&1 || { cat "$results/initdb.log" >&2; exit 3; }
  "${run[@]}" "$bin/pg_ctl" -D "$pgdata/db" -w -l "$pgdata/log" -o "-p $pgport -c listen_addresses=127.0.0.1 -k $pgdata $settings" start >/dev/null
  pgpid=$(head -1 "$pgdata/db/postmaster.pid")
}

stop_postgres() {
  [ -n "${pgpid:-}" ] && kill -INT "$pgpid" 2>/dev/null && while kill -0 "$pgpid" 2>/dev/null; do sleep 0.1; done
  [ -n "${pgdata:-}" ] && rm -rf "$pgdata"
  rm -rf "$results"
}
trap stop_postgres EXIT

suite() { # name, project, more arguments…
  echo "· $1"
  run_suite "$@"
  if ! ended "$1"; then
    # A process that died says nothing of the tests it had still to run: they are run again, and it is said.
    echo "✗ $1 did not finish; it is run once more"
    mv "$results/$1.log" "$results/$1.died"
    run_suite "$@"
  fi
  ended "$1" || { echo "✗ $1 did not finish"; failed_suites=$((failed_suites + 1)); }
  # What fails after the last test of a class is said by the runner and counted by nobody else.
  ! grep -q 'Cleanup Failure' "$results/$1.log" || { echo "✗ $1: what ends a class failed"; failed_suites=$((failed_suites + 1)); }
}

run_suite() {
  local name=$1 project=$2; shift 2
  dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=minimal" \
    --blame-hang --blame-hang-timeout 10m --blame-hang-dump-type none --results-directory "$results/$name" "$@" 2>&1 | tee "$results/$name.log" | grep -Ev '^(Test run for|A total of|$)' || true
}

ended() { grep -Eq '^(Passed|Failed)!' "$results/$1.log" && ! grep -q '^Test Run Aborted' "$results/$1.log"; }

web_suite() {
  [ -f web/package.json ] || return 0
  echo "· web"
  (cd web && npx vitest run --reporter=json --outputFile="$results/vitest.json" >"$results/web.log" 2>&1) || cat "$results/web.log"
  [ -f "$results/vitest.json" ] || { echo "✗ web did not finish"; failed_suites=$((failed_suites + 1)); }
}

install_missing
build_web
build Yuanliu.slnx
start_postgres
export TEST_PG="Host=127.0.0.1;Port=$pgport;Username=postgres"
suite unit tests/Unit
suite tidy tests/Tidy
suite http-sqlite tests/Http
TEST_DB=postgres suite http-postgres tests/Http
suite attacks tests/Attacks
TEST_DB=postgres suite attacks-postgres tests/Attacks --filter Keeps=state
web_suite
suite browser tests/Browser

count() { cat "$results"/*.log | grep -E '^(Passed|Failed)!' | grep -oE "$1: +[0-9]+" | grep -oE '[0-9]+' | awk '{s+=$1} END {print s+0}'; }
web() { [ -f "$results/vitest.json" ] && node -p "require('$results/vitest.json').$1" || echo 0; }
passed=$(($(count Passed) + $(web numPassedTests)))
failed=$(($(count Failed) + $(web numFailedTests) + failed_suites))
skipped=$(($(count Skipped) + $(web numPendingTests)))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
