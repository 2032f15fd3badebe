namespace Quorate.Cli.Bench;

/// <summary>What a load consists of.</summary>
internal enum BenchOperation
{
    /// <summary>Puts of one key.</summary>
    Put,

    /// <summary>Linearizable reads of one key.</summary>
    Get,

    /// <summary>Half puts, half reads.</summary>
    Mixed,
}
