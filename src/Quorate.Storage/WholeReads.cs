using Microsoft.Win32.SafeHandles;

namespace Quorate.Storage;

/// <summary>
/// Reads that are only short at the end of a file: one system call may return less than was asked for.
/// </summary>
internal static class WholeReads
{
    /// <summary>Fills the destination from a place of the file.</summary>
    /// <returns>Bytes read: fewer than asked for only at the end.</returns>
    /// <exception cref="IOException">The file system refused.</exception>
    public static int Read(SafeFileHandle file, long offset, Span<byte> destination)
    {
        var total = 0;
        int count;
        while (total < destination.Length
            && (count = RandomAccess.Read(file, destination[total..], offset + total)) > 0)
        {
            total += count;
        }

        return total;
    }
}
