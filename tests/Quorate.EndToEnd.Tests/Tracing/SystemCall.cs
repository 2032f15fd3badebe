namespace Quorate.EndToEnd.Tests.Tracing;

/// <summary>One system call of a traced process.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Descriptor">Its first argument.</param>
/// <param name="Data">The bytes handed over, of calls that write or send.</param>
/// <param name="Offset">Where in the file the bytes go, of calls that write at a place.</param>
/// <param name="Entered">The place in the trace where it began.</param>
/// <param name="Returned">The place in the trace where it returned; after everything when it never did.</param>
internal sealed record SystemCall(string Name, int Descriptor, byte[] Data, long Offset, int Entered, int Returned);
