namespace Quorate.Broadcast;

/// <summary>
/// The top of a stack with stable storage: writes, after each step, what the layers changed in it, as one batch. Sends
/// and deliveries of the step name the batch's ticket, so the driver holds them until it is durable.
/// </summary>
/// <param name="stack">The stack.</param>
/// <param name="cells">The storage that its layers share.</param>
public sealed class LoggedStack(ILayer stack, StableCells cells) : ILayer
{
    /// <inheritdoc/>
    public MonotonicTime NextDeadline => stack.NextDeadline;

    /// <inheritdoc/>
    public void Step(ReplicaEvent replicaEvent, ILayerEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        stack.Step(replicaEvent, effects);
        if (cells.IsDirty)
        {
            effects.Save(cells.Backing, cells.Close());
        }
    }
}
