using System.Buffers;
using System.Buffers.Binary;

namespace Quorate.Broadcast.Tests;

internal sealed class TestRead : PendingRead
{
    /// <summary>Operations in the state that was read; null until answered.</summary>
    internal int? Seen { get; private set; }

    public override void Ready(IStateSnapshot state, OpNumber op)
    {
        var reply = new ArrayBufferWriter<byte>();
        state.Query([], reply);
        Seen = BinaryPrimitives.ReadInt32LittleEndian(reply.WrittenSpan);
    }

    public override void Failed() => Seen = -1;
}
