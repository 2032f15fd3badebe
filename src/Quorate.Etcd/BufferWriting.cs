using System.Buffers;

namespace Quorate.Etcd;

/// <summary>Writes to buffers.</summary>
internal static class BufferWriting
{
    /// <summary>Copies bytes, whole when they fit the buffer's next piece.</summary>
    public static void WriteSpan(this IBufferWriter<byte> writer, ReadOnlySpan<byte> bytes)
    {
        var piece = writer.GetSpan();
        if (bytes.Length > piece.Length)
        {
            writer.Write(bytes);
            return;
        }

        bytes.CopyTo(piece);
        writer.Advance(bytes.Length);
    }
}
