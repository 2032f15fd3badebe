#!/usr/bin/env bash
# How long a cluster takes to serve again after all its replicas are killed, with 1,000,000 keys of 256 bytes.
#   bench/restart.sh [KEYS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib/quorate-cluster.sh"
keys=${1:-1000000}
work=$(mktemp -d "${TMPDIR:-/var/tmp}/quorate-restart.XXXXXX")
out="$here/results/restart.md"
trap 'quorate_stop; rm -rf "$work"' EXIT

quorate_build
quorate_start "$work"
empty=$(echo "$QUORATE_REPORT" | grep -o '"readyMilliseconds":[0-9]*' | cut -d: -f2)
"${QUORATE[@]}" bench get --endpoint "$(quorate_endpoints)" --keys "$keys" --size 256 --clients 16 --duration 1s --json
memory=$(for pid in $(quorate_pids); do awk '/VmRSS/ { printf "%d ", $2 / 1024 }' "/proc/$pid/status"; done)
for pid in $(quorate_pids); do kill -KILL "$pid"; done
quorate_stop
size=$(du -sm "$work/cluster" | cut -f1)
quorate_start "$work"
full=$(echo "$QUORATE_REPORT" | grep -o '"readyMilliseconds":[0-9]*' | cut -d: -f2)
"${QUORATE[@]}" bench get --endpoint "$(quorate_endpoints)" --keys "$keys" --size 256 --clients 16 --duration 1s --skip-load --json
{
    echo "# Restart after all replicas were killed"
    echo
    echo "$(date -u +%F), $(nproc) cores, Linux $(uname -r). Written by \`bench/restart.sh $keys\`."
    echo
    echo "| | |"
    echo "|---|---:|"
    echo "| ready, empty | $empty ms |"
    echo "| ready, $keys keys of 256 bytes | $full ms |"
    echo "| resident memory of the replicas when loaded | ${memory}MiB |"
    echo "| disk, all three replicas | $size MiB |"
} >"$out"
cat "$out"
