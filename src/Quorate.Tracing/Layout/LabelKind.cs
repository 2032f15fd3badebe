namespace Quorate.Tracing;

/// <summary>What a label in a diagram belongs to, in the order of what finds its place first.</summary>
public enum LabelKind
{
    /// <summary>A crash or restart.</summary>
    Fault,

    /// <summary>A view band.</summary>
    Band,

    /// <summary>A moment on the time axis.</summary>
    Tick,

    /// <summary>Something that a replica reports of itself.</summary>
    Event,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A commit number.</summary>
    Commit,
}
