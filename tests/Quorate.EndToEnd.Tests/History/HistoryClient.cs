using System.Diagnostics;
using System.Globalization;
using System.Text;
using Quorate.Cli.Etcd;

namespace Quorate.EndToEnd.Tests.History;

/// <summary>
/// One client of the history load: connected to every member, it appends to lists, increments counters and reads, each
/// an optimistic transaction on what it last saw, and notes what it asked, when, and what it was told.
/// </summary>
internal sealed class HistoryClient : IDisposable
{
    /// <summary>Every key of a history starts with this.</summary>
    public const string Prefix = "h/";

    private const int ListLengthMax = 2000;

    private readonly int number;
    private readonly EtcdClient[] members;
    private readonly TimeSpan timeout;
    private readonly Pulse progress;
    private readonly Random random;
    private readonly Dictionary<string, Seen?> known = new(StringComparer.Ordinal);
    private int issued;
    private long lastAcknowledgedInvocation;
    private int acknowledgedWrites;
    private int unknownOutcomes;

    /// <summary>Creates a client.</summary>
    /// <param name="number">Its number, also the seed of what it does.</param>
    /// <param name="endpoints">Every member.</param>
    /// <param name="timeout">How long a call may take.</param>
    /// <param name="progress">Beats when a write is acknowledged, and when an outcome is unknown.</param>
    public HistoryClient(int number, IEnumerable<string> endpoints, TimeSpan timeout, Pulse progress)
    {
        this.progress = progress;
        this.number = number;
        members = [.. endpoints.Select(endpoint => new EtcdClient(endpoint))];
        this.timeout = timeout;
        random = new Random(number);
    }

    /// <summary>Everything it did.</summary>
    public List<HistoryOperation> Operations { get; } = [];

    /// <summary>When the last acknowledged write was issued; read by other threads while the client runs.</summary>
    public long LastAcknowledgedInvocation => Volatile.Read(ref lastAcknowledgedInvocation);

    /// <summary>How many writes were acknowledged; read by other threads while the client runs.</summary>
    public int AcknowledgedWrites => Volatile.Read(ref acknowledgedWrites);

    /// <summary>How many outcomes are unknown; read by other threads while the client runs.</summary>
    public int UnknownOutcomes => Volatile.Read(ref unknownOutcomes);

    /// <summary>Issues operations until it is stopped; one in flight is waited for.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var operation = Next();
            var done = await ExecuteAsync(operation, members[random.Next(members.Length)]);
            Operations.Add(done);
            Learn(done);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in members)
        {
            member.Dispose();
        }
    }

    private HistoryOperation Next()
    {
        issued++;
        var token = string.Create(CultureInfo.InvariantCulture, $"c{number}.{issued}");
        var name = "operation " + token;
        return random.Next(10) switch
        {
            < 4 => Change(name, $"{Prefix}list/{random.Next(2)}", old => Append(old, token)),
            < 8 => Change(name, $"{Prefix}counter/{random.Next(2)}", old => Increment(old, token)),
            8 => new HistoryOperation
            {
                Name = name,
                Invoked = 0,
                Writes = new Dictionary<string, string>
                {
                    [$"{Prefix}blind/{random.Next(3)}"] = token,
                    [$"{Prefix}last/{number}"] = token + "!",
                },
            },
            _ => new HistoryOperation
            {
                Name = name,
                Invoked = 0,
                Reads = [$"{Prefix}list/{random.Next(2)}", $"{Prefix}counter/{random.Next(2)}"],
            },
        };
    }

    private HistoryOperation Change(string name, string key, Func<string, string> change)
    {
        var old = known.GetValueOrDefault(key);
        return new HistoryOperation
        {
            Name = name,
            Invoked = 0,
            Guards = new Dictionary<string, long> { [key] = old?.ModRevision ?? 0 },
            Writes = new Dictionary<string, string> { [key] = change(old?.Value ?? string.Empty) },
            Reads = [key],
        };
    }

    private async Task<HistoryOperation> ExecuteAsync(HistoryOperation operation, EtcdClient member)
    {
        var request = Encode(operation);
        using var stop = new CancellationTokenSource(timeout);
        var invoked = Stopwatch.GetTimestamp();
        try
        {
            var result = await member.TxnAsync(request, stop.Token);
            var returned = Stopwatch.GetTimestamp();
            if (result.Succeeded && operation.Writes.Count > 0)
            {
                Volatile.Write(ref lastAcknowledgedInvocation, invoked);
                Interlocked.Increment(ref acknowledgedWrites);
                progress.Beat();
            }

            return operation with
            {
                Invoked = invoked,
                Returned = returned,
                Outcome = HistoryOutcome.Acknowledged,
                Revision = result.Header.Revision,
                Succeeded = result.Succeeded,
                Observed = Observed(operation, result),
            };
        }
        catch (EtcdException exception)
        {
            var outcome = exception.IsDefinite ? HistoryOutcome.Refused : HistoryOutcome.Unknown;
            if (outcome == HistoryOutcome.Unknown)
            {
                Interlocked.Increment(ref unknownOutcomes);
                progress.Beat();
            }

            return operation with
            {
                Name = $"{operation.Name} ({exception.Message})",
                Invoked = invoked,
                Outcome = outcome,
            };
        }
    }

    private void Learn(HistoryOperation done)
    {
        foreach (var (key, seen) in done.Observed)
        {
            known[key] = seen;
        }

        if (done.IsAcknowledgedWrite)
        {
            foreach (var (key, value) in done.Writes)
            {
                known[key] = new Seen(value, done.Revision, 0);
            }
        }
    }

    private static ProtoWriter Encode(HistoryOperation operation) => EtcdRequests.Txn(
        operation.Guards.Select(guard => EtcdRequests.ModRevisionIs(Utf8(guard.Key), guard.Value)),
        operation.Writes.Count == 0
            ? Reads(operation)
            : operation.Writes.Select(write =>
                EtcdRequests.PutOp(EtcdRequests.Put(Utf8(write.Key), Utf8(write.Value), prevKv: true))),
        Reads(operation));

    private static IEnumerable<ProtoWriter> Reads(HistoryOperation operation) =>
        operation.Reads.Select(key => EtcdRequests.RangeOp(EtcdRequests.Range(Utf8(key))));

    private static Dictionary<string, Seen?> Observed(HistoryOperation operation, EtcdTxnResult result)
    {
        var keys = result.Succeeded && operation.Writes.Count > 0 ? operation.Writes.Keys : operation.Reads;
        return keys.Zip(result.Replies).ToDictionary(
            pair => pair.First,
            pair => pair.Second switch
            {
                EtcdPutResult put => HistoryReader.ToSeen(put.Previous),
                EtcdRangeResult range => HistoryReader.ToSeen(range.KeyValues.SingleOrDefault()),
                _ => throw new FormatException("A reply is of an unexpected kind."),
            },
            StringComparer.Ordinal);
    }

    private static string Append(string old, string token)
    {
        var list = old + "," + token;
        return list.Length <= ListLengthMax ? list : "…" + list[^(ListLengthMax / 2)..];
    }

    private static string Increment(string old, string token)
    {
        var count = old.Length == 0 ? 0 : long.Parse(
            old[..old.IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{count + 1}:{token}");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
