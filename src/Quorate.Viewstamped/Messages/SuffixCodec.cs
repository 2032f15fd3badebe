namespace Quorate.Viewstamped;

/// <summary>The shape check that messages with a log suffix share.</summary>
internal static class SuffixCodec
{
    /// <summary>
    /// Whether the suffix starts right after <paramref name="after"/>, chains to it, and ends at the head.
    /// </summary>
    internal static bool Fits(
        OpNumber after, Checksum afterChecksum, OpNumber op, IReadOnlyList<Entry> suffix, bool mayBeEmpty) =>
        suffix.Count == 0
            ? mayBeEmpty || after == op
            : suffix[0].Op == after.Next && suffix[0].Header.Parent == afterChecksum && suffix[^1].Op == op;
}
