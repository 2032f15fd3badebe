namespace Quorate.Tracing;

/// <summary>A message, from its sending to what became of it.</summary>
/// <param name="Sending">Index of the sending, or -1 when the trace begins later.</param>
/// <param name="Receipt">Index of the receipt or the loss, or -1.</param>
/// <param name="X1">Where it begins, along time.</param>
/// <param name="Y1">Where it begins, across.</param>
/// <param name="X2">Where it ends, along time.</param>
/// <param name="Y2">Where it ends, across.</param>
/// <param name="End">How it ends.</param>
/// <param name="Family">What it is about.</param>
public sealed record DiagramArrow(
    int Sending, int Receipt, double X1, double Y1, double X2, double Y2, ArrowEnd End, MessageFamily Family);
