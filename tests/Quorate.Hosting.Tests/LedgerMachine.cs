using System.Buffers;
using System.Text;

namespace Quorate.Hosting.Tests;

/// <summary>Remembers every operation in order; the reply is how many there are. A lost or doubled one shows.</summary>
internal sealed class LedgerMachine : IStateMachine
{
    private List<string> _lines = [];
    private bool _isShared;

    public AgreedTime? NextDeadline => null;

    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply)
    {
        if (_isShared)
        {
            _lines = [.. _lines];
            _isShared = false;
        }

        _lines.Add(Encoding.UTF8.GetString(operation));
        reply.Write(BitConverter.GetBytes(_lines.Count));
    }

    public void Pulse(in OperationContext context)
    {
    }

    public IStateSnapshot Snapshot()
    {
        _isShared = true;
        return new LedgerSnapshot(_lines);
    }

    public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        var text = string.Concat(chunks.Select(chunk => Encoding.UTF8.GetString(chunk.Span)));
        _lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        _isShared = false;
    }
}
