# Sourced by run.sh and test.sh: says clearly what is missing, and builds what has changed.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1

need() { # command, minimum major version, what to do
  command -v "$1" >/dev/null 2>&1 || { echo "缺少 $1（需要 $2 及以上）。$3 / $1 $2 or newer is missing. $4" >&2; exit 3; }
  local major; major=$("$1" --version | sed 's/^v//; s/\..*//')
  [ "$major" -ge "$2" ] || { echo "$1 的版本是 $major，需要 $2 及以上。$3 / $1 is version $major, $2 or newer is needed. $4" >&2; exit 3; }
}

prerequisites() {
  need dotnet 10 "请安装 .NET 10 SDK。" "Install the .NET 10 SDK."
  need node 20 "请安装 Node.js 20。" "Install Node.js 20."
  command -v npm >/dev/null 2>&1 || { echo "缺少 npm，请安装 Node.js 20。/ npm is missing; install Node.js 20." >&2; exit 3; }
}

# Runs a step with its output kept aside; shows it only when the step fails.
quietly() { # title, command…
  local title=$1 log; shift
  log=$(mktemp)
  echo "· $title" >&2
  "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; echo "✗ $title" >&2; exit 1; }
  rm -f "$log"
}

build_web() {
  [ -f web/package.json ] || return 0
  if [ ! -f web/node_modules/.package-lock.json ] || [ web/package-lock.json -nt web/node_modules/.package-lock.json ]; then
    quietly "安装网页端依赖 / installing the web client's packages" npm ci --prefix web --no-audit --no-fund
  fi
  if [ ! -f web/dist/index.html ] || [ -n "$(find web docs/openapi.json -path web/node_modules -prune -o -path web/dist -prune -o -type f -newer web/dist/index.html -print -quit)" ]; then
    quietly "构建网页端 / building the web client" npm run build --prefix web
  fi
}

build() { # project
  quietly "构建 $1 / building $1" dotnet build "$1" -c Release -v q --nologo
}
