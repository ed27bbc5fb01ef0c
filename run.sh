#!/usr/bin/env bash
# 源流 Yuanliu: ./run.sh [verb …]. Builds what has changed, then runs the verb; without one it serves http://localhost:5080.
cd "$(dirname "$0")"
. scripts/prerequisites.sh
here=$PWD
prerequisites
verb=${1:-serve}
case "$verb" in serve | demo) build_web ;; esac
if [ "$verb" = bench ]; then
  build bench/Bench.csproj
  shift
  exec "$here/artifacts/bin/Bench/release/Yuanliu.Bench" "$@"
fi
build src/Host/Host.csproj
export YUANLIU_DATA=${YUANLIU_DATA:-$here/data}
exec "$here/artifacts/bin/Host/release/yuanliu" "$@"
