namespace Quorate;

/// <summary>Quorum sizes, always by formula, never as literals (viewstamped.md §1).</summary>
public static class Quorum
{
    /// <summary>
    /// The largest number of crash faults that <paramref name="members"/> replicas tolerate: ⌊(n−1)/2⌋.
    /// </summary>
    public static int CrashFaultsMax(int members) => (Positive(members) - 1) / 2;

    /// <summary>
    /// The largest number of Byzantine faults that <paramref name="members"/> replicas tolerate: ⌊(n−1)/3⌋.
    /// </summary>
    public static int ByzantineFaultsMax(int members) => (Positive(members) - 1) / 3;

    /// <summary>
    /// Members of a crash quorum, n − f: any two share a member, for even n too (viewstamped.md DEF-12).
    /// </summary>
    public static int Crash(int members) => members - CrashFaultsMax(members);

    /// <summary>Members of a Byzantine quorum, ⌈(n+f+1)/2⌉: any two share a correct member.</summary>
    public static int Byzantine(int members) => (members + ByzantineFaultsMax(members) + 2) / 2;

    private static int Positive(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        return members;
    }
}
