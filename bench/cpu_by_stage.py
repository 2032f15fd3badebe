"""Where the processor time of a Put goes: a cluster under load, sampled by perf, its stacks sorted into stages.

    dotnet build src/Quorate.Cli -c Release && python3 bench/cpu_by_stage.py [--seconds 5]

Needs perf (Debian: linux-perf), h2load and etcdctl, as root or with kernel.perf_event_paranoid < 2. Microseconds are the
samples' share of the processor time that the cluster's processes used, divided by the operations that h2load completed.
The runtime writes symbol maps for compiled code, keeps its code in one mapping (W^X off), and loads the collector from a
library of its own, so that its time can be told from the rest of the runtime: the same collector, otherwise linked in.
Results go to results/cpu-by-stage.md.
"""

import argparse
import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import compare_etcd as compare

LOADS = [(8, 8), (16, 16), (40, 25)]
GC, COMPILER, WAKE = "garbage collector and memory for it", "just-in-time compiler", "waits and wake-ups"
KESTREL, FRONT = "Kestrel: HTTP/2, pipes, pool", "gRPC framing, etcd front-end"
CLIENT_SOCKET, PEER_SOCKET = "client sockets (system calls)", "peer sockets (system calls)"
CORE, CODEC, APPLY = "admission, core, sessions, loop", "codec, checksums, copies of entries", "apply"
WRITE, FLUSH, CHECKPOINT = "journal: records and writes", "journal: flush", "checkpoints and spare segments"
OTHER = "other"
STAGES = [KESTREL, FRONT, CLIENT_SOCKET, CORE, CODEC, APPLY, WRITE, FLUSH, CHECKPOINT, PEER_SOCKET, WAKE, GC, COMPILER, OTHER]

# Each rule: what a frame of the stack must match for the stage; the rules are tried in order, each on the whole stack.
RULES = [
    (CHECKPOINT, r"SpareSegment|CheckpointThread|FileCheckpoint"),
    (GC, r"libclrgc|exc_page_fault"),
    (FLUSH, r"fdatasync|FlushData"),
    (WAKE, r"futex|eventfd|sys_poll|epoll_wait|sched_yield|LowLevelLifoSemaphore|PollCalls|PollParker|finish_task_switch"),
    (APPLY, r"KeyValueStateMachine|PersistentMap|VersionStore|Executor::Run"),
    (CODEC, r"XxHash|\bChecksum|Quorate\.Frame\b|Quorate\.Frame:|FrameReader|MessageDecoder|EntryItem|EntryBuilder|Entry::|EntryItems"),
    (WRITE, r"Quorate\.Journal|JournalThread|JournalWriter|FileJournalMedium"),
    (CLIENT_SOCKET, r"sys_sendto|sys_recvfrom|sys_sendmsg|sys_recvmsg|SocketAsyncEngine"),
    (CORE, r"ReplicaLoop|ReplicaNode|Quorate\.Viewstamped|ReplicatedService|Mailbox|CallClient|HostDiagnostics|ServiceCall::Begin"),
]
INNERMOST = re.compile(r"Quorate\.Etcd|Quorate\.KeyValue|Quorate\.Hosting|Microsoft\.AspNetCore|System\.IO\.Pipelines|HPack")
HEADER = re.compile(r"^(.+?)\s+(\d+)(?:/\d+)?\s+[\d.]+:")


def stage_of(thread: str, stack: list[str]) -> str:
    if thread.startswith(".NET Tiered"):
        return COMPILER
    if thread.startswith(".NET BGC"):
        return GC
    if thread.endswith("chec"):
        return CHECKPOINT
    text = " ".join(stack)
    for stage, pattern in RULES:
        if re.search(pattern, text):
            # A pool thread runs Kestrel under our frames and ours under Kestrel's: there the innermost decides, below.
            if stage in (CORE, APPLY, WRITE) and thread.startswith(".NET TP"):
                break
            # The loop's sockets are those of its peers.
            return PEER_SOCKET if stage == CLIENT_SOCKET and re.match(r"quorate r\d+$", thread) else stage
    if not thread.startswith(".NET TP"):
        return CORE if re.match(r"quorate r\d+$", thread) else WRITE if thread.endswith("jour") else OTHER
    for frame in stack:
        found = INNERMOST.search(frame)
        if found:
            return {"Quorate.Etcd": FRONT, "Quorate.KeyValue": FRONT, "Quorate.Hosting": CORE}.get(found.group(), KESTREL)
    return KESTREL if "ThreadPoolWorkQueue" in text else WAKE


def samples(data: pathlib.Path):
    """Thread, process and stack, innermost frame first, of each sample."""
    script = subprocess.Popen(
        ["perf", "script", "-i", str(data), "-F", "comm,pid,tid,time,ip,sym,dso"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace")
    thread, process, stack = None, 0, []
    for line in script.stdout:
        if not line.strip():
            if thread is not None:
                yield thread, process, stack
            thread, stack = None, []
        elif thread is None:
            head = HEADER.match(line.strip())
            thread, process = (head.group(1), int(head.group(2))) if head else ("?", 0)
        else:
            stack.append(line.strip().split(" ", 1)[-1])
    script.wait()


def measure(cluster, leader: int, connections: int, streams: int, seconds: int, work: pathlib.Path) -> dict:
    command = ["h2load", "-t", "1", "-c", str(connections), "-m", str(streams), "-d", str(work / "put.bin"),
               "-H", "content-type: application/grpc", "-H", "te: trailers",
               f"http://{cluster.endpoints[leader]}/etcdserverpb.KV/Put"]
    subprocess.run([*command, "-D", "3"], capture_output=True, check=True)
    revision = compare.status(cluster.endpoints[leader])["header"]["revision"]
    before = [compare.cpu_seconds(pid) for pid in cluster.pids]
    recorder = subprocess.Popen(
        ["perf", "record", "-q", "-F", "997", "-g", "-p", ",".join(map(str, cluster.pids)), "-o", str(work / "perf.data")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([*command, "-D", str(seconds)], capture_output=True, check=True)
    recorder.send_signal(2)
    recorder.wait()
    used = [compare.cpu_seconds(pid) - one for pid, one in zip(cluster.pids, before)]
    operations = compare.status(cluster.endpoints[leader])["header"]["revision"] - revision
    counts = {True: {}, False: {}}
    for thread, process, stack in samples(work / "perf.data"):
        if process in cluster.pids:
            of = counts[process == cluster.pids[leader]]
            stage = stage_of(thread, stack)
            of[stage] = of.get(stage, 0) + 1
    primary = used[leader] * 1e6 / operations
    backups = (sum(used) - used[leader]) * 1e6 / operations
    return {
        "perSecond": operations / seconds,
        "primary": {s: n * primary / sum(counts[True].values()) for s, n in counts[True].items()},
        "backups": {s: n * backups / sum(counts[False].values()) for s, n in counts[False].items()},
    }


def table(results: dict, seconds: int) -> str:
    lines = [
        "# Processor time of a Put, by stage",
        "",
        f"{datetime.date.today()}, {compare.machine()}. Three replicas of `quorate start`, 256-byte value, h2load on the primary, "
        f"warm; microseconds of processor time per Put. Written by `python3 bench/cpu_by_stage.py --seconds {seconds}`, which "
        "says how; sampling itself slows the cluster (the rates here are not the benchmark's).",
        "",
        "| stage | " + " | ".join(f"{load}: primary | both backups" for load in results) + " |",
        "|---|" + "---:|---:|" * len(results),
    ]
    for stage in STAGES:
        cells = [f"{one[side].get(stage, 0):.1f}" for one in results.values() for side in ("primary", "backups")]
        if any(cell != "0.0" for cell in cells):
            lines.append(f"| {stage} | " + " | ".join(cells) + " |")
    totals = [f"**{sum(one[side].values()):.1f}**" for one in results.values() for side in ("primary", "backups")]
    lines.append("| **all** | " + " | ".join(totals) + " |")
    rates = " | ".join(f"{one['perSecond']:,.0f} |" for one in results.values())
    lines.append(f"| Puts a second, sampled | {rates}")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=5)
    arguments = parser.parse_args()
    os.environ.update(DOTNET_PerfMapEnabled="1", DOTNET_EnableWriteXorExecute="0", DOTNET_GCName="libclrgcexp.so")
    work = pathlib.Path(tempfile.mkdtemp(prefix="quorate-stages-", dir=os.environ.get("TMPDIR", "/var/tmp")))
    (work / "put.bin").write_bytes(compare.PUT)
    results = {}
    try:
        cluster = compare.Quorate(work)
        try:
            compare.etcdctl(cluster.endpoints[0], "put", "bench", "value")
            leader = compare.leader(cluster)
            measure(cluster, leader, 16, 16, 3, work)  # Until the compiler has seen everything.
            for connections, streams in LOADS:
                time.sleep(0.5)
                results[connections * streams] = measure(
                    cluster, leader, connections, streams, arguments.seconds, work)
        finally:
            cluster.stop()
            for pid in cluster.pids:
                pathlib.Path(f"/tmp/perf-{pid}.map").unlink(missing_ok=True)
    finally:
        shutil.rmtree(work)
    text = table(results, arguments.seconds)
    (compare.HERE / "results/cpu-by-stage.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
