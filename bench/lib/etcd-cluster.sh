# Starts three etcd members on this machine (sourced). Usage: etcd_start DATA_DIR; etcd_stop. Ports 12379 22379+10000 …
# so that it can run beside a Quorate cluster on etcd's usual ports.
ETCD_CLIENT_PORTS=(12379 12479 12579)
ETCD_PEER_PORTS=(12380 12480 12580)
ETCD_PIDS=()

etcd_start() {
    local data=$1 members="" index
    for index in 0 1 2; do
        members+="${members:+,}e$index=http://127.0.0.1:${ETCD_PEER_PORTS[$index]}"
    done
    mkdir -p "$data"
    ETCD_PIDS=()
    for index in 0 1 2; do
        etcd --name "e$index" --data-dir "$data/e$index" --logger zap --log-level error \
            --listen-client-urls "http://127.0.0.1:${ETCD_CLIENT_PORTS[$index]}" \
            --advertise-client-urls "http://127.0.0.1:${ETCD_CLIENT_PORTS[$index]}" \
            --listen-peer-urls "http://127.0.0.1:${ETCD_PEER_PORTS[$index]}" \
            --initial-advertise-peer-urls "http://127.0.0.1:${ETCD_PEER_PORTS[$index]}" \
            --initial-cluster "$members" --initial-cluster-state new >"$data/e$index.log" 2>&1 &
        ETCD_PIDS+=($!)
    done
    local attempt
    for attempt in $(seq 100); do
        if ETCDCTL_API=3 etcdctl --endpoints "127.0.0.1:${ETCD_CLIENT_PORTS[0]}" endpoint health >/dev/null 2>&1; then
            return 0
        fi
        sleep 0.1
    done
    echo "etcd did not become healthy; see $data/*.log" >&2
    return 1
}

etcd_stop() {
    [ ${#ETCD_PIDS[@]} -eq 0 ] || kill "${ETCD_PIDS[@]}" 2>/dev/null || true
    local pid
    for pid in "${ETCD_PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
    ETCD_PIDS=()
}

# The client port of the member that leads now.
etcd_leader_port() {
    local port line
    for port in "${ETCD_CLIENT_PORTS[@]}"; do
        line=$(ETCDCTL_API=3 etcdctl --endpoints "127.0.0.1:$port" endpoint status -w simple 2>/dev/null) || continue
        if [ "$(echo "$line" | awk -F', ' '{print $5}')" = true ]; then
            echo "$port"
            return 0
        fi
    done
    return 1
}
