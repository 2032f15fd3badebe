namespace Quorate.Tracing;

/// <summary>The small shapes that stand for events, around their place.</summary>
internal static class EventShapes
{
    private const string SmallDot = "M-2.4 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0";
    private const string Dot = "M-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0";
    private const string Diamond = "M0-4.8L4.8 0L0 4.8L-4.8 0Z";
    private const string Square = "M-2.9-2.9H2.9V2.9H-2.9Z";
    private const string Cross = "M-5-5L5 5M-5 5L5-5";
    private const string Play = "M-3.5-5L5 0L-3.5 5Z";
    private const string Tick = "M0-3.6V3.6";
    private const string Triangle = "M0-4.4L4.4 3.4H-4.4Z";

    /// <summary>The path of a kind.</summary>
    public static string Of(TracedKind kind) => kind switch
    {
        TracedKind.Send or TracedKind.Receive => SmallDot,
        TracedKind.Crash => Cross,
        TracedKind.Start or TracedKind.Restart => Play,
        TracedKind.Timer => Tick,
        TracedKind.ViewLeft or TracedKind.ViewEntered => Diamond,
        TracedKind.Append or TracedKind.Flush => Square,
        TracedKind.LogInstalled or TracedKind.Checkpoint => Triangle,
        _ => Dot,
    };
}
