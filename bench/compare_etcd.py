"""Paired comparison of Quorate and etcd 3.4: three members each on this machine, flush on every commit.

The two run alternately, A B A B, each round on a fresh data directory of the same disk, under the same h2load commands against
the leader: Put of one 256-byte value, then linearizable Range of it. Latencies are h2load's per-request log; CPU time is what
/proc says each process used, divided by the operations. Results go to results/compare-etcd.{md,json}.
"""

import argparse
import datetime
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
QUORATE = ["dotnet", str(HERE.parent / "src/Quorate.Cli/bin/Release/net10.0/Quorate.Cli.dll")]
LOADS = [(1, 1), (8, 8), (16, 16), (40, 25)]  # connections × requests in flight on each
VALUE_BYTES = 256
WARM_UP_SECONDS = 4  # of Put from 64 clients, for both: a fresh process compiles its hot code in its first seconds.
TICKS = os.sysconf("SC_CLK_TCK")


def grpc_frame(message: bytes) -> bytes:
    return b"\0" + len(message).to_bytes(4, "big") + message


def varint(number: int) -> bytes:
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number: int, value: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(value)) + value


PUT = grpc_frame(field(1, b"bench") + field(2, bytes(range(256))[:VALUE_BYTES]))
RANGE = grpc_frame(field(1, b"bench"))


def etcdctl(endpoint: str, *arguments: str) -> str:
    environment = dict(os.environ, ETCDCTL_API="3")
    command = ["etcdctl", "--endpoints", endpoint, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=10).stdout


def status(endpoint: str) -> dict:
    return json.loads(etcdctl(endpoint, "endpoint", "status", "-w", "json"))[0]["Status"]


def wait_until_healthy(endpoints: list[str]) -> None:
    deadline = time.monotonic() + 30
    for endpoint in endpoints:
        while True:
            try:
                etcdctl(endpoint, "endpoint", "health")
                break
            except subprocess.SubprocessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)


class Etcd:
    name = "etcd"

    def __init__(self, directory: pathlib.Path):
        clients, peers = [13579, 13580, 13581], [13679, 13680, 13681]
        members = ",".join(f"e{i}=http://127.0.0.1:{port}" for i, port in enumerate(peers))
        self.endpoints = [f"127.0.0.1:{port}" for port in clients]
        self.processes = []
        for i in range(3):
            client, peer = f"http://127.0.0.1:{clients[i]}", f"http://127.0.0.1:{peers[i]}"
            self.processes.append(subprocess.Popen(
                ["etcd", "--name", f"e{i}", "--data-dir", str(directory / f"e{i}"), "--logger", "zap", "--log-level", "error",
                 "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
                 "--initial-advertise-peer-urls", peer, "--initial-cluster", members, "--initial-cluster-state", "new"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        self.pids = [process.pid for process in self.processes]
        wait_until_healthy(self.endpoints)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()


class Quorate:
    name = "Quorate"

    def __init__(self, directory: pathlib.Path):
        self.log = open(directory / "start.log", "w")
        self.process = subprocess.Popen(
            [*QUORATE, "start", "--json", "--data", str(directory / "q"), "--client-port", "13379", "--peer-port", "13479"],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        report = json.loads(self.process.stdout.readline())
        self.endpoints = [replica["client"] for replica in report["replicas"]]
        self.pids = [replica["processId"] for replica in report["replicas"]]
        wait_until_healthy(self.endpoints)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.log.close()


def leader(cluster) -> int:
    for i, endpoint in enumerate(cluster.endpoints):
        answer = status(endpoint)
        if answer["leader"] == answer["header"]["member_id"]:
            return i
    raise RuntimeError("no leader")


def cpu_seconds(pid: int) -> float:
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def percentile(ordered: list[int], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] / 1000 if ordered else 0.0


def load(cluster, place: int, method: str, body: bytes, connections: int, streams: int, seconds: int, work: pathlib.Path) -> dict:
    (work / "body.bin").write_bytes(body)
    log = work / "requests.log"
    log.unlink(missing_ok=True)
    endpoint = cluster.endpoints[place]
    before = {pid: cpu_seconds(pid) for pid in cluster.pids}
    revision = status(endpoint)["header"]["revision"]
    started = os.times()
    output = subprocess.run(
        ["h2load", "-D", str(seconds), "--warm-up-time", "1", "-t", "1", "-c", str(connections), "-m", str(streams),
         "-d", str(work / "body.bin"), "--log-file", str(log), "-H", "content-type: application/grpc", "-H", "te: trailers",
         f"http://{endpoint}/etcdserverpb.KV/{method}"],
        capture_output=True, text=True, check=True).stdout
    ended = os.times()
    grown = status(endpoint)["header"]["revision"] - revision
    rows = [line.split() for line in log.read_text().splitlines()]
    latencies = sorted(int(row[2]) for row in rows if row[1] == "200")
    failed = len(rows) - len(latencies)
    # CPU and revisions cover the warm-up too: all operations of the run are the revision's growth for Put; for Range they
    # are scaled from the measured time.
    operations = grown if method == "Put" else len(latencies) * (seconds + 1) / seconds
    if method == "Put" and not len(latencies) <= grown:
        sys.exit(f"{cluster.name}: {len(latencies)} puts succeeded, but the revision grew by {grown}:\n{output}")
    used = [cpu_seconds(pid) - before[pid] for pid in cluster.pids]
    generator = ended.children_user + ended.children_system - started.children_user - started.children_system
    per = 1e6 / max(1, operations)
    return {
        "perSecond": len(latencies) / seconds,
        "p50": percentile(latencies, 0.50),
        "p99": percentile(latencies, 0.99),
        "failed": failed,
        "leaderCpu": used[place] * per,
        "followersCpu": (sum(used) - used[place]) * per,
        "generatorCpu": generator * per,
    }


def run(kind, arguments, work: pathlib.Path, results: dict) -> None:
    directory = pathlib.Path(tempfile.mkdtemp(dir=work))
    cluster = kind(directory)
    try:
        etcdctl(cluster.endpoints[0], "put", "bench", "value")
        load(cluster, leader(cluster), "Put", PUT, 8, 8, WARM_UP_SECONDS, work)
        for connections, streams in LOADS:
            for method, body in (("Put", PUT), ("Range", RANGE)):
                # Let the previous load's tail (checkpoints, compaction, garbage collection) end.
                time.sleep(0.5)
                figures = load(cluster, leader(cluster), method, body, connections, streams, arguments.seconds, work)
                key = f"{method} {connections * streams}"
                results.setdefault(key, {}).setdefault(kind.name, []).append(figures)
                print(f"{kind.name:8} {key:12} {figures['perSecond']:9.0f}/s  p50 {figures['p50']:8.2f} ms  "
                      f"p99 {figures['p99']:8.2f} ms  failed {figures['failed']}", flush=True)
    finally:
        cluster.stop()
        shutil.rmtree(directory)


def median(runs: list[dict], key: str) -> float:
    return statistics.median(one[key] for one in runs)


def machine() -> str:
    model = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    memory = int(next(line.split()[1] for line in open("/proc/meminfo") if line.startswith("MemTotal"))) // 1048576
    return f"{os.cpu_count()} cores ({model}), {memory} GiB, Linux {os.uname().release}"


def write(results: dict, arguments) -> str:
    lines = [
        "# Quorate and etcd 3.4, paired",
        "",
        f"{datetime.date.today()}, {machine()}; servers and load generator share the cores. Three members each, data on the "
        f"same disk, flush on every commit, {VALUE_BYTES}-byte value, h2load on the leader; medians of {arguments.rounds} "
        f"alternating rounds of {arguments.seconds} s, [least–most], each on fresh data after {WARM_UP_SECONDS} s of Put. Written by `bench/compare-etcd.sh --rounds "
        f"{arguments.rounds} --seconds {arguments.seconds}`.",
        "",
        "| request, concurrent | Quorate /s | etcd /s | ratio | Quorate p50 / p99 ms | etcd p50 / p99 ms | p99 ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for key, sides in results.items():
        ours, theirs = sides["Quorate"], sides["etcd"]

        def rate(runs):
            each = [one["perSecond"] for one in runs]
            return f"{median(runs, 'perSecond'):,.0f} [{min(each):,.0f}–{max(each):,.0f}]"

        def times(runs):
            return f"{median(runs, 'p50'):.2f} / {median(runs, 'p99'):.2f}"

        ratio = median(ours, "perSecond") / max(1e-9, median(theirs, "perSecond"))
        tail = median(ours, "p99") / max(1e-9, median(theirs, "p99"))
        lines.append(f"| {key} | {rate(ours)} | {rate(theirs)} | {ratio:.2f}× | {times(ours)} | {times(theirs)} | {tail:.2f} |")
    lines += [
        "",
        "CPU time per operation, microseconds (medians), by process:",
        "",
        "| request, concurrent | Quorate primary | backups, both | h2load | etcd leader | followers, both | h2load |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for key, sides in results.items():
        cells = [f"{median(sides[name], part):.1f}" for name in ("Quorate", "etcd")
                 for part in ("leaderCpu", "followersCpu", "generatorCpu")]
        lines.append(f"| {key} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--only", choices=["quorate", "etcd"], help="run one side, print its figures, write nothing")
    arguments = parser.parse_args()
    results: dict = {}
    work = pathlib.Path(tempfile.mkdtemp(prefix="quorate-compare-", dir=os.environ.get("TMPDIR", "/var/tmp")))
    try:
        for _ in range(arguments.rounds):
            for kind in (Quorate, Etcd):
                if arguments.only in (None, kind.name.lower()):
                    run(kind, arguments, work, results)
    finally:
        shutil.rmtree(work)
    if arguments.only is None:
        text = write(results, arguments)
        (HERE / "results").mkdir(exist_ok=True)
        (HERE / "results/compare-etcd.md").write_text(text)
        figures = {"machine": machine(), "seconds": arguments.seconds, "results": results}
        (HERE / "results/compare-etcd.json").write_text(json.dumps(figures, indent=1) + "\n")
        print(text)


if __name__ == "__main__":
    main()
