namespace Quorate.Tests.Journals;

/// <summary>What checkpoints must do over any medium: the simulated and the real disk pass the same tests.</summary>
public abstract class CheckpointConformance
{
    private static readonly ReadOnlyMemory<byte>[] Content =
        [new byte[] { 1, 2, 3 }, Array.Empty<byte>(), new byte[200_000]];

    /// <summary>The same medium again, as after a restart of the process; the first call makes a blank one.</summary>
    protected abstract ICheckpointMedium Reopen();

    /// <summary>Flips bits of a stored byte.</summary>
    protected abstract void Damage(OpNumber op, int offset);

    [Fact]
    public void AWrittenCheckpointIsThereAfterARestart()
    {
        Open().Write(Reference(100), Content);
        var store = Open();
        Assert.Equal([Reference(100)], store.List());
        Assert.True(store.Verify(Reference(100)));
        AssertContent(store, 100);
        Assert.Null(store.Read(new(100), Content.Length));
        Assert.Null(store.Read(new(99), 0));
    }

    [Fact]
    public void AReceivedCheckpointAppearsWithItsLastChunk()
    {
        var store = Open();
        Assert.Equal(CheckpointReceipt.Ignored, store.Receive(Reference(7), 1, 3, Content[1].Span));
        Assert.Equal(CheckpointReceipt.Stored, store.Receive(Reference(7), 0, 3, Content[0].Span));
        Assert.Equal(CheckpointReceipt.Ignored, store.Receive(Reference(8), 1, 3, Content[1].Span));
        Assert.Equal(CheckpointReceipt.Ignored, store.Receive(Reference(7), 2, 3, Content[2].Span));
        Assert.Equal(CheckpointReceipt.Stored, store.Receive(Reference(7), 1, 3, Content[1].Span));
        Assert.Empty(store.List());
        Assert.Equal(CheckpointReceipt.Complete, store.Receive(Reference(7), 2, 3, Content[2].Span));
        AssertContent(Open(), 7);
    }

    [Fact]
    public void AnUnfinishedCheckpointIsGoneAfterARestart()
    {
        var store = Open();
        store.Receive(Reference(7), 0, 3, Content[0].Span);
        store = Open();
        Assert.Empty(store.List());
        Assert.Equal(CheckpointReceipt.Ignored, store.Receive(Reference(7), 1, 3, Content[1].Span));
    }

    [Fact]
    public void WritingAndReceivingDoNotDisturbEachOther()
    {
        var store = Open();
        store.Receive(Reference(7), 0, 3, Content[0].Span);
        store.Write(Reference(5), Content);
        store.Receive(Reference(7), 1, 3, Content[1].Span);
        store.Receive(Reference(7), 2, 3, Content[2].Span);
        AssertContent(store, 5);
        AssertContent(store, 7);
    }

    [Fact]
    public void ReleasingKeepsTheOneNamedAndLaterOnes()
    {
        var store = Open();
        store.Write(Reference(1), Content);
        store.Write(Reference(2), []);
        store.Write(Reference(3), Content);
        store.Release(new(2));
        Assert.Equal([Reference(2), Reference(3)], Open().List());
    }

    [Fact]
    public void WritingAgainReplaces()
    {
        var store = Open();
        store.Write(Reference(1), []);
        Assert.NotEmpty(store.List());
        store.Write(Reference(1), Content);
        AssertContent(store, 1);
    }

    [Fact]
    public void DamageAnywhereIsFound()
    {
        var reference = Reference(1);
        ReadOnlyMemory<byte>[] small = [new byte[] { 1, 2, 3 }, new byte[] { 4 }];
        Open().Write(reference, small);
        var length = (int)Reopen().Length(reference.Op);
        for (var offset = 0; offset < length; offset++)
        {
            Damage(reference.Op, offset);
            Assert.False(Open().Verify(reference), $"damage at {offset} of {length} stays unnoticed");
            Damage(reference.Op, offset);
        }

        Assert.True(Open().Verify(reference));
    }

    private static CheckpointReference Reference(ulong op) =>
        new(new OpNumber(op), new Checksum(op * 3), new AgreedTime((long)op * 5), new Checksum(op * 7));

    private static void AssertContent(CheckpointStore store, ulong op)
    {
        for (var chunk = 0; chunk < Content.Length; chunk++)
        {
            var read = store.Read(new OpNumber(op), chunk)!.Value;
            Assert.Equal(Reference(op), read.Reference);
            Assert.Equal(Content.Length, read.ChunkCount);
            Assert.True(read.Bytes.Span.SequenceEqual(Content[chunk].Span));
        }
    }

    private CheckpointStore Open() => new(Reopen(), TestEntries.Cluster);
}
