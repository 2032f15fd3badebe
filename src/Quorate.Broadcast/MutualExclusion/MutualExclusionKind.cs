namespace Quorate.Broadcast;

/// <summary>The messages of mutual exclusion.</summary>
internal enum MutualExclusionKind : byte
{
    Request = 1,
    Acknowledge = 2,
    Release = 3,
}
