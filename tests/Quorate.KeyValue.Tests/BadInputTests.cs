using System.Buffers.Binary;

namespace Quorate.KeyValue.Tests;

public sealed class BadInputTests
{
    private static readonly byte[] Txn = Wire.Txn(
        [Wire.Compare("k", 2, 1, 300), Wire.CompareValue("k", 0, "v", "z")],
        [
            Wire.PutOp(Wire.Put("k", "value", previous: true)),
            Wire.TxnOp(Wire.Txn([], [Wire.DeleteOp(Wire.Delete("x", "z"))], [])),
        ],
        [Wire.RangeOp(Wire.Range("a", "z", limit: 300, revision: 1, order: 1, target: 2, maxMod: 900))]);

    public static TheoryData<OperationCode, byte[]> Requests => new()
    {
        { OperationCode.Range, Wire.Range("key", "z", 3, 1, 2, 4, true, false, 1, 2, 3, 4) },
        { OperationCode.Put, Wire.Put("key", "value", previous: true, ignoreLease: true) },
        { OperationCode.DeleteRange, Wire.Delete("key", "z", previous: true) },
        { OperationCode.Txn, Txn },
        { OperationCode.Compact, Wire.Compact(300) },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void CutAnywhereARequestIsAnsweredAndNeverThrows(OperationCode code, byte[] request)
    {
        for (var length = 0; length < request.Length; length++)
        {
            AssertAnswered(code, request[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void WithAnyByteChangedARequestIsAnsweredAndNeverThrows(OperationCode code, byte[] request)
    {
        for (var index = 0; index < request.Length; index++)
        {
            foreach (var change in new byte[] { 1, 2, 4, 7, 0x80, 0xFF })
            {
                var changed = request.ToArray();
                changed[index] ^= change;
                AssertAnswered(code, changed);
            }
        }
    }

    [Fact]
    public void RandomBytesAreAnsweredAndNeverThrow()
    {
        var random = new Prng(5);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Below(40)];
            for (var index = 0; index < bytes.Length; index++)
            {
                bytes[index] = (byte)(random.Chance(0.5) ? random.Below(16) : random.Below(256));
            }

            AssertAnswered((OperationCode)random.Below(5), bytes);
        }
    }

    [Theory]
    [InlineData("", KeyValueError.UnknownOperation)]
    [InlineData("05", KeyValueError.UnknownOperation)]
    [InlineData("FF", KeyValueError.UnknownOperation)]
    [InlineData("00", KeyValueError.KeyEmpty)]
    [InlineData("010A", KeyValueError.Malformed)]
    [InlineData("010A02", KeyValueError.Malformed)]
    [InlineData("0108010A016B", KeyValueError.Malformed)]
    [InlineData("010A016B0C", KeyValueError.Malformed)]
    [InlineData("010A016B000000", KeyValueError.Malformed)]
    [InlineData("010A016B18FFFFFFFFFFFFFFFFFFFF01", KeyValueError.Malformed)]
    [InlineData("010A016BF80701", KeyValueError.None)]
    [InlineData("010A016BFB070801", KeyValueError.Malformed)]
    [InlineData("010A016BFB070801FC07", KeyValueError.None)]
    [InlineData("010A016BF907010203", KeyValueError.Malformed)]
    [InlineData("010A016BF9070102030405060708", KeyValueError.None)]
    [InlineData("010A016BFD0701020304", KeyValueError.None)]
    [InlineData("010A016BFE07", KeyValueError.Malformed)]
    public void MalformedMessagesAreRefusedAndUnknownFieldsSkipped(string operation, KeyValueError expected) =>
        Assert.Equal(expected, new Store().Apply(Convert.FromHexString(operation)).Error);

    [Fact]
    public void NestingDeeperThanTheLimitsAllowIsTooManyOperationsHoweverDeep()
    {
        var txn = Array.Empty<byte>();
        for (var depth = 0; depth < 300; depth++)
        {
            Assert.Equal(
                depth <= 128 ? KeyValueError.None : KeyValueError.TooManyOps,
                new Store().Apply(OperationCode.Txn, txn).Error);
            txn = Wire.Txn([], [Wire.TxnOp(txn)], []);
        }
    }

    [Fact]
    public void ADamagedCheckpointIsRefusedAndLeavesAnEmptyStore()
    {
        var store = new Store();
        store.Put("a", "1");
        store.Put("b", new string('x', 2_000));
        var chunk = store.Machine.Snapshot().Chunks().Single().ToArray();
        for (var length = 0; length < chunk.Length; length++)
        {
            var target = new Store();
            target.Put("old", "");
            if (length != 48 && !IsEntryBoundary(chunk, length))
            {
                Assert.Throws<FormatException>(() => target.Machine.Restore([chunk.AsMemory(0, length)]));
                Assert.Equal(1, target.Range("old").Revision);
            }
        }

        foreach (var length in new[] { -1, int.MaxValue, int.MinValue, 1 << 28 })
        {
            var damaged = chunk.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(48), length);
            Assert.Throws<FormatException>(() => new Store().Machine.Restore([damaged]));
        }
    }

    private static bool IsEntryBoundary(byte[] chunk, int length)
    {
        var at = 48;
        while (at < length)
        {
            at += 8 + BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(at)) +
                BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(at + 4));
        }

        return at == length;
    }

    private static void AssertAnswered(OperationCode code, byte[] request)
    {
        var store = new Store();
        store.Put("key", "1");
        var before = store.Machine.Snapshot().Digest;
        var validation = RequestValidation.Check([(byte)code, .. request]);
        var reply = store.Apply(code, request);
        Assert.True(Enum.IsDefined(reply.Error));
        if (reply.Error != KeyValueError.None)
        {
            Assert.Empty(reply.Response);
            Assert.Equal(before, store.Machine.Snapshot().Digest);
        }

        if (validation != KeyValueError.None)
        {
            Assert.Equal(validation, reply.Error);
        }

        Assert.True(Enum.IsDefined(store.Query(code, request).Error));
    }
}
