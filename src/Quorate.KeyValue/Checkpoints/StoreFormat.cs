namespace Quorate.KeyValue;

/// <summary>
/// The checkpoint: one byte stream, cut into chunks of a fixed size. A header of 48 bytes (magic, format version,
/// revision, compacted revision, the two parts of the oldest change not cleaned yet, zero), then the versions in the
/// order of their tree keys, each as two lengths (32 bits), tree key and record. Changes follow from versions: those
/// that are not older than the oldest change. All numbers are little-endian.
/// </summary>
internal static class StoreFormat
{
    public const int ChunkBytes = 256 * 1024;
    public const int HeaderBytes = 48;
    public const int EntryHeaderBytes = 8;
    public const uint Magic = 0x5651564B;
    public const uint FormatVersion = 1;

    /// <summary>Longest tree key or record that is believed, far above any request.</summary>
    public const int PartBytesMax = 1 << 28;
}
