using System.Diagnostics;
using System.Globalization;
using System.Text;
using Quorate.KeyValue;

namespace Quorate.Etcd.Http;

/// <summary>
/// /metrics in Prometheus' text format; names that etcd's dashboards know where the thing is the same.
/// </summary>
internal sealed class MetricsPage(EtcdContext context)
{
    /// <summary>The page as of now.</summary>
    public string Text()
    {
        var page = new StringBuilder();
        var status = context.Service.Status;
        Gauge(page, "etcd_server_has_leader", "Whether requests are ordered.", context.HasLeader ? 1 : 0);
        var isPrimary = context.HasLeader && context.Leader == context.Service.Self;
        Gauge(page, "etcd_server_is_leader", "Whether this replica orders requests itself.", isPrimary ? 1 : 0);
        Awaited(page);
        Gauge(page, "quorate_view", "The view number.", status.View.Value);
        Gauge(page, "quorate_op_number", "The head of the log.", status.Op.Value);
        Gauge(page, "quorate_commit_number", "The highest op known to be committed.", status.Commit.Value);
        Gauge(page, "quorate_checkpoint_op_number", "The op of the last durable checkpoint.", status.Checkpoint.Value);
        Store(page, context.Store);
        foreach (var peer in context.Service.Peers)
        {
            var isConnected = peer.Connected ? 1 : 0;
            page.Append(CultureInfo.InvariantCulture, $"quorate_peer_connected{{peer=\"{peer.Id}\"}} {isConnected}\n");
        }

        foreach (var counter in context.Counters.All)
        {
            Metric(page, counter.Name, counter.Help, "counter", counter.Read());
        }

        foreach (var counter in context.Service.Counters)
        {
            Metric(
                page, counter.Name.Replace('.', '_') + "_total", counter.Description, "counter", counter.Read());
        }

        Process(page);
        return page.ToString();
    }

    // Every member has its line, so that a graph of one shows when it was awaited.
    private void Awaited(StringBuilder page)
    {
        const string Name = "quorate_awaited_silence_seconds";
        page.Append(CultureInfo.InvariantCulture, $"# HELP {Name} For how long the one that is awaited is silent.\n");
        page.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} gauge\n");
        var stall = context.Service.Stall;
        foreach (var peer in context.Service.Peers.Where(peer => peer.Id != context.Service.Self))
        {
            var silence = stall is { } known && known.Replica == peer.Id ? known.Silence.TotalSeconds : 0;
            page.Append(CultureInfo.InvariantCulture, $"{Name}{{peer=\"{peer.Id}\"}} {silence:F3}\n");
        }
    }

    private static void Store(StringBuilder page, IKeyValueFigures store)
    {
        Gauge(page, "etcd_debugging_mvcc_current_revision", "The store's revision.", store.Revision);
        Gauge(page, "etcd_debugging_mvcc_compact_revision", "History is compacted to here.", store.CompactedRevision);
        Gauge(page, "quorate_stored_versions", "Stored versions of all keys.", store.VersionCount);
        Gauge(page, "etcd_mvcc_db_total_size_in_bytes", "Bytes of all stored versions.", store.LogicalBytes);
    }

    private static void Process(StringBuilder page)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var start = new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
        Gauge(page, "process_start_time_seconds", "When the process started, in Unix time.", start);
        Gauge(page, "process_resident_memory_bytes", "Resident memory.", process.WorkingSet64);
        Metric(
            page, "process_cpu_seconds_total", "Processor time used.", "counter",
            process.TotalProcessorTime.TotalSeconds);
        Gauge(page, "dotnet_gc_heap_bytes", "Managed memory in use.", GC.GetTotalMemory(false));
        var allocated = GC.GetTotalAllocatedBytes();
        Metric(page, "dotnet_gc_allocated_bytes_total", "Managed memory allocated so far.", "counter", allocated);
        Metric(
            page, "dotnet_gc_pause_seconds_total", "Time that collections stopped the process.", "counter",
            GC.GetTotalPauseDuration().TotalSeconds);
    }

    private static void Gauge(StringBuilder page, string name, string help, double value) =>
        Metric(page, name, help, "gauge", value);

    private static void Metric(StringBuilder page, string name, string help, string kind, double value) =>
        page.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n");
}
