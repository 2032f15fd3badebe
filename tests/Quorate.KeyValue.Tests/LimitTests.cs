namespace Quorate.KeyValue.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData(128, 0, 0, KeyValueError.None)]
    [InlineData(129, 0, 0, KeyValueError.TooManyOps)]
    [InlineData(0, 128, 0, KeyValueError.None)]
    [InlineData(0, 129, 0, KeyValueError.TooManyOps)]
    [InlineData(0, 0, 129, KeyValueError.TooManyOps)]
    public void ATransactionHasAtMost128OfEach(int compares, int success, int failure, KeyValueError expected)
    {
        var txn = Wire.Txn(
            [.. Enumerable.Repeat(Wire.Compare("k", 0, 0, 0), compares)],
            [.. Enumerable.Repeat(Wire.RangeOp(Wire.Range("k")), success)],
            [.. Enumerable.Repeat(Wire.RangeOp(Wire.Range("k")), failure)]);
        Assert.Equal(expected, RequestValidation.CheckTxn(txn));
        Assert.Equal(expected, new Store().Apply(OperationCode.Txn, txn).Error);
    }

    [Theory]
    [InlineData(3, 0, KeyValueError.InvalidSortOption)]
    [InlineData(-1, 0, KeyValueError.InvalidSortOption)]
    [InlineData(0, 5, KeyValueError.InvalidSortOption)]
    [InlineData(2, 4, KeyValueError.None)]
    public void UnknownSortOptionsAreRefused(int order, int target, KeyValueError expected) =>
        Assert.Equal(
            expected, new Store().Query(OperationCode.Range, Wire.Range("k", order: order, target: target)).Error);

    [Fact]
    public void AFullStoreRefusesPutsButNotDeletesAndReadsUntilSpaceIsFreed()
    {
        var store = new Store(new KeyValueOptions { QuotaBytes = 2_000 });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(KeyValueError.None, store.Put("k", new string('v', 200)).Error);
        }

        for (var i = 0; i < 3; i++)
        {
            store.Put("k", new string('v', 200));
        }

        var revision = store.Range("k").Revision;
        Assert.Equal(KeyValueError.NoSpace, store.Put("k", new string('v', 200)).Error);
        var writing = Wire.Txn([Wire.Compare("k", 0, 0, 99)], [Wire.PutOp(Wire.Put("k", new string('v', 200)))], []);
        Assert.Equal(KeyValueError.NoSpace, store.Apply(OperationCode.Txn, writing).Error);
        Assert.Equal(revision, store.Range("k").Revision);
        Assert.Equal(KeyValueError.None, store.Delete("k").Error);
        Assert.Equal(KeyValueError.None, store.Compact(revision + 1).Error);
        while (store.Put("k", "v").Error == KeyValueError.NoSpace)
        {
            Assert.True(store.Machine.Snapshot().Chunks().Sum(chunk => chunk.Length) > 100, "space is freed in steps");
        }
    }

    [Theory]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(100_000)]
    [InlineData(1_500_000)]
    public void LargeKeysAndValuesAreStoredReadAndRestored(int bytes)
    {
        var store = new Store();
        var key = "k\0" + new string('\0', bytes / 4);
        var value = new string('v', bytes);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(KeyValueError.None, store.Put(key, value).Error);
            Assert.Equal(KeyValueError.None, store.Put($"small{i}", "v").Error);
        }

        var expected = $"kv{{key={key} create=2 mod=6 version=3 value={value}}} count=1";
        Assert.Equal(expected, store.Range(key).AsRange());
        var chunks = store.Machine.Snapshot().Chunks().ToArray();
        Assert.All(chunks, chunk => Assert.InRange(chunk.Length, 1, 256 * 1024));
        var restored = new Store();
        restored.Machine.Restore(chunks);
        Assert.Equal(expected, restored.Range(key).AsRange());
        Assert.Equal(KeyValueError.None, restored.Compact(6).Error);
        for (var i = 0; i < 20; i++)
        {
            restored.Put("other", "");
        }

        Assert.Equal(expected, restored.Range(key).AsRange());
    }

    [Fact]
    public void AKeyWithAThousandVersionsIsReadAtEachOfThem()
    {
        var store = new Store();
        for (var i = 0; i < 1_000; i++)
        {
            store.Put("hot", $"{i}");
            store.Put($"cold{i % 10}", "");
        }

        for (var i = 0; i < 1_000; i += 7)
        {
            var reply = store.Range("\0", "\0", revision: 2 + (2 * i)).AsRange();
            var hot = $"kv{{key=hot create=2 mod={2 + (2 * i)} version={i + 1} value={i}}}";
            Assert.Contains(hot, reply, StringComparison.Ordinal);
            Assert.EndsWith($"count={Math.Min(i, 10) + 1}", reply, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CompactedHistoryIsRemovedWithinAsManyWrites()
    {
        var store = new Store();
        for (var i = 0; i < 2_000; i++)
        {
            store.Put($"k{i % 10}", new string('v', 100));
        }

        var full = Size(store);
        store.Compact(2_001);
        for (var i = 0; i < 1_000; i++)
        {
            store.Put("k0", "v");
        }

        Assert.True(Size(store) < full / 2, $"{Size(store)} of {full} bytes");
        store.Compact(3_001);
        for (var i = 0; i < 700; i++)
        {
            store.Put("k0", "v");
        }

        store.Compact(3_701);
        store.Delete("\0", "\0");
        store.Compact(3_702);
        for (var i = 0; i < 1_000; i++)
        {
            store.Delete("nothing");
        }

        Assert.Equal(48, Size(store));
    }

    [Fact]
    public void AReplyThatWouldBeTooLargeIsRefusedBeforeAnythingChanges()
    {
        var store = new Store(new KeyValueOptions { ReplyBytesMax = 10_000 });
        for (var i = 0; i < 6; i++)
        {
            store.Put($"k{i}", new string('v', 1_000));
        }

        var put = Wire.PutOp(Wire.Put("new", "1"));
        var all = Wire.RangeOp(Wire.Range("k", "l"));
        var keys = Wire.RangeOp(Wire.Range("k", "l", keysOnly: true));
        var nested = Wire.TxnOp(Wire.Txn([], [all], []));
        foreach (var ops in new byte[][][] { [put, all, all], [put, nested, all] })
        {
            Assert.Equal(KeyValueError.ReplyTooLarge, store.Apply(OperationCode.Txn, Wire.Txn([], ops, [])).Error);
        }

        Assert.Equal("", store.Range("new").AsRange());
        Assert.Equal(KeyValueError.None, store.Apply(OperationCode.Txn, Wire.Txn([], [put, all, keys], [])).Error);
        Assert.Equal(KeyValueError.None, store.Apply(OperationCode.Txn, Wire.Txn([], [put, all], [all, all])).Error);
        for (var i = 0; i < 6; i++)
        {
            store.Put($"k{i}x", new string('v', 1_000));
        }

        var delete = Wire.Delete("k", "l", previous: true);
        Assert.Equal(KeyValueError.ReplyTooLarge, store.Apply(OperationCode.DeleteRange, delete).Error);
        Assert.Equal("deleted=12", store.Delete("k", "l").AsDelete());
    }

    [Fact]
    public void APutAllocatesLittle()
    {
        var machine = new KeyValueStateMachine();
        var reply = new System.Buffers.ArrayBufferWriter<byte>();
        byte[] operation = [(byte)OperationCode.Put, .. Wire.Put("some/key/0000", new string('v', 256))];
        void Put(int i)
        {
            operation[13] = (byte)('0' + (i % 10));
            operation[14] = (byte)('0' + (i / 10 % 10));
            operation[15] = (byte)('0' + (i / 100 % 10));
            reply.ResetWrittenCount();
            machine.Apply(default, operation, reply);
        }

        for (var i = 0; i < 2_000; i++)
        {
            Put(i);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 2_000; i++)
        {
            Put(i);
        }

        // The stored entry itself is 330 bytes; pages are two thirds full.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 2_000, 1, 1_000);
    }

    private static int Size(Store store) => store.Machine.Snapshot().Chunks().Sum(chunk => chunk.Length);
}
