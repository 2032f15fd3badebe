#!/usr/bin/env bash
# The replication protocols side by side on this machine: throughput, the latency of a lone client, and what an operation
# costs in messages between replicas and flushes of their journals. Same store, journal, transport and load generator.
#   bench/compare-protocols.sh [ROUNDS] [SECONDS]      3 alternating rounds of 3 s unless given
# Needs: the .NET SDK, curl.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib/quorate-cluster.sh"
rounds=${1:-3}
seconds=${2:-3}
protocols="vr lamport"
loads="put:1 put:64 put:256 get:1 get:64"
work=$(mktemp -d "${TMPDIR:-/var/tmp}/quorate-protocols.XXXXXX")
out="$here/results/protocols.md"

cleanup() {
    quorate_stop
    rm -rf "$work"
}
trap cleanup EXIT

# total METRIC: the sum of a count over all replicas.
total() {
    local endpoint
    for endpoint in $(quorate_endpoints | tr , ' '); do curl -s "http://$endpoint/metrics"; done \
        | awk -v name="$1" '$1 == name { sum += $2 } END { printf "%d", sum }'
}

field() { grep -o "\"$1\":[0-9.]*" "$work/bench.json" | cut -d: -f2; }

# measure PROTOCOL LOAD CLIENTS: appends rate, p50, p99, and messages, flushes and bytes for each operation.
measure() {
    local protocol=$1 load=$2 clients=$3 frames flushes bytes
    frames=$(total quorate_frames_sent_total)
    flushes=$(total quorate_journal_flushes_total)
    bytes=$(total quorate_bytes_sent_total)
    "${QUORATE[@]}" bench "$load" --endpoint "$(quorate_endpoints)" --clients "$clients" --keys 1000 --skip-load \
        --warm-up 0s --duration "${seconds}s" --json >"$work/bench.json" 2>/dev/null
    echo "$(field perSecond) $(field p50) $(field p99) $(field operations)" \
        "$(($(total quorate_frames_sent_total) - frames))" \
        "$(($(total quorate_journal_flushes_total) - flushes))" \
        "$(($(total quorate_bytes_sent_total) - bytes))" >>"$work/$protocol-$load-$clients"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# column PROTOCOL LOAD CLIENTS EXPRESSION: the median over the rounds.
column() { awk "{ print $4 }" "$work/$1-$2-$3" | median; }

report() {
    local load clients protocol
    echo "# The protocols side by side"
    echo
    echo "$(date -u +%F), $(nproc) cores ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)), Linux $(uname -r);"
    echo "three replicas and the load generator share the cores, flush on every commit, 256-byte values, clients spread over"
    echo "all three replicas; medians of $rounds alternating rounds of $seconds s. Messages and flushes are summed over the"
    echo "replicas, heartbeats included. The load generator is \`quorate bench\`, which costs more than the h2load of"
    echo "[compare-etcd.md](compare-etcd.md): compare rates within this table only. Written by \`bench/compare-protocols.sh $rounds $seconds\`."
    echo
    echo "| request, concurrent | protocol | /s | p50 ms | p99 ms | messages per operation | flushes per operation | bytes sent per operation |"
    echo "|---|---|---:|---:|---:|---:|---:|---:|"
    for pair in $loads; do
        load=${pair%%:*} clients=${pair##*:}
        for protocol in $protocols; do
            printf '| %s %d | %s | %.0f | %.2f | %.2f | %.2f | %.2f | %.0f |\n' "$load" "$clients" "$protocol" \
                "$(column "$protocol" "$load" "$clients" '$1')" "$(column "$protocol" "$load" "$clients" '$2')" \
                "$(column "$protocol" "$load" "$clients" '$3')" "$(column "$protocol" "$load" "$clients" '$5 / $4')" \
                "$(column "$protocol" "$load" "$clients" '$6 / $4')" "$(column "$protocol" "$load" "$clients" '$7 / $4')"
        done
    done
}

[ -n "${QUORATE_BUILT:-}" ] || quorate_build
for round in $(seq "$rounds"); do
    for QUORATE_PROTOCOL in $protocols; do
        quorate_start "$work/$QUORATE_PROTOCOL$round"
        "${QUORATE[@]}" bench mixed --endpoint "$(quorate_endpoints)" --clients 64 --keys 1000 --duration 1s \
            --json >/dev/null 2>&1
        for pair in $loads; do measure "$QUORATE_PROTOCOL" "${pair%%:*}" "${pair##*:}"; done
        quorate_stop
        rm -rf "$work/$QUORATE_PROTOCOL$round"
    done
    echo "round $round done after $SECONDS s"
done
report >"$out"
cat "$out"
