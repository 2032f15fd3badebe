using System.Globalization;

namespace Quorate.Hosting.Tests.PowerCuts;

/// <summary>
/// A data directory after a prefix of what was asked of it. A power cut leaves what was flushed, and of the rest any
/// subset of sectors.
/// </summary>
internal sealed class DiskModel
{
    public SortedDictionary<ulong, SectorFile> Segments { get; } = [];

    public SectorFile[] Metadata { get; } = [new([]), new([])];

    public SortedDictionary<ulong, byte[]> Checkpoints { get; } = [];

    /// <summary>Writes a legal state after a power cut as a data directory.</summary>
    /// <param name="directory">Does not exist yet.</param>
    /// <param name="prng">Decides which sectors reached the disk.</param>
    public void Settle(string directory, Prng prng)
    {
        var mode = prng.Below(4);
        var journal = Directory.CreateDirectory(Path.Combine(directory, "journal")).FullName;
        foreach (var (number, file) in Segments)
        {
            File.WriteAllBytes(Path.Combine(journal, Named("segment-", number)), file.Settled(Reached));
        }

        for (var copy = 0; copy < Metadata.Length; copy++)
        {
            File.WriteAllBytes(Path.Combine(journal, $"metadata-{copy}"), Metadata[copy].Settled(Reached));
        }

        var checkpoints = Directory.CreateDirectory(Path.Combine(directory, "checkpoints")).FullName;
        foreach (var (op, bytes) in Checkpoints)
        {
            File.WriteAllBytes(Path.Combine(checkpoints, Named("checkpoint-", op)), bytes);
        }

        // Nothing, everything, each sector by itself, or mostly what was written first.
        bool Reached(int place, int sector) => mode switch
        {
            0 => false,
            1 => true,
            2 => prng.Chance(0.5),
            _ => prng.Chance(1.0 / (place + 1)),
        };
    }

    private static string Named(string prefix, ulong number) =>
        prefix + number.ToString("d20", CultureInfo.InvariantCulture);
}
