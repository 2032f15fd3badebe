# Starts a Quorate development cluster (sourced). Usage: quorate_build; quorate_start DATA_DIR; quorate_stop.
QUORATE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
QUORATE=(dotnet "$QUORATE_ROOT/src/Quorate.Cli/bin/Release/net10.0/Quorate.Cli.dll")
QUORATE_CLIENT_PORT=${QUORATE_CLIENT_PORT:-13379}
QUORATE_PEER_PORT=${QUORATE_PEER_PORT:-13479}
QUORATE_PROTOCOL=${QUORATE_PROTOCOL:-vr}
QUORATE_STARTER=""
QUORATE_REPORT=""

quorate_build() {
    dotnet build "$QUORATE_ROOT/src/Quorate.Cli" -c Release -v q -nologo -clp:ErrorsOnly
}

# Leaves the report of `quorate start --json` (process ids, addresses, time until ready) in QUORATE_REPORT.
quorate_start() {
    local data=$1
    mkdir -p "$data"
    rm -f "$data/report.json"
    "${QUORATE[@]}" start --protocol "$QUORATE_PROTOCOL" --data "$data/cluster" --json \
        --client-port "$QUORATE_CLIENT_PORT" --peer-port "$QUORATE_PEER_PORT" \
        >"$data/report.json" 2>"$data/start.log" &
    QUORATE_STARTER=$!
    local attempt
    for attempt in $(seq 600); do
        if [ -s "$data/report.json" ]; then
            QUORATE_REPORT=$(cat "$data/report.json")
            return 0
        fi
        kill -0 "$QUORATE_STARTER" 2>/dev/null || break
        sleep 0.1
    done
    echo "the cluster did not become ready:" >&2
    cat "$data/start.log" >&2
    return 1
}

quorate_stop() {
    if [ -n "$QUORATE_STARTER" ]; then
        kill "$QUORATE_STARTER" 2>/dev/null || true
        wait "$QUORATE_STARTER" 2>/dev/null || true
        QUORATE_STARTER=""
    fi
}

# The process ids of the replicas, in order.
quorate_pids() {
    echo "$QUORATE_REPORT" | grep -o '"processId":[0-9]*' | cut -d: -f2
}

# The client endpoints, by commas.
quorate_endpoints() {
    echo "127.0.0.1:$QUORATE_CLIENT_PORT,127.0.0.1:$((QUORATE_CLIENT_PORT + 1)),127.0.0.1:$((QUORATE_CLIENT_PORT + 2))"
}

# The place of the primary among the replicas, from 0.
quorate_primary() {
    "${QUORATE[@]}" status --endpoint "$(quorate_endpoints)" --json | grep -o '"primary":"r[0-9]*"' | grep -o '[0-9]*'
}
