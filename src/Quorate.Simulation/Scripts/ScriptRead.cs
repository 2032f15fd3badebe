using System.Buffers;

namespace Quorate.Simulation;

/// <summary>A linearizable read that a script made, by the name of its client.</summary>
internal sealed class ScriptRead(
    string client, History history, RecordedCall record, Action<string> print, Action completed) : PendingRead
{
    /// <inheritdoc/>
    public override void Ready(IStateSnapshot state, OpNumber op)
    {
        var reply = new ArrayBufferWriter<byte>();
        state.Query(record.Operation.Span, reply);
        history.Answer(record, reply.WrittenMemory, op);
        var counter = new SpanReader(reply.WrittenSpan).U64();
        completed();
        print($"{client} reads {counter} at op={op}");
    }

    /// <inheritdoc/>
    public override void Failed()
    {
        history.Refuse(record);
        completed();
        print($"{client} read failed");
    }
}
