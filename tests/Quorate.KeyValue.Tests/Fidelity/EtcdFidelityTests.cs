using System.Globalization;

namespace Quorate.KeyValue.Tests;

/// <summary>
/// The same random stream to a real etcd and to the state machine: every byte of every response must agree.
/// </summary>
public sealed class EtcdFidelityTests
{
    private static readonly HashSet<string> ExpectedOutcomes =
    [
        "Put", "Range", "DeleteRange", "Txn", "Compact",
        .. new[]
        {
            KeyValueError.KeyEmpty, KeyValueError.KeyNotFound, KeyValueError.ValueProvided, KeyValueError.LeaseProvided,
            KeyValueError.DuplicateKey, KeyValueError.LeaseNotFound, KeyValueError.Compacted,
            KeyValueError.FutureRevision,
        }.Select(EtcdErrors.Describe),
    ];

    [Theory]
    [InlineData(1, 3_000)]
    public async Task EveryResponseIsByteForByteThatOfEtcd(ulong seed, int operations)
    {
        Assert.SkipWhen(EtcdServer.Program is null, "etcd is not installed");
        seed = ulong.Parse(
            Environment.GetEnvironmentVariable("FIDELITY_SEED") ?? $"{seed}", CultureInfo.InvariantCulture);
        operations = int.Parse(
            Environment.GetEnvironmentVariable("FIDELITY_OPERATIONS") ?? $"{operations}", CultureInfo.InvariantCulture);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var cancellation = TestContext.Current.CancellationToken;
        using var etcd = await EtcdServer.StartAsync(cancellation);
        var generator = new RequestGenerator(seed);
        var store = new Store();
        for (var index = 0; index < operations; index++)
        {
            var (code, request) = generator.Next();
            var theirs = await CallAsync(etcd, code, request, cancellation).ContinueWith(
                task => task.IsFaulted ? $"died: {etcd.Log}" : task.Result, TaskScheduler.Default);
            var ours = Answer(store, code, request);
            Assert.True(theirs == ours, $"seed {seed}, operation {index}: {code} {Convert.ToHexString(request)}\n" +
                $"etcd: {theirs}\nours: {ours}");
            var outcome = theirs.StartsWith("revision", StringComparison.Ordinal) ? $"{code}" : theirs;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            generator.Revision = store.Range("a").Revision;
        }

        foreach (var (outcome, count) in outcomes)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{count,8} {outcome}");
        }

        Assert.Superset(ExpectedOutcomes, outcomes.Keys.ToHashSet());
    }

    [Fact]
    public async Task EqualElementsOfALongSortedRangeComeInTheOrderOfEtcd()
    {
        Assert.SkipWhen(EtcdServer.Program is null, "etcd is not installed");
        var cancellation = TestContext.Current.CancellationToken;
        using var etcd = await EtcdServer.StartAsync(cancellation);
        var store = new Store();
        var random = new Prng(1);
        for (var round = 0; round < 12; round++)
        {
            // Few distinct values and versions, many keys; some rounds write in order, some shuffled.
            for (var index = 0; index < 80; index++)
            {
                var key = $"{(round % 3 == 0 ? index + (80 * round) : random.Below(900)):D4}";
                var request = Wire.Put(key, $"{random.Below(1 + (round * round))}");
                Assert.Equal(
                    await CallAsync(etcd, OperationCode.Put, request, cancellation),
                    Answer(store, OperationCode.Put, request));
            }

            for (var probe = 0; probe < 40; probe++)
            {
                var start = random.Chance(0.5) ? "0" : $"{random.Below(900):D4}";
                var end = random.Chance(0.5) ? "\0" : $"{random.Below(900):D4}";
                var limit = random.Below(3) * 10;
                var (order, target) = (random.Below(3), random.Below(5));
                var request = Wire.Range(start, end, limit, 0, order, target, keysOnly: random.Chance(0.5));
                var theirs = await CallAsync(etcd, OperationCode.Range, request, cancellation);
                var ours = Answer(store, OperationCode.Range, request);
                Assert.True(theirs == ours, $"round {round}: {Convert.ToHexString(request)}\n{theirs}\n{ours}");
            }
        }
    }

    [Fact]
    public async Task CornerCasesAreAnsweredAsByEtcd()
    {
        Assert.SkipWhen(EtcdServer.Program is null, "etcd is not installed");
        var cancellation = TestContext.Current.CancellationToken;
        using var etcd = await EtcdServer.StartAsync(cancellation);
        var store = new Store();
        foreach (var (code, request) in CornerCases.All())
        {
            var theirs = await CallAsync(etcd, code, request, cancellation);
            var ours = Answer(store, code, request);
            Assert.True(theirs == ours, $"{code} {Convert.ToHexString(request)}\netcd: {theirs}\nours: {ours}");
        }
    }

    private static string Answer(Store store, OperationCode code, byte[] request)
    {
        var onlyReads = code == OperationCode.Range ||
            (code == OperationCode.Txn &&
                RequestValidation.CheckTxn(request) == KeyValueError.None &&
                RequestValidation.IsReadOnlyTxn(request));
        var reply = onlyReads ? store.Query(code, request) : store.Apply(code, request);
        return reply.Error == KeyValueError.None
            ? $"revision {reply.Revision}: {Describe(code, reply)}"
            : EtcdErrors.Describe(reply.Error);
    }

    private static async Task<string> CallAsync(
        EtcdServer etcd, OperationCode code, byte[] request, CancellationToken cancellation)
    {
        var (status, message, response) = await etcd.CallAsync($"{code}", request, cancellation);
        if (status != 0)
        {
            return $"{status} {message}";
        }

        var reply = EtcdErrors.SplitHeader(response);
        return $"revision {reply.Revision}: {Describe(code, reply)}";
    }

    private static string Describe(OperationCode code, Reply reply) =>
        $"{reply.As(code)} {Convert.ToHexString(reply.Response)}";
}
