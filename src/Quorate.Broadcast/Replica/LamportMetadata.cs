namespace Quorate.Broadcast;

/// <summary>
/// What a Lamport replica must never forget besides log and checkpoint (lamport.md §4): the protocol's block of the
/// metadata. Tag, version, members, clock bound, stamp of the last entry in the checkpoint, and of each sender number
/// and identity of its last entry in it.
/// </summary>
internal sealed class LamportMetadata
{
    private const byte Protocol = (byte)'L';
    private const byte Version = 1;
    private const int HeadLength = 3 + (2 * sizeof(ulong)) + 1;
    private const int SenderLength = sizeof(ulong) + 16;

    /// <summary>No message with this clock or a later one has left (lamport.md L4).</summary>
    internal required LamportTimestamp ClockBound { get; init; }

    /// <summary>The order as the checkpoint holds it; its op and time are in the checkpoint's reference.</summary>
    internal required OrderPosition Position { get; init; }

    internal ProtocolBlock ToBlock()
    {
        var members = Position.Numbers.Length;
        Span<byte> bytes = stackalloc byte[HeadLength + (members * SenderLength)];
        var writer = new SpanWriter(bytes);
        writer.U8(Protocol);
        writer.U8(Version);
        writer.U8((byte)members);
        writer.U64(ClockBound.Value);
        writer.U64(Position.Stamp.Time.Value);
        writer.U8(Position.Stamp.Sender.Value);
        for (var i = 0; i < members; i++)
        {
            writer.U64(Position.Numbers[i].Value);
            writer.U128(Position.Checksums[i].Value);
        }

        return ProtocolBlock.Of(bytes);
    }

    /// <summary>Decodes the metadata of a group of so many members.</summary>
    /// <param name="state">The metadata.</param>
    /// <param name="members">The members of the configuration.</param>
    /// <param name="refusal">When null is returned: what is wrong, and what to do.</param>
    internal static LamportMetadata? TryRead(DurableState state, int members, out string refusal)
    {
        refusal = "";
        var position = new OrderPosition(members)
        {
            Op = state.Checkpoint.Op,
            Time = state.Checkpoint.Timestamp,
        };
        if (state.Protocol.IsEmpty)
        {
            return new LamportMetadata { ClockBound = default, Position = position };
        }

        var reader = new SpanReader(state.Protocol.Bytes);
        if (reader.U8() != Protocol || reader.U8() != Version)
        {
            refusal = "the data directory was written under another protocol than Lamport's total order: start it "
                + "under that one, or give this replica an empty directory";
            return null;
        }

        var found = reader.U8();
        if (found != members)
        {
            refusal = $"the data directory belongs to a group of {found} replicas, the configuration names {members}: "
                + "every replica is needed, so the group cannot change its size";
            return null;
        }

        var bound = new LamportTimestamp(reader.U64());
        position.Stamp = new EntryStamp(new LamportTimestamp(reader.U64()), new ReplicaId(reader.U8()));
        for (var i = 0; i < members; i++)
        {
            position.Numbers[i] = new OpNumber(reader.U64());
            position.Checksums[i] = new Checksum(reader.U128());
        }

        refusal = reader.IsComplete ? "" : "the protocol's block in the metadata is damaged: restore the newest data";
        return reader.IsComplete ? new LamportMetadata { ClockBound = bound, Position = position } : null;
    }
}
