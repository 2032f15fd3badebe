namespace Quorate.Tracing;

/// <summary>A sign that a diagram uses, and what it means.</summary>
/// <param name="Sign">Markup of the sign, around (9, 0), 18 wide.</param>
/// <param name="Text">What it means.</param>
/// <param name="Family">The messages it stands for, or none.</param>
internal sealed record LegendItem(string Sign, string Text, MessageFamily Family);
