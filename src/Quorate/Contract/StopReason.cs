namespace Quorate;

/// <summary>Why a replica stops for good.</summary>
/// <param name="View">Its view.</param>
/// <param name="Op">The op in question.</param>
/// <param name="Text">A sentence for the operator.</param>
public sealed record StopReason(ViewNumber View, OpNumber Op, string Text);
