namespace Quorate.Tracing;

/// <summary>A rectangle that something covers.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Whether two rectangles share an inner point.</summary>
    public bool Meets(in Box other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}
