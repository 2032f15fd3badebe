namespace Quorate.KeyValue.Tests;

public sealed class ModelTests
{
    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(104)]
    public void EveryReplyIsThatOfAListOfAllRevisions(ulong seed)
    {
        var generator = new RequestGenerator(seed);
        var model = new ModelStore();
        var store = new Store();
        for (var index = 0; index < 1_500; index++)
        {
            var (code, request) = generator.Next();
            var expected = model.Answer(code, request);
            var actual = store.Answer(code, request);
            Assert.True(expected == actual, $"seed {seed}, operation {index}: {code} {Convert.ToHexString(request)}\n" +
                $"model: {expected}\nstore: {actual}");
            generator.Revision = store.Revision;
        }
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    public void ReplicasThatExecuteTheSameHaveTheSameDigestAndChunksWhereverTheyWereRestored(ulong seed)
    {
        var generator = new RequestGenerator(seed);
        var random = new Prng(seed);
        var one = new Store();
        var other = new Store();
        for (var index = 0; index < 3_000; index++)
        {
            var (code, request) = generator.Next();
            Assert.Equal(one.Answer(code, request), other.Answer(code, request));
            generator.Revision = one.Revision;
            if (random.Chance(0.02))
            {
                AssertSame(one.Machine.Snapshot(), other.Machine.Snapshot(), seed, index);
            }

            if (random.Chance(0.01))
            {
                var chunks = one.Machine.Snapshot().Chunks().ToArray();
                other = new Store();
                other.Machine.Restore(chunks);
                AssertSame(one.Machine.Snapshot(), other.Machine.Snapshot(), seed, index);
            }
        }
    }

    [Fact]
    public void ASnapshotAnswersTheSameForEver()
    {
        var generator = new RequestGenerator(301);
        var store = new Store();
        var kept = new List<(IStateSnapshot Snapshot, string All, string Past, Checksum Digest)>();
        var past = Wire.Range("\0", "\0", revision: 20);
        var all = Wire.Range("\0", "\0");
        for (var index = 0; index < 4_000; index++)
        {
            var (code, request) = generator.Next();
            if (code != OperationCode.Compact || index > 2_000)
            {
                store.Answer(code, request);
                generator.Revision = store.Revision;
            }

            if (index % 50 == 0)
            {
                var snapshot = store.Machine.Snapshot();
                kept.Add((snapshot, Query(snapshot, all), Query(snapshot, past), snapshot.Digest));
            }
        }

        Assert.All(kept, then =>
        {
            Assert.Equal(then.All, Query(then.Snapshot, all));
            Assert.Equal(then.Past, Query(then.Snapshot, past));
            Assert.Equal(then.Digest, then.Snapshot.Digest);
            var restored = new Store();
            restored.Machine.Restore(then.Snapshot.Chunks());
            Assert.Equal(then.Digest, restored.Machine.Snapshot().Digest);
        });
    }

    [Fact]
    public void EveryChangeShowsInTheDigest()
    {
        var store = new Store();
        var seen = new HashSet<Checksum> { store.Machine.Snapshot().Digest };
        Action[] changes =
        [
            () => store.Put("a", ""), () => store.Put("a", ""), () => store.Put("a", "1"), () => store.Put("b", "1"),
            () => store.Delete("a"), () => store.Compact(2), () => store.Compact(3), () => store.Compact(6),
        ];
        Assert.All(changes, change =>
        {
            change();
            Assert.True(seen.Add(store.Machine.Snapshot().Digest));
        });
        store.Range("b");
        Assert.Contains(store.Machine.Snapshot().Digest, seen);
    }

    private static string Query(IStateSnapshot snapshot, byte[] range)
    {
        var reply = Store.Query(snapshot, OperationCode.Range, range);
        return $"{reply.Error} {reply.Revision} {reply.AsRange()}";
    }

    private static void AssertSame(IStateSnapshot one, IStateSnapshot other, ulong seed, int index)
    {
        Assert.True(one.Digest == other.Digest, $"digests differ at seed {seed}, operation {index}");
        var chunks = one.Chunks().ToArray();
        var others = other.Chunks().ToArray();
        Assert.Equal(chunks.Length, others.Length);
        Assert.All(chunks.Zip(others), pair => Assert.True(pair.First.Span.SequenceEqual(pair.Second.Span)));
    }
}
