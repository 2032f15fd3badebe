using System.Collections.Concurrent;
using System.Text;
using Quorate.Cli.Etcd;

namespace Quorate.EndToEnd.Tests.History;

/// <summary>Asks a store, after a run, what every revision wrote and how it ended.</summary>
internal static class HistoryReader
{
    private const int Parallelism = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The store's revision now.</summary>
    public static async Task<long> RevisionAsync(EtcdClient client) =>
        (await RangeAsync(client, 0, 0)).Header.Revision;

    /// <summary>Reads everything the checker needs.</summary>
    public static async Task<RecordedHistory> ReadAsync(
        EtcdClient client, long firstRevision, IReadOnlyList<HistoryOperation> operations)
    {
        var last = await RevisionAsync(client);
        var written = new ConcurrentDictionary<long, IReadOnlyDictionary<string, string>>();
        var revisions = Enumerable.Range(1, (int)(last - firstRevision)).Select(step => firstRevision + step);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism };
        await Parallel.ForEachAsync(revisions, options, async (revision, _) =>
        {
            var changed = await RangeAsync(client, revision, revision);
            written[revision] = changed.KeyValues.ToDictionary(
                keyValue => Text(keyValue.Key), keyValue => Text(keyValue.Value), StringComparer.Ordinal);
        });
        var final = (await RangeAsync(client, last, 0)).KeyValues.ToDictionary(
            keyValue => Text(keyValue.Key), keyValue => ToSeen(keyValue)!, StringComparer.Ordinal);
        return new RecordedHistory(firstRevision, last, operations, written, final);
    }

    /// <summary>A key as the checker sees it.</summary>
    public static Seen? ToSeen(EtcdKeyValue? keyValue) =>
        keyValue is null ? null : new Seen(Text(keyValue.Value), keyValue.ModRevision, keyValue.Version);

    private static async Task<EtcdRangeResult> RangeAsync(EtcdClient client, long revision, long minModRevision)
    {
        using var stop = new CancellationTokenSource(Patience);
        var prefix = Encoding.UTF8.GetBytes(HistoryClient.Prefix);
        byte[] end = [.. prefix[..^1], (byte)(prefix[^1] + 1)];
        var request = EtcdRequests.Range(prefix, end, revision: revision, minModRevision: minModRevision);
        return await client.RangeAsync(request, stop.Token);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
