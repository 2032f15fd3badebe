namespace Quorate.Viewstamped;

/// <summary>Decodes the messages of Viewstamped Replication.</summary>
public sealed class ViewstampedMessageDecoder : IMessageDecoder
{
    /// <inheritdoc/>
    public Message? Decode(in FrameHeader header, ReadOnlyMemory<byte> payload) => (MessageKind)header.Kind switch
    {
        MessageKind.Request => Request.Read(header, payload),
        MessageKind.Refusal => Refusal.Read(header, payload.Span),
        MessageKind.Prepare => Prepare.Read(header, payload),
        MessageKind.PrepareOk => PrepareOk.Read(header, payload.Span),
        MessageKind.Commit => Commit.Read(header, payload.Span),
        MessageKind.CommitOk => CommitOk.Read(header, payload.Span),
        MessageKind.StartViewChange => StartViewChange.Read(header, payload.Span),
        MessageKind.DoViewChange => DoViewChange.Read(header, payload),
        MessageKind.StartView => StartView.Read(header, payload),
        MessageKind.GetState => GetState.Read(header, payload.Span),
        MessageKind.NewState => NewState.Read(header, payload),
        MessageKind.ReadRequest => ReadRequest.Read(header, payload.Span),
        MessageKind.ReadReply => ReadReply.Read(header, payload.Span),
        MessageKind.GetCheckpoint => GetCheckpoint.Read(header, payload.Span),
        MessageKind.CheckpointChunk => CheckpointChunk.Read(header, payload),
        _ => null,
    };
}
