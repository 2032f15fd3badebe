using System.Buffers;
using System.Diagnostics;
using System.Globalization;

namespace Quorate.KeyValue.Tests;

/// <summary>
/// Prints what an operation costs; asserts no time. Set FIGURES_KEYS=1000000 and build with -c Release for real
/// figures.
/// </summary>
public sealed class FiguresTests
{
    private static readonly int Keys =
        int.Parse(Environment.GetEnvironmentVariable("FIGURES_KEYS") ?? "20000", CultureInfo.InvariantCulture);

    private readonly KeyValueStateMachine _machine = new(new KeyValueOptions { QuotaBytes = long.MaxValue });
    private readonly ArrayBufferWriter<byte> _reply = new(1 << 16);

    [Fact]
    public void CountsAgreeWithWalksAndFiguresArePrinted()
    {
        var random = new Prng(1);
        var multiplier = 736_338_717L;
        Print("load in shuffled order", Keys, index => Put(index * multiplier % Keys));
        Print("overwrite at random", Keys / 2, _ => Put(random.Below(Keys)));
        Print("overwrite, a snapshot every 64", Keys / 2, index =>
        {
            Put(random.Below(Keys));
            if (index % 64 == 0)
            {
                _machine.Snapshot();
            }
        });
        Print("delete one in a hundred", Keys / 100, index =>
            Apply(OperationCode.DeleteRange, Wire.Delete(Name(index * 100))));
        Apply(OperationCode.Compact, Wire.Compact(Keys));
        Print("overwrite while compacting", Keys / 2, _ => Put(random.Below(Keys)));

        var snapshot = _machine.Snapshot();
        Print("get at random", Keys / 2, _ => Get(snapshot, Wire.Range(Name(random.Below(Keys)))));
        Print("count all", 1_000, _ => Get(snapshot, Wire.Range("\0", "\0", countOnly: true)));
        var counted = Store.Query(snapshot, OperationCode.Range, Wire.Range("\0", "\0", countOnly: true)).AsRange();
        var walked = Store.Query(snapshot, OperationCode.Range, Wire.Range("\0", "\0", keysOnly: true)).AsRange();
        Assert.EndsWith($" {counted}", walked, StringComparison.Ordinal);
        Assert.Equal(
            walked.Split("kv{").Length - 1, int.Parse(counted["count=".Length..], CultureInfo.InvariantCulture));

        var chunks = Array.Empty<ReadOnlyMemory<byte>>();
        Print("write all chunks", 1, _ => chunks = [.. snapshot.Chunks()]);
        var restored = new KeyValueStateMachine();
        Print("restore", 1, _ => restored.Restore(chunks));
        Assert.Equal(snapshot.Digest, restored.Snapshot().Digest);
    }

    private static string Name(long index) => $"/bench/key/{index:D9}";

    private static void Print(string what, int count, Action<long> run)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var index = 0; index < count; index++)
        {
            run(index);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what,-32} {watch.Elapsed.TotalMicroseconds / count,10:F2} µs " +
            $"{(GC.GetAllocatedBytesForCurrentThread() - allocated) / count,8} B");
    }

    private void Put(long index) => Apply(OperationCode.Put, Wire.Put(Name(index), new string('v', 256)));

    private void Apply(OperationCode code, byte[] request)
    {
        _reply.ResetWrittenCount();
        _machine.Apply(default, [(byte)code, .. request], _reply);
        Assert.Equal((byte)KeyValueError.None, _reply.WrittenSpan[0]);
    }

    private void Get(IStateSnapshot snapshot, byte[] range)
    {
        _reply.ResetWrittenCount();
        snapshot.Query([(byte)OperationCode.Range, .. range], _reply);
        Assert.Equal((byte)KeyValueError.None, _reply.WrittenSpan[0]);
    }
}
