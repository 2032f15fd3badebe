namespace Quorate.Broadcast;

/// <summary>
/// The shape of a layer on top of another: requests go down with <see cref="Down"/>; what comes up is queued, and
/// handled when the step below has returned, so that no layer is ever entered while it is in the middle of something.
/// </summary>
public abstract class StackedLayer : ILayer
{
    private readonly ILayer _below;
    private readonly FromBelow _fromBelow;
    private readonly Queue<Indication> _indications = new();
    private ILayerEffects? _effects;

    /// <summary>Puts the layer on top of another, which nobody else may step.</summary>
    protected StackedLayer(ILayer below)
    {
        ArgumentNullException.ThrowIfNull(below);
        _below = below;
        _fromBelow = new FromBelow(this);
    }

    /// <inheritdoc/>
    public virtual MonotonicTime NextDeadline => _below.NextDeadline;

    /// <summary>The effects of the step under way.</summary>
    protected ILayerEffects Effects
    {
        get
        {
            Contract.Assert(_effects is not null, "effects exist only during a step");
            return _effects;
        }
    }

    /// <inheritdoc/>
    public void Step(ReplicaEvent replicaEvent, ILayerEffects effects)
    {
        ArgumentNullException.ThrowIfNull(replicaEvent);
        ArgumentNullException.ThrowIfNull(effects);
        Contract.Assert(_effects is null, "a layer is not stepped from within its own step");
        Contract.Assert(_indications.Count == 0, "a step handles every indication");
        _effects = effects;
        OnEvent(replicaEvent);
        do
        {
            while (_indications.TryDequeue(out var indication))
            {
                Handle(indication);
            }

            OnHandled();
        }
        while (_indications.Count > 0);
        _effects = null;
    }

    /// <summary>Steps the layer below. What it indicates is handled before this step ends.</summary>
    protected void Down(ReplicaEvent replicaEvent) => _below.Step(replicaEvent, _fromBelow);

    /// <summary>Handles an event from outside; passes it down unless the layer has a use for it.</summary>
    protected virtual void OnEvent(ReplicaEvent replicaEvent) => Down(replicaEvent);

    /// <summary>The layer below delivers.</summary>
    protected abstract void OnDelivered(in LayerDelivery delivery);

    /// <summary>The layer below says that a peer has taken what was sent under the tag.</summary>
    protected virtual void OnAcknowledged(ReplicaId to, ulong tag)
    {
    }

    /// <summary>Everything that came up is handled: do what has become possible.</summary>
    protected virtual void OnHandled()
    {
    }

    private void Handle(in Indication indication)
    {
        if (indication.IsAcknowledgement)
        {
            OnAcknowledged(indication.Delivery.From, indication.Delivery.Number);
        }
        else
        {
            OnDelivered(indication.Delivery);
        }
    }

    private readonly record struct Indication(LayerDelivery Delivery, bool IsAcknowledgement);

    private sealed class FromBelow(StackedLayer layer) : PassingEffects
    {
        protected override ILayerEffects Target => layer.Effects;

        public override void Deliver(in LayerDelivery delivery) =>
            layer._indications.Enqueue(new Indication(delivery, IsAcknowledgement: false));

        public override void Acknowledged(ReplicaId to, ulong tag) =>
            layer._indications.Enqueue(new Indication(new LayerDelivery(to, tag, default, Ticket.Zero), true));
    }
}
