namespace Quorate.Broadcast.Tests.MutualExclusion;

/// <summary>Keeps what a process of mutual exclusion causes.</summary>
internal sealed class GrantRecorder : IMutualExclusionEffects
{
    public List<(ReplicaId To, ReadOnlyMemory<byte> Frame)> Sent { get; } = [];

    public List<EntryStamp> Grants { get; } = [];

    public List<LayerDrop> Drops { get; } = [];

    public void Grant(EntryStamp request) => Grants.Add(request);

    public void Send(ReplicaId to, ReadOnlyMemory<byte> frame, Ticket after) => Sent.Add((to, frame));

    public void Save(Ticket ticket, IReadOnlyList<CellChange> changes) => Assert.Fail("nothing is kept");

    public void Deliver(in LayerDelivery delivery) => Assert.Fail("nothing is delivered");

    public void Acknowledged(ReplicaId to, ulong tag) => Assert.Fail("nothing is tagged");

    public void Refuse(LayerRefusal reason, ReadOnlyMemory<byte> payload) => Assert.Fail("nothing is refused");

    public void Drop(ReplicaId from, LayerDrop reason) => Drops.Add(reason);
}
