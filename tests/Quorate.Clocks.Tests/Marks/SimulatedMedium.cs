namespace Quorate.Clocks.Tests;

/// <summary>
/// A disk under a mark whose power can fail after any number of operations: what was not flushed is then lost, kept or
/// torn.
/// </summary>
internal sealed class SimulatedMedium : IMarkMedium
{
    private const int RecordBytes = 32;
    private readonly byte[]?[] _unflushed = new byte[]?[2];

    public SimulatedMedium()
    {
        MarkRecord.Write(Durable[0], 0);
        MarkRecord.Write(Durable[1], 0);
    }

    public byte[][] Durable { get; } = [new byte[RecordBytes], new byte[RecordBytes]];

    /// <summary>Operations until the power fails; negative for never.</summary>
    public int OperationsUntilPowerFails { get; set; } = -1;

    /// <summary>Whether the flush takes without effect: a lying disk, for a mutant.</summary>
    public bool IgnoresFlush { get; set; }

    public List<string> Operations { get; } = [];

    public string Name => "simulated";

    public int Read(int place, Span<byte> record)
    {
        Durable[place].CopyTo(record);
        return RecordBytes;
    }

    public void Write(int place, ReadOnlySpan<byte> record)
    {
        Step($"write {place}");
        _unflushed[place] = record.ToArray();
    }

    public void Flush()
    {
        Step("flush");
        for (var place = 0; place < 2 && !IgnoresFlush; place++)
        {
            Durable[place] = _unflushed[place] ?? Durable[place];
            _unflushed[place] = null;
        }
    }

    /// <summary>The power comes back: of an unflushed record, a part of its bytes is there, none, or all.</summary>
    public void Restart(Prng random)
    {
        for (var place = 0; place < 2; place++)
        {
            if (_unflushed[place] is { } lost)
            {
                var kept = random.Below(3) switch { 0 => 0, 1 => RecordBytes, _ => random.Below(RecordBytes) };
                lost.AsSpan(0, kept).CopyTo(Durable[place]);
                _unflushed[place] = null;
            }
        }

        OperationsUntilPowerFails = -1;
    }

    public void Dispose()
    {
    }

    private void Step(string operation)
    {
        if (OperationsUntilPowerFails-- == 0)
        {
            throw new IOException("the power failed");
        }

        Operations.Add(operation);
    }
}
