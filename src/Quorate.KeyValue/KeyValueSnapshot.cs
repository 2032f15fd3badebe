using System.Buffers;

namespace Quorate.KeyValue;

/// <summary>An immutable state of the key-value store; answers RangeRequests and transactions that only read.</summary>
internal sealed class KeyValueSnapshot(StoreSnapshot state) : IStateSnapshot, IKeyValueFigures
{
    public long Revision => state.View.Revision;

    public long CompactedRevision => Math.Max(state.View.CompactedRevision, 0);

    public long VersionCount => state.View.Versions.Count;

    public long LogicalBytes => state.LogicalBytes;

    public Checksum Digest => state.Digest;

    public void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply)
    {
        var error = RequestValidation.Check(query);
        if (error != KeyValueError.None)
        {
            ReplyFormat.WriteStatus(reply, error, state.View.Revision);
            return;
        }

        switch ((OperationCode)query[0])
        {
            case OperationCode.Range:
                Range(query[1..], reply);
                break;
            case OperationCode.Txn when RequestValidation.IsReadOnlyTxn(query[1..]):
                Txn(query[1..], reply);
                break;
            default:
                ReplyFormat.WriteStatus(reply, KeyValueError.NotReadOnly, state.View.Revision);
                break;
        }
    }

    public IEnumerable<ReadOnlyMemory<byte>> Chunks() => StoreEncoder.Chunks(state);

    private void Range(ReadOnlySpan<byte> request, IBufferWriter<byte> reply)
    {
        RangeRequest.TryRead(request, out var range);
        var error = RangeReader.Check(state.View, range);
        ReplyFormat.WriteStatus(reply, error, state.View.Revision);
        if (error == KeyValueError.None)
        {
            RangeReader.Write(state.View, range, reply);
        }
    }

    private void Txn(ReadOnlySpan<byte> request, IBufferWriter<byte> reply)
    {
        var response = new ReplyBuffer();
        var error = ReadOnlyTxn.Run(state.View, request, response);
        ReplyFormat.WriteStatus(reply, error, state.View.Revision);
        if (error == KeyValueError.None)
        {
            reply.Write(response.Written);
        }
    }
}
