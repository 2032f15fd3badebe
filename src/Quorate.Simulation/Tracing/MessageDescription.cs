using Quorate.Tracing;

namespace Quorate.Simulation;

/// <summary>What a diagram says of a message.</summary>
/// <param name="Label">Its kind and the number that matters most.</param>
/// <param name="Detail">What else it carries.</param>
/// <param name="Family">What it is about.</param>
internal readonly record struct MessageDescription(string Label, string Detail, MessageFamily Family);
