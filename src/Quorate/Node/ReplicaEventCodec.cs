using System.Text;

namespace Quorate;

/// <summary>
/// The canonical encoding of every <see cref="ReplicaEvent"/>, for recordings: a kind byte, then fixed-width
/// little-endian fields in the order of the event's properties; lists and bytes behind a count (4); a message as its
/// frame.
/// </summary>
public static class ReplicaEventCodec
{
    /// <summary>Encodes an event.</summary>
    /// <param name="replicaEvent">The event.</param>
    /// <param name="cluster">The replica's cluster, for the frames of messages.</param>
    public static byte[] Encode(ReplicaEvent replicaEvent, ClusterId cluster)
    {
        ArgumentNullException.ThrowIfNull(replicaEvent);
        var bytes = new byte[1 + LengthOf(replicaEvent)];
        var writer = new SpanWriter(bytes);
        writer.U8((byte)KindOf(replicaEvent));
        Write(ref writer, replicaEvent, cluster);
        Contract.Assert(writer.Position == bytes.Length, "an event is as long as it was measured");
        return bytes;
    }

    /// <summary>Decodes an event from untrusted bytes.</summary>
    /// <param name="encoded">What <see cref="Encode"/> wrote; the event may keep slices of it.</param>
    /// <param name="cluster">The cluster of the recording.</param>
    /// <param name="decoder">The protocol's messages.</param>
    /// <returns>The event, or null when the bytes are not one.</returns>
    public static ReplicaEvent? Decode(ReadOnlyMemory<byte> encoded, ClusterId cluster, IMessageDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        var reader = new EventReader(encoded);
        var replicaEvent = reader.Read(cluster, decoder);
        return reader.IsComplete ? replicaEvent : null;
    }

    private static EventKind KindOf(ReplicaEvent replicaEvent) => replicaEvent switch
    {
        Started => EventKind.Started,
        Tick => EventKind.Tick,
        TurnEnd => EventKind.TurnEnd,
        RequestsArrived => EventKind.RequestsArrived,
        ReadRequested => EventKind.ReadRequested,
        MessageReceived => EventKind.MessageReceived,
        PeerUp => EventKind.PeerUp,
        PeerDown => EventKind.PeerDown,
        Persisted => EventKind.Persisted,
        LogRead => EventKind.LogRead,
        Executed => EventKind.Executed,
        CheckpointTaken => EventKind.CheckpointTaken,
        CheckpointDurable => EventKind.CheckpointDurable,
        CheckpointInstalled => EventKind.CheckpointInstalled,
        CheckpointRead => EventKind.CheckpointRead,
        Verified => EventKind.Verified,
        _ => throw new ContractViolationException("an event kind has no encoding"),
    };

    private static int LengthOf(ReplicaEvent replicaEvent) => replicaEvent switch
    {
        Started started => 24 + LengthOf(started.Recovered),
        Tick => 16,
        TurnEnd => 0,
        RequestsArrived arrived => 4 + arrived.Items.Sum(item => item.EncodedLength),
        ReadRequested => 8,
        MessageReceived received => 5 + Frame.LengthOf(received.Message),
        PeerUp or PeerDown => 1,
        Persisted => 8,
        LogRead read => 9 + (read.Entries is null ? 0 : LengthOf(read.Entries)),
        Executed => 17,
        CheckpointTaken or CheckpointInstalled => CheckpointReference.EncodedLength,
        CheckpointDurable => 8 + CheckpointReference.EncodedLength,
        CheckpointRead read => 20 + CheckpointReference.EncodedLength + read.Bytes.Length,
        Verified verified => 12 + verified.Results.Count,
        _ => throw new ContractViolationException("an event kind has no length"),
    };

    private static int LengthOf(RecoveredState recovered) =>
        DurableStateCodec.LengthOf(recovered.Durable) + LengthOf(recovered.Log) + 1
        + (recovered.Corruption is { } text ? 4 + Encoding.UTF8.GetByteCount(text) : 0);

    private static int LengthOf(IReadOnlyList<Entry> entries) => 4 + entries.Sum(entry => 4 + entry.Encoded.Length);

    private static void Write(ref SpanWriter writer, ReplicaEvent replicaEvent, ClusterId cluster)
    {
        switch (replicaEvent)
        {
            case Started started:
                WriteStarted(ref writer, started);
                break;
            case RequestsArrived arrived:
                writer.U32((uint)arrived.Items.Count);
                foreach (var item in arrived.Items)
                {
                    item.Write(ref writer);
                }

                break;
            case MessageReceived received:
                WriteMessage(ref writer, received, cluster);
                break;
            case LogRead read:
                writer.U64(read.Cookie.Value);
                writer.U8(read.Entries is null ? (byte)0 : (byte)1);
                WriteEntries(ref writer, read.Entries);
                break;
            case CheckpointRead read:
                writer.U64(read.Cookie.Value);
                read.Reference.Write(ref writer);
                writer.U32((uint)read.Chunk);
                writer.U32((uint)read.ChunkCount);
                WriteBytes(ref writer, read.Bytes.Span);
                break;
            case Verified verified:
                writer.U64(verified.Cookie.Value);
                writer.U32((uint)verified.Results.Count);
                foreach (var result in verified.Results)
                {
                    writer.U8(result ? (byte)1 : (byte)0);
                }

                break;
            default:
                WriteSmall(ref writer, replicaEvent);
                break;
        }
    }

    private static void WriteSmall(ref SpanWriter writer, ReplicaEvent replicaEvent)
    {
        switch (replicaEvent)
        {
            case Tick tick:
                writer.I64(tick.Now.Nanoseconds);
                writer.I64(tick.WallClock.UnixNanoseconds);
                break;
            case ReadRequested read:
                writer.U64(read.Cookie.Value);
                break;
            case PeerUp up:
                writer.U8(up.Peer.Value);
                break;
            case PeerDown down:
                writer.U8(down.Peer.Value);
                break;
            case Persisted persisted:
                writer.U64(persisted.Ticket.Value);
                break;
            case Executed executed:
                writer.U64(executed.Op.Value);
                writer.U8(executed.NextDeadline is null ? (byte)0 : (byte)1);
                writer.I64(executed.NextDeadline?.UnixNanoseconds ?? 0);
                break;
            case CheckpointTaken taken:
                taken.Reference.Write(ref writer);
                break;
            case CheckpointDurable durable:
                durable.Reference.Write(ref writer);
                writer.I64(durable.Bytes);
                break;
            case CheckpointInstalled installed:
                installed.Reference.Write(ref writer);
                break;
            default:
                Contract.Assert(replicaEvent is TurnEnd, "every event kind is written");
                break;
        }
    }

    private static void WriteStarted(ref SpanWriter writer, Started started)
    {
        writer.U64(started.Incarnation.Value);
        writer.U64(started.Seed);
        writer.I64(started.Now.Nanoseconds);
        DurableStateCodec.Write(started.Recovered.Durable, ref writer);
        WriteEntries(ref writer, started.Recovered.Log);
        writer.U8(started.Recovered.Corruption is null ? (byte)0 : (byte)1);
        if (started.Recovered.Corruption is { } text)
        {
            WriteBytes(ref writer, Encoding.UTF8.GetBytes(text));
        }
    }

    private static void WriteMessage(ref SpanWriter writer, MessageReceived received, ClusterId cluster)
    {
        var frame = new byte[Frame.LengthOf(received.Message)];
        Frame.Write(received.Message, cluster, Epoch.Zero, received.From, frame);
        writer.U8(received.From.Value);
        WriteBytes(ref writer, frame);
    }

    private static void WriteEntries(ref SpanWriter writer, IReadOnlyList<Entry>? entries)
    {
        if (entries is null)
        {
            return;
        }

        writer.U32((uint)entries.Count);
        foreach (var entry in entries)
        {
            WriteBytes(ref writer, entry.Encoded.Span);
        }
    }

    private static void WriteBytes(ref SpanWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.U32((uint)bytes.Length);
        writer.Bytes(bytes);
    }
}
