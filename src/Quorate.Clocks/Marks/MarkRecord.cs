namespace Quorate.Clocks;

/// <summary>
/// One copy of a mark: magic and version (4 bytes each), the mark (8), and a checksum of these 16 bytes (16).
/// </summary>
internal static class MarkRecord
{
    public const int Length = 32;
    public const int Places = 2;
    private const uint Magic = 0x4B4D4351; // "QCMK" in the file.
    private const uint Version = 1;
    private const int Checked = 16;

    public static void Write(Span<byte> record, ulong mark)
    {
        var writer = new SpanWriter(record);
        writer.U32(Magic);
        writer.U32(Version);
        writer.U64(mark);
        writer.U128(Checksum.Of(record[..Checked]).Value);
    }

    /// <summary>Reads a record; <paramref name="version"/> says of a sound one who wrote it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, out ulong mark, out uint version)
    {
        var reader = new SpanReader(record);
        var isOurs = reader.U32() == Magic;
        version = reader.U32();
        mark = reader.U64();
        var checksum = reader.U128();
        return reader.IsComplete && isOurs && checksum == Checksum.Of(record[..Checked]).Value;
    }

    public static bool IsKnown(uint version) => version == Version;
}
