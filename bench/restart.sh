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

memory() { # resident MiB of each replica
    local pid
    for pid in $(quorate_pids); do awk '/VmRSS/ { printf "%d ", $2 / 1024 }' "/proc/$pid/status"; done
}
ready() { echo "$QUORATE_REPORT" | grep -o '"readyMilliseconds":[0-9]*' | cut -d: -f2; }
stages() { # where the time of the last start went, a row for each replica, from their logs
    local log
    for log in "$work"/cluster/r*.log; do
        grep "caught up" "$log" | tail -1 | sed -E 's/.* (r[0-9]+) has caught up ([0-9]+) ms.*program ([0-9]+) ms, '`
            `'journal ([0-9]+) ms, connections ([0-9]+) ms, checkpoint ([0-9]+) ms, joining and replaying ([0-9]+) entries '`
            `'([0-9]+) ms.*/| \1 | \3 | \4 | \5 | \6 | \8 (\7 entries) | \2 |/'
    done
}

quorate_build
for run in 1 2 3 4 5; do
    quorate_start "$work"
    empty="${empty:-}${empty:+, }$(ready)"
    quorate_stop
    [ "$run" = 5 ] || rm -rf "$work/cluster"
done
quorate_start "$work"
"${QUORATE[@]}" bench get --endpoint "$(quorate_endpoints)" --keys "$keys" --size 256 --clients 16 --duration 1s --json
loaded=$(memory)
for pid in $(quorate_pids); do kill -KILL "$pid"; done
quorate_stop
size=$(du -sm "$work/cluster" | cut -f1)
checkpoint=$(du -sm "$work"/cluster/r0/checkpoints | cut -f1)
quorate_start "$work"
full=$(ready)
again=$(memory)
stages >"$work/stages"
"${QUORATE[@]}" bench get --endpoint "$(quorate_endpoints)" --keys "$keys" --size 256 --clients 16 --duration 1s --skip-load --json
{
    echo "# Restart after all replicas were killed"
    echo
    echo "$(date -u +%F), $(nproc) cores ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)), Linux $(uname -r);"
    echo "three replicas on this machine, default settings. Written by \`bench/restart.sh $keys\`."
    echo
    echo "| | |"
    echo "|---|---:|"
    echo "| ready, empty (five starts) | $empty ms |"
    echo "| ready after kill -9 of all three, $keys keys of 256 bytes | $full ms |"
    echo "| resident memory of the replicas when loaded | ${loaded}MiB |"
    echo "| resident memory of the replicas after the restart | ${again}MiB |"
    echo "| disk, all three replicas | $size MiB |"
    echo "| of it the checkpoint of one replica | $checkpoint MiB |"
    echo
    echo "Ready means that every replica has answered a linearizable read, seen from the process that started them."
    echo
    echo "## Where the time goes"
    echo
    echo "Milliseconds, from each replica's log. The three share the cores, so that each stage takes longer than alone."
    echo
    echo "| replica | program | journal | connections | checkpoint | joining and replaying | total |"
    echo "|---|---:|---:|---:|---:|---:|---:|"
    cat "$work/stages"
} >"$out"
cat "$out"
