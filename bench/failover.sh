#!/usr/bin/env bash
# How long writes stop when the primary fails, for Quorate and etcd 3.4 on the same machine: the longest time without an
# acknowledged write, seen by 16 clients connected to all three members, default settings.
#   bench/failover.sh [RUNS [ETCD_RUNS]]      10 runs of each kind unless given
# Kinds: "kill" is SIGKILL of the primary; "silent" freezes it (SIGSTOP), so that nothing is refused or reset.
# Needs: etcd, etcdctl (Debian: etcd-server etcd-client).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib/etcd-cluster.sh"
. "$here/lib/quorate-cluster.sh"
runs=${1:-10}
etcd_runs=${2:-$runs}
work=$(mktemp -d "${TMPDIR:-/var/tmp}/quorate-failover.XXXXXX")
out="$here/results/failover.md"

cleanup() {
    quorate_stop
    etcd_stop
    rm -rf "$work"
}
trap cleanup EXIT

# gap ENDPOINTS PID SIGNAL: runs a load, signals the process in the middle, prints the longest gap in milliseconds.
gap() {
    local endpoints=$1 pid=$2 signal=$3 bench
    "${QUORATE[@]}" bench put --endpoint "$endpoints" --clients 16 --connections 6 --keys 1000 \
        --warm-up 500ms --duration 3500ms --json >"$work/gap.json" 2>/dev/null &
    bench=$!
    sleep 1.8
    kill "-$signal" "$pid"
    wait "$bench"
    grep -o '"longestGap":[0-9.]*' "$work/gap.json" | cut -d: -f2
}

run_quorate() {
    local signal=$1 run=$2 primary pid
    quorate_start "$work/q$run-$signal"
    primary=$(quorate_primary)
    pid=$(quorate_pids | sed -n "$((primary + 1))p")
    gap "$(quorate_endpoints)" "$pid" "$signal"
    kill -KILL "$pid" 2>/dev/null || true
    quorate_stop
    rm -rf "$work/q$run-$signal"
}

run_etcd() {
    local signal=$1 run=$2 port index endpoints
    etcd_start "$work/e$run-$signal"
    port=$(etcd_leader_port)
    for index in 0 1 2; do [ "${ETCD_CLIENT_PORTS[$index]}" = "$port" ] && break; done
    endpoints="127.0.0.1:${ETCD_CLIENT_PORTS[0]},127.0.0.1:${ETCD_CLIENT_PORTS[1]},127.0.0.1:${ETCD_CLIENT_PORTS[2]}"
    gap "$endpoints" "${ETCD_PIDS[$index]}" "$signal"
    kill -KILL "${ETCD_PIDS[$index]}" 2>/dev/null || true
    etcd_stop
    rm -rf "$work/e$run-$signal"
}

row() { # row TITLE FILE
    sort -n "$2" | awk -v title="$1" '{ v[NR] = $1 } END {
        median = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
        printf "| %s | %.0f | %.0f | %.0f | %d |\n", title, median, v[1], v[NR], NR }'
}
report() {
    echo "# Failover: the longest time without an acknowledged write"
    echo
    echo "$(date -u +%F), $(nproc) cores ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)), Linux $(uname -r);"
    echo "16 clients on all three members, default settings; milliseconds. Written by \`bench/failover.sh $runs $etcd_runs\`."
    echo
    echo "| | median | least | most | runs |"
    echo "|---|---:|---:|---:|---:|"
    row "Quorate, primary killed (SIGKILL)" "$work/quorate-KILL"
    [ ! -s "$work/etcd-KILL" ] || row "etcd 3.4, leader killed" "$work/etcd-KILL"
    row "Quorate, primary silent (SIGSTOP)" "$work/quorate-STOP"
    [ ! -s "$work/etcd-STOP" ] || row "etcd 3.4, leader silent" "$work/etcd-STOP"
}

quorate_build
for run in $(seq "$runs"); do
    for signal in KILL STOP; do
        run_quorate "$signal" "$run" >>"$work/quorate-$signal"
        [ "$run" -gt "$etcd_runs" ] || run_etcd "$signal" "$run" >>"$work/etcd-$signal"
        echo "run $run $signal: Quorate $(tail -1 "$work/quorate-$signal") ms"
    done
    report >"$out" # after every run, so that a run that is cut short has results too
done
cat "$out"
