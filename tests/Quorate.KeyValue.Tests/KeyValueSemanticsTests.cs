namespace Quorate.KeyValue.Tests;

public sealed class KeyValueSemanticsTests
{
    [Fact]
    public void AnEmptyStoreIsAtRevisionOne()
    {
        var reply = new Store().Range("a");
        Assert.Equal((KeyValueError.None, 1L, ""), (reply.Error, reply.Revision, reply.AsRange()));
    }

    [Fact]
    public void PutsCountVersionsAndDeletionStartsAnew()
    {
        var store = new Store();
        Assert.Equal(2, store.Put("a", "1").Revision);
        Assert.Equal(3, store.Put("a", "2").Revision);
        Assert.Equal("kv{key=a create=2 mod=3 version=2 value=2} count=1", store.Range("a").AsRange());
        var deleted = store.Delete("a");
        Assert.Equal((4L, "deleted=1"), (deleted.Revision, deleted.AsDelete()));
        Assert.Equal("", store.Range("a").AsRange());
        store.Put("a", "3");
        Assert.Equal("kv{key=a create=5 mod=5 version=1 value=3} count=1", store.Range("a").AsRange());
        Assert.Equal("kv{key=a create=2 mod=2 version=1 value=1} count=1", store.Range("a", revision: 2).AsRange());
        Assert.Equal("", store.Range("a", revision: 4).AsRange());
    }

    [Fact]
    public void DeletingNothingTakesNoRevision()
    {
        var reply = new Store().Delete("a", "b");
        Assert.Equal((KeyValueError.None, 1L, ""), (reply.Error, reply.Revision, reply.AsDelete()));
    }

    [Theory]
    [InlineData("a", "", "a")]
    [InlineData("a", "b", "a,a\0,aa")]
    [InlineData("a", "a\0\0", "a,a\0")]
    [InlineData("a\0", "b", "a\0,aa")]
    [InlineData("aa", "\0", "aa,b,b\xFF,c")]
    [InlineData("\0", "\0", "a,a\0,aa,b,b\xFF,c")]
    [InlineData("b", "a", "")]
    [InlineData("b", "c", "b,b\xFF")]
    public void RangesAreHalfOpenInByteOrder(string key, string end, string expected)
    {
        var store = new Store();
        foreach (var name in new[] { "c", "a\0", "b\xFF", "b", "aa", "a" })
        {
            store.Put(name, "");
        }

        var keys = expected == "" ? [] : expected.Split(',');
        var reply = store.Query(OperationCode.Range, Wire.Range(key, end, keysOnly: true)).AsRange();
        Assert.Equal(keys.Length, reply.Split("kv{").Length - 1);
        Assert.All(keys, name => Assert.Contains($"kv{{key={name} create", reply, StringComparison.Ordinal));
        var count = store.Query(OperationCode.Range, Wire.Range(key, end, countOnly: true)).AsRange();
        Assert.Equal(keys.Length == 0 ? "" : $"count={keys.Length}", count);
    }

    [Fact]
    public void CompactionRefusesOlderRevisionsAndKeepsTheRest()
    {
        var store = new Store();
        store.Put("a", "1");
        store.Put("a", "2");
        store.Put("b", "1");
        Assert.Equal((KeyValueError.FutureRevision, 4L), Outcome(store.Compact(5)));
        Assert.Equal((KeyValueError.None, 4L), Outcome(store.Compact(3)));
        Assert.Equal((KeyValueError.Compacted, 4L), Outcome(store.Compact(3)));
        Assert.Equal(KeyValueError.Compacted, store.Range("a", revision: 2).Error);
        Assert.Equal("kv{key=a create=2 mod=3 version=2 value=2} count=1", store.Range("a", revision: 3).AsRange());
        Assert.Equal(KeyValueError.FutureRevision, store.Range("a", revision: 5).Error);
    }

    [Fact]
    public void ATransactionSharesOneRevisionAndSeesItsOwnWrites()
    {
        var store = new Store();
        store.Put("a", "1");
        var txn = Wire.Txn(
            [Wire.Compare("a", target: 0, result: 0, operand: 1)],
            [
                Wire.RangeOp(Wire.Range("a")),
                Wire.PutOp(Wire.Put("a", "2", previous: true)),
                Wire.PutOp(Wire.Put("b", "1")),
                Wire.RangeOp(Wire.Range("a", "c")),
                Wire.DeleteOp(Wire.Delete("x")),
            ],
            []);
        var reply = store.Apply(OperationCode.Txn, txn);
        Assert.Equal((KeyValueError.None, 3L), Outcome(reply));
        Assert.Equal(
            "succeeded=1 op{range{header{revision=2} kv{key=a create=2 mod=2 version=1 value=1} count=1}} " +
            "op{put{header{revision=3} prev{key=a create=2 mod=2 version=1 value=1}}} op{put{header{revision=3}}} " +
            "op{range{header{revision=3} kv{key=a create=2 mod=3 version=2 value=2} " +
            "kv{key=b create=3 mod=3 version=1 value=1} count=2}} op{delete{header{revision=3}}}",
            reply.AsTxn());
        Assert.Equal((KeyValueError.None, 3L), Outcome(store.Apply(OperationCode.Txn, Wire.Txn([], [], []))));
    }

    [Fact]
    public void ARestoredSnapshotHasTheSameDigestAndChunks()
    {
        var store = new Store();
        var random = new Prng(7);
        for (var i = 0; i < 3_000; i++)
        {
            store.Put($"key{random.Below(500)}", new string('v', random.Below(2_000)));
            if (random.Chance(0.1))
            {
                store.Delete($"key{random.Below(500)}");
            }

            if (random.Chance(0.01))
            {
                store.Compact(random.Below(i + 1) + 1);
            }
        }

        var snapshot = store.Machine.Snapshot();
        var chunks = snapshot.Chunks().ToArray();
        var restored = new Store();
        restored.Machine.Restore(chunks);
        Assert.Equal(snapshot.Digest, restored.Machine.Snapshot().Digest);
        var again = restored.Machine.Snapshot().Chunks().ToArray();
        Assert.Equal(chunks.Length, again.Length);
        Assert.All(chunks.Zip(again), pair => Assert.True(pair.First.Span.SequenceEqual(pair.Second.Span)));
        Assert.All(chunks, chunk => Assert.InRange(chunk.Length, 1, 256 * 1024));
    }

    private static (KeyValueError Error, long Revision) Outcome(Reply reply) => (reply.Error, reply.Revision);
}
