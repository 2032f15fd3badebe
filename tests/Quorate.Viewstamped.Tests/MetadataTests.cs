namespace Quorate.Viewstamped.Tests;

/// <summary>The block of metadata that this protocol keeps, and what becomes of one that is not its own.</summary>
public sealed class MetadataTests
{
    private static readonly ViewstampedMetadata _metadata = new()
    {
        View = new ViewNumber(5),
        LogView = new ViewNumber(4),
        FrozenOp = new OpNumber(3),
        FrozenCommit = new OpNumber(2),
        CommitHint = new OpNumber(1),
    };

    [Fact]
    public void TheBlockHasTheBytesOfVersionOneAndReadsBack()
    {
        var block = _metadata.ToBlock();

        Assert.Equal(
            "560105000000000000000400000000000000030000000000000002000000000000000100000000000000", block.ToString());
        Assert.Equal(_metadata, ViewstampedMetadata.TryRead(block));
        Assert.Equal(new ViewstampedMetadata(), ViewstampedMetadata.TryRead(ProtocolBlock.Empty));
    }

    [Fact]
    public void ABlockCutAnywhereLengthenedOrOfAnotherProtocolIsRefused()
    {
        var bytes = _metadata.ToBlock().Bytes.ToArray();
        for (var length = 1; length < bytes.Length; length++)
        {
            Assert.Null(ViewstampedMetadata.TryRead(ProtocolBlock.Of(bytes.AsSpan(0, length))));
        }

        Assert.Null(ViewstampedMetadata.TryRead(ProtocolBlock.Of([.. bytes, 0])));
        bytes[0] = (byte)'L';
        Assert.Null(ViewstampedMetadata.TryRead(ProtocolBlock.Of(bytes)));
    }

    [Fact]
    public void ADataDirectoryOfAnotherProtocolStopsTheReplicaAndSaysWhatToDo()
    {
        var options = new ViewstampedOptions { Cluster = new ClusterId(1), Self = default, Members = 3 };
        var core = new ViewstampedReplica(options, new SessionTable(new SessionTableOptions()));
        var effects = new RecordedEffects(options.Cluster);
        var recovered = new RecoveredState
        {
            Durable = new DurableState { Protocol = ProtocolBlock.Of([(byte)'L', 1, 0]) },
            Log = [],
        };

        core.Step(new Started(new Incarnation(2), 1, default, recovered), effects);

        var line = Assert.Single(effects.Lines);
        Assert.StartsWith("stop", line, StringComparison.Ordinal);
        Assert.Contains("another protocol", line, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEntryStampedByAnotherProtocolIsNoPrepare()
    {
        var entry = new EntryBuilder().Seal(new EntryHeader
        {
            Cluster = MessageSamples.Cluster,
            Op = new OpNumber(1),
            Kind = EntryKind.NoOp,
            LogicalTime = 9,
            Sender = new ReplicaId(2),
        });
        var frame = MessageSamples.FrameOf(new Prepare
        {
            View = default,
            CommitNumber = default,
            Round = default,
            Entry = entry,
        });

        Assert.Equal(FrameError.None, Frame.Verify(frame, MessageSamples.Cluster, out var header));
        Assert.Null(new ViewstampedMessageDecoder().Decode(header, frame.AsMemory(Frame.HeaderLength)));
    }
}
